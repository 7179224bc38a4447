import { expect, test } from 'vitest';

import { sale, timeline } from '../test/samples';
import type { SaleState, SaleView } from './backend/types';
import { supersedes } from './freshness';

const after = (events: number, state: SaleState = 'building'): SaleView =>
  sale({ state, timeline: timeline(...Array(events).fill({ kind: 'sale_held' })) });

test('a view with fewer events never replaces one with more', () => {
  expect(supersedes(after(1), after(2, 'paid'), 'answer')).toBe(false);
  expect(supersedes(after(1), after(2, 'paid'), 'event')).toBe(false);
  expect(supersedes(after(2, 'paid'), after(1), 'event')).toBe(true);
});

test('of edits of a cart, which add no events, the answers tell', () => {
  expect(supersedes(after(1), after(1), 'answer')).toBe(true);
  expect(supersedes(after(1), after(1), 'event')).toBe(false);
});

test('while a payment is awaited, an event without news of its own still counts', () => {
  expect(supersedes(after(3, 'awaiting'), after(3, 'awaiting'), 'event')).toBe(true);
});
