// The keys that act wherever the focus is; which they are is the keymap's. While a field has it, only function keys, Esc and
// combinations with Ctrl or Cmd act; while a dialog is open, none does.

import { m } from './paraglide/messages';

/** A key by the name it produces (`F9`, `/`, `Enter`), or `Mod+1` to `Mod+4`. */
export type Bindings = Record<string, (event: KeyboardEvent) => void>;

/**
 * How long a key that changes something by itself is waited with. A scanner types a whole code
 * within milliseconds: a digit of it must never charge an upsell.
 */
export const ALONE_MS = 100;

const SETTLE_MS = 20;

const SHORT: Record<string, () => string> = {
  Enter: m.key_enter,
  Escape: m.key_esc,
  Delete: m.key_del,
};

const isMac = /Mac/.test(navigator.userAgent);

/** The key as it is written in hints. */
export function keyHint(name: string): string {
  return SHORT[name]?.() ?? name.replace('Mod+', isMac ? '⌘' : 'Ctrl ');
}

/** Whether typing goes into `target`. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select');
}

/** For Esc: leaves the field that is typed in, and where none is, goes `back`. */
export function leaveFieldOr(back: () => void): (event: KeyboardEvent) => void {
  return ({ target }) => {
    if (isTyping(target)) (target as HTMLElement).blur();
    else back();
  };
}

/**
 * Acts on `bindings` until the answer is called. Those of an open dialog are given as `inDialog`;
 * all others rest meanwhile.
 */
export function onKeys(bindings: Bindings, { inDialog = false } = {}): () => void {
  let lastPrintable = -Infinity;
  let alone: ReturnType<typeof setTimeout> | undefined;

  // In two steps: where the window was busy, the first may come before keys that wait already, but
  // those come before the second.
  function actAlone(act: (event: KeyboardEvent) => void, event: KeyboardEvent): void {
    alone = setTimeout(() => (alone = setTimeout(act, SETTLE_MS, event)), ALONE_MS - SETTLE_MS);
  }

  function onKeydown(event: KeyboardEvent): void {
    const printable = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
    // A key that is held down repeats itself; a scanner's keys never do.
    const inBurst = !event.repeat && event.timeStamp - lastPrintable < ALONE_MS;
    if (printable || event.key === 'Enter') clearTimeout(alone);
    if (printable) lastPrintable = event.timeStamp;

    const name = keyName(event);
    const act = bindings[name];
    if (!act || event.defaultPrevented || event.isComposing || !mayAct(name, event)) return;
    if (!inDialog && document.querySelector('dialog[open]')) return;
    if (inBurst && (printable || name === 'Enter')) return;
    event.preventDefault();
    if (printable && name !== '/' && !event.repeat) actAlone(act, event);
    else act(event);
  }

  addEventListener('keydown', onKeydown);
  return () => {
    clearTimeout(alone);
    removeEventListener('keydown', onKeydown);
  };
}

/** The key's name, as bindings have it; empty for combinations that mean nothing here. */
export function keyName(event: KeyboardEvent): string {
  // AltGr, which writes characters such as @, reports itself as Ctrl and Alt together.
  if (event.altKey) return event.ctrlKey ? event.key : '';
  const mod = isMac ? event.metaKey : event.ctrlKey;
  if (!mod) return event.metaKey || event.ctrlKey ? '' : event.key;
  // The digits' place on the keyboard, not their character: French keyboards write them shifted.
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  return digit ? `Mod+${digit}` : '';
}

function mayAct(name: string, event: KeyboardEvent): boolean {
  if (event.repeat && name !== '+' && name !== '-') return false;
  if (/^(F\d+|Escape|Mod\+)/.test(name)) return true;
  if (name === 'Enter') return !ownsEnter(event.target);
  return !isTyping(event.target);
}

// Where Enter has a meaning of its own, it keeps it.
function ownsEnter(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return isTyping(target) || target.matches('button, a, summary');
}
