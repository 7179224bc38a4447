// What each key does, in words.

import type { Action } from '../keymap';
import { m } from '../paraglide/messages';

const WORDS: Record<Action, () => string> = {
  search: m.keys_search,
  customer: m.keys_customer,
  delivery: m.keys_delivery,
  hold: m.keys_hold,
  held: m.keys_held,
  voucher: m.keys_voucher,
  charge: m.keys_charge,
  more: m.keys_more,
  less: m.keys_less,
  remove: m.keys_remove,
  help: m.keys_help,
};

export const actionName = (action: Action) => WORDS[action]();
