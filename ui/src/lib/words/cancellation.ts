// How the cancelling of an order stands, in words and in the tone that they bear out.

import type { CancellationView, RequestState } from '../backend/types';
import { formatMoney } from '../money';
import { m } from '../paraglide/messages';
import { causeWords } from './causes';
import type { Tone } from './states';

export type CancellationWords = { text: string; tone: Tone };

/** A cancelling of which nothing is known but how it stands. */
export function cancellation(state: RequestState, fullRefund: boolean): CancellationView {
  return { state, fullRefund, refunded: null, taken: null, reason: null };
}

export function cancellationWords(cancellation: CancellationView): CancellationWords {
  switch (cancellation.state) {
    case 'sent':
      return { text: m.cancellation_sent(), tone: 'wait' };
    case 'unknown':
      return { text: m.cancellation_unknown(), tone: 'wait' };
    case 'not_done':
      return { text: notDone(cancellation.reason), tone: 'stop' };
    case 'done':
      return done(cancellation);
  }
}

function notDone(reason: string | null): string {
  if (!reason) return m.cancellation_not_done_bare();
  return m.cancellation_not_done({ reason: causeWords(reason).replace(/\.$/, '') });
}

// An amount that is not known is never told as nothing, nor as all.
function done({ fullRefund, refunded, taken }: CancellationView): CancellationWords {
  if (!fullRefund) return { text: m.cancellation_done_kept(), tone: 'wait' };
  if (!refunded || !taken) return { text: m.cancellation_unread(), tone: 'stop' };
  const words = { refunded: formatMoney(refunded), taken: formatMoney(taken) };
  return words.refunded === words.taken
    ? { text: m.cancellation_done(words), tone: 'paid' }
    : { text: m.cancellation_partly(words), tone: 'stop' };
}
