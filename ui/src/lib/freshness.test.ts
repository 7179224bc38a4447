import { expect, test } from 'vitest';

import { sale } from '../test/samples';
import { supersedes } from './freshness';

test('an older view never replaces a newer one', () => {
  expect(supersedes(sale({ revision: 4 }), sale({ revision: 5 }))).toBe(false);
  expect(supersedes(sale({ revision: 5 }), sale({ revision: 4 }))).toBe(true);
});

test('a view without news of its own still counts', () => {
  expect(supersedes(sale({ revision: 5 }), sale({ revision: 5 }))).toBe(true);
});
