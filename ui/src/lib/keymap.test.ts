import { expect, test } from 'vitest';

import { type Chosen, Keymap } from './keymap';

const keymap = (chosen: Chosen = {}) => new Keymap(() => chosen);

test('a chosen key takes the place of the usual ones', () => {
  expect(keymap().all('search')).toEqual(['F2', '/']);
  expect(keymap({ search: 'F1' }).all('search')).toEqual(['F1']);
  const bindings = keymap({ charge: 'F12' }).bind({ charge: () => {}, search: () => {} });
  expect(Object.keys(bindings).sort()).toEqual(['/', 'F12', 'F2']);
});

test('a key that does something already is not given away', () => {
  expect(keymap().taken('F6', 'charge')).toBe('hold');
  expect(keymap({ hold: 'F1' }).taken('F6', 'charge')).toBeUndefined();
  expect(keymap().taken('F9', 'charge')).toBeUndefined();
  for (const key of ['Enter', 'Escape', '3', 'ArrowUp', 'Mod+1', '']) {
    expect(keymap().taken(key, 'charge')).toBe('fixed');
  }
});

test('only what differs from the usual keys is kept', () => {
  expect(keymap().with('charge', 'F12')).toEqual({ charge: 'F12' });
  expect(keymap({ charge: 'F12', hold: 'F1' }).with('charge', 'F9')).toEqual({ hold: 'F1' });
});
