import { afterEach, beforeEach, expect, test } from 'vitest';

import { SCAN_GAP_MS, watchScanner } from './scanner';

const scanned: string[] = [];
let input: HTMLInputElement;
let stop: () => void;
let clock = 0;

beforeEach(() => {
  scanned.length = 0;
  stop = watchScanner((code) => scanned.push(code));
  input = document.createElement('input');
  document.body.append(input);
});

afterEach(() => {
  stop();
  document.body.replaceChildren();
});

/** Types into `target` as a keyboard does, `gap` milliseconds from key to key. */
function type(keys: string[], gap: number, target: HTMLElement = input): KeyboardEvent[] {
  clock += 1_000;
  return keys.map((key) => {
    clock += gap;
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    Object.defineProperty(event, 'timeStamp', { value: clock });
    target.dispatchEvent(event);
    const typed = key.length === 1 && target instanceof HTMLInputElement;
    if (typed && !event.defaultPrevented) target.value += key;
    return event;
  });
}

const code = [...'4006381333931', 'Enter'];

test('a scanned code is taken wherever the focus is', () => {
  type(code, 5, document.body);
  expect(scanned).toEqual(['4006381333931']);
});

test('the field that had the focus is as it was before', () => {
  input.value = '5 Oak St';
  let heard = '';
  input.addEventListener('input', () => (heard = input.value));
  const enter = type(code, 5).at(-1);
  expect(scanned).toEqual(['4006381333931']);
  expect(input.value).toBe('5 Oak St');
  expect(heard).toBe('5 Oak St');
  expect(enter?.defaultPrevented).toBe(true);
});

test('Tab ends a code as Enter does, and stays in the field', () => {
  const tab = type([...'4006381333931', 'Tab'], 5).at(-1);
  expect(scanned).toEqual(['4006381333931']);
  expect(tab?.defaultPrevented).toBe(true);
});

test('twenty codes 50 ms apart are twenty codes', () => {
  for (let count = 0; count < 20; count += 1) {
    clock -= 950;
    type([...`20000000${100 + count}`, 'Enter'], 2);
  }
  expect(scanned).toEqual(Array.from({ length: 20 }, (_, count) => `20000000${100 + count}`));
});

test('what goes into a password’s field is no code, is not kept and is not shown', () => {
  input.type = 'password';
  type([...'secret-token-123', 'Enter'], 5);
  expect(scanned).toEqual([]);
  expect(input.value).toBe('secret-token-123');
});

test('a code with capitals comes with Shift between its keys', () => {
  type(['Shift', 'K', 'Shift', 'E', 'Shift', 'T', '-', '1', '2', 'Enter'], 5);
  expect(scanned).toEqual(['KET-12']);
});

test.each([
  ['typed by a person', code, SCAN_GAP_MS + 60],
  ['a word', [...'kettle', 'Enter'], 5],
  ['an email address', [...'grace7@example.com', 'Tab'], 5],
  ['too short for a code', [...'12345', 'Enter'], 5],
  ['with spaces', [...'5 Oak Street 12', 'Enter'], 5],
  ['without Enter or Tab', [...'4006381333931'], 5],
])('nothing is scanned: %s', (_, keys, gap) => {
  type(keys, gap);
  expect(scanned).toEqual([]);
  expect(input.value).toBe(keys.filter((key) => key.length === 1).join(''));
});

test('what is typed into one field after another is no code', () => {
  const next = document.createElement('input');
  document.body.append(next);
  type([...'4,50'], 5);
  clock -= 1_000;
  type([...'hon', 'Enter'], 5, next);
  expect(scanned).toEqual([]);
  expect([input.value, next.value]).toEqual(['4,50', 'hon']);
});
