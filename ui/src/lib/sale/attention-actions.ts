// What may be done about a matter at this moment, and what each of it says on its button.

import * as commands from '$lib/backend/commands';
import type { AttentionAction, AttentionView, SaleView } from '$lib/backend/types';
import { formatMoney } from '$lib/money';
import { m } from '$lib/paraglide/messages';
import { amountOf, settledWords, type Subject } from '$lib/words/attention';

type OfMatter = { saleId: string; attentionId: number };

// A matter is about money that should not have been taken: all of it goes back.
const ALL_PAID_BACK = { reason: '', fullRefund: true, notify: true };

export const COMMANDS: Record<AttentionAction, (of: OfMatter) => Promise<SaleView>> = {
  keep: commands.settleAttention,
  accept: commands.acceptOrder,
  reject: commands.rejectOrder,
  cancel_order: (of) => commands.cancelOrder({ ...of, choice: ALL_PAID_BACK }),
  check_now: ({ saleId }) => commands.checkNow({ saleId }),
};

export function actionWords(action: AttentionAction, attention: AttentionView): string {
  switch (action) {
    case 'keep':
      return settledWords(attention);
    case 'accept':
      return m.attention_accept();
    case 'reject':
      return m.attention_reject();
    case 'cancel_order':
      return m.attention_cancel_order();
    case 'check_now':
      return m.check_now();
  }
}

/** What an action brings about, where its button does not say it all. */
export function actionHint(action: AttentionAction): string | undefined {
  if (action === 'accept') return m.attention_accept_hint();
  return action === 'reject' ? m.attention_reject_hint() : undefined;
}

/** The words of the button that cancels, with the amount where it is known for certain. */
export function cancelWords(attention: AttentionView, subject: Subject): string {
  const amount = amountOf(attention, subject);
  return amount
    ? m.attention_cancel_amount({ amount: formatMoney(amount) })
    : m.attention_cancel_order();
}
