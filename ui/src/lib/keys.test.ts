import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { ALONE_MS, onKeys } from './keys';

const acted: string[] = [];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  acted.length = 0;
  const names = ['F9', 'Escape', 'Enter', 'Delete', '/', '+', '1', '?', 'Mod+2'];
  stop = onKeys(Object.fromEntries(names.map((name) => [name, () => void acted.push(name)])));
});

afterEach(() => {
  stop();
  document.body.replaceChildren();
});

let clock = 1_000;

/** Presses a key, `after` milliseconds after the last one. */
function press(init: KeyboardEventInit | string, target: Element = document.body, after = 500) {
  clock += after;
  const event = new KeyboardEvent('keydown', {
    bubbles: true,
    cancelable: true,
    ...(typeof init === 'string' ? { key: init } : init),
  });
  Object.defineProperty(event, 'timeStamp', { value: clock });
  target.dispatchEvent(event);
  return event;
}

function put<Name extends keyof HTMLElementTagNameMap>(name: Name): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  document.body.append(element);
  return element;
}

describe('while nothing is typed', () => {
  test.each(['F9', 'Escape', 'Enter', 'Delete', '/'])('%s acts at once', (key) => {
    expect(press(key).defaultPrevented).toBe(true);
    expect(acted).toEqual([key]);
  });

  test.each(['+', '1', '?'])('%s acts once it stands alone', (key) => {
    press(key);
    expect(acted).toEqual([]);
    vi.advanceTimersByTime(ALONE_MS);
    expect(acted).toEqual([key]);
  });

  test('the digits with Ctrl lead to the pages by their place on the keyboard', () => {
    press({ key: 'é', code: 'Digit2', ctrlKey: true });
    expect(acted).toEqual(['Mod+2']);
  });

  test('AltGr with a digit writes a character and leads nowhere', () => {
    press({ key: '@', code: 'Digit2', ctrlKey: true, altKey: true });
    expect(acted).toEqual([]);
  });

  test('a held key acts once, but for quantities', () => {
    press({ key: 'F9', repeat: true });
    for (let count = 0; count < 3; count += 1) {
      press({ key: '+', repeat: true }, document.body, 30);
    }
    expect(acted).toEqual(['+', '+', '+']);
  });
});

test('a burst of keys, as scanners type them, sets off nothing', () => {
  for (const key of '1/1+1') press(key, document.body, 5);
  press('Enter', document.body, 5);
  vi.advanceTimersByTime(1_000);
  expect(acted).toEqual([]);
});

describe('in a field', () => {
  test.each(['/', '+', '1', '?', 'Delete', 'Enter'])('%s is left to the field', (key) => {
    press(key, put('input'));
    vi.advanceTimersByTime(ALONE_MS);
    expect(acted).toEqual([]);
  });

  test('function keys, Esc and combinations act', () => {
    const input = put('input');
    press('F9', input);
    press('Escape', input);
    press({ key: '2', code: 'Digit2', ctrlKey: true }, input);
    expect(acted).toEqual(['F9', 'Escape', 'Mod+2']);
  });
});

test('Enter on a button is the button’s', () => {
  press('Enter', put('button'));
  expect(acted).toEqual([]);
});

test('an open dialog keeps all keys to itself', () => {
  put('dialog').setAttribute('open', '');
  press('F9');
  expect(acted).toEqual([]);
});
