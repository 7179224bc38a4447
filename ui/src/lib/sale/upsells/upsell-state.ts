// What an upsell's charge means for its button and its words.

import type { ChargeState, UpsellView } from '$lib/backend/types';
import { formatMoney } from '$lib/money';
import { m } from '$lib/paraglide/messages';
import { causeWords } from '$lib/words/causes';
import type { Tone } from '$lib/words/states';

// One that was surely not charged may be tried again; one that nobody can tell of is locked.
const MAY_BE_ADDED: Record<ChargeState, boolean> = {
  intended: false,
  sent: false,
  charged: false,
  declined: true,
  unknown: false,
  not_charged: true,
};

export type Outcome = { text: string; tone: Tone };

export function isCharging({ state }: UpsellView): boolean {
  return state === 'intended' || state === 'sent';
}

export function mayBeAdded({ state }: UpsellView): boolean {
  return state === null || MAY_BE_ADDED[state];
}

/** What became of the charge, as far as it is known. */
export function outcome(offer: UpsellView): Outcome | undefined {
  const { state, amount } = offer;
  switch (state) {
    case null:
      return undefined;
    case 'intended':
    case 'sent':
      return { text: m.upsell_charging(), tone: 'wait' };
    case 'charged':
      return {
        text: amount ? m.upsell_charged({ amount: formatMoney(amount) }) : m.upsell_charged_bare(),
        tone: 'paid',
      };
    case 'declined': {
      const reason = reasonWithCode(offer);
      return {
        text: reason ? m.upsell_declined({ reason }) : m.upsell_declined_bare(),
        tone: 'stop',
      };
    }
    case 'unknown':
      return { text: m.upsell_unknown(), tone: 'wait' };
    case 'not_charged': {
      const reason = reasonWithCode(offer);
      return {
        text: reason ? m.upsell_not_charged({ reason }) : m.upsell_not_charged_bare(),
        tone: 'quiet',
      };
    }
  }
}

function reasonWithCode({ reason, responseCode }: UpsellView): string {
  const code = responseCode ? m.upsell_code({ code: responseCode }) : '';
  if (!reason) return code;
  const words = causeWords(reason).replace(/\.$/, '');
  return code ? `${words} (${code})` : words;
}
