import { expect, test } from 'vitest';

import { Notices } from './notices.svelte';

test('quiet notices push out one another, but never a warning', () => {
  const notices = new Notices();
  notices.warn('The disk is full.');
  for (const text of ['one', 'two', 'three']) notices.say(text);
  expect(notices.list.map(({ text }) => text)).toEqual(['The disk is full.', 'two', 'three']);
  for (const text of ['a', 'b', 'c']) notices.warn(text);
  notices.say('four');
  expect(notices.list.map(({ text }) => text)).toEqual([
    'The disk is full.',
    'a',
    'b',
    'c',
    'four',
  ]);
});
