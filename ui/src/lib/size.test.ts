import { expect, test } from 'vitest';

import { formatBytes } from './size';

test.each([
  [0, '0 kB'],
  [1_234, '1.2 kB'],
  [98_304, '98 kB'],
  [4_600_000, '4.6 MB'],
  [1_234_000_000, '1.2 GB'],
  [5_000_000_000_000, '5,000 GB'],
])('%d bytes are %s', (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words);
});
