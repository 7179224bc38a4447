// Which key does what: the usual keys, and those that the seller has chosen instead.

import type { Bindings } from './keys';

export const ACTIONS = [
  'search',
  'customer',
  'delivery',
  'hold',
  'held',
  'voucher',
  'charge',
  'more',
  'less',
  'remove',
  'help',
] as const;
export type Action = (typeof ACTIONS)[number];

// The last one of several is shown where there is room for one.
const USUAL: Record<Action, readonly string[]> = {
  search: ['F2', '/'],
  customer: ['F3'],
  delivery: ['F4'],
  hold: ['F6'],
  held: ['F7'],
  voucher: ['F8'],
  charge: ['F9'],
  more: ['+'],
  less: ['-'],
  remove: ['Delete'],
  help: ['?'],
};

// What these mean is the same everywhere, in fields and lists as well; the digits add upsells.
const FIXED =
  /^(?:Enter|Escape|Tab|Backspace| |Arrow\w+|Page\w+|Home|End|[1-9]|Mod\+.*|Dead|Process|Unidentified|)$/;

export type Chosen = { [action in string]: string };

export class Keymap {
  readonly #chosen: () => Chosen | undefined;

  constructor(chosen: () => Chosen | undefined) {
    this.#chosen = chosen;
  }

  /** Every key of the action. */
  all(action: Action): readonly string[] {
    const chosen = this.#chosen()?.[action];
    return chosen ? [chosen] : USUAL[action];
  }

  /** The key that is shown for the action. */
  of(action: Action): string {
    return this.all(action).at(-1) ?? '';
  }

  /** What the keys of these actions do. */
  bind(acts: Partial<Record<Action, Bindings[string]>>): Bindings {
    const bindings: Bindings = {};
    for (const [action, act] of Object.entries(acts)) {
      for (const key of this.all(action as Action)) bindings[key] = act;
    }
    return bindings;
  }

  /** What the key does already, where it cannot be given to the action for that. */
  taken(key: string, action: Action): Action | 'fixed' | undefined {
    if (FIXED.test(key)) return 'fixed';
    return ACTIONS.find((other) => other !== action && this.all(other).includes(key));
  }

  /** What is chosen once the action has this key: only what differs from the usual is kept. */
  with(action: Action, key: string): Chosen {
    const { [action]: _, ...others } = this.#chosen() ?? {};
    return USUAL[action].at(-1) === key ? others : { ...others, [action]: key };
  }
}
