// What may be done about a matter at this moment, and what each of it says on its button.

import * as commands from '$lib/backend/commands';
import type { AttentionAction, AttentionView, SaleView } from '$lib/backend/types';
import { formatMoney } from '$lib/money';
import { m } from '$lib/paraglide/messages';
import { amountOf, settledWords, type Subject } from '$lib/words/attention';

type OfMatter = { saleId: string; attentionId: number };

export const COMMANDS: Record<AttentionAction, (of: OfMatter) => Promise<SaleView>> = {
  keep: commands.settleAttention,
  accept: commands.acceptOrder,
  reject: commands.rejectOrder,
  cancel_order: commands.cancelOrder,
  check_now: ({ saleId }) => commands.checkNow({ saleId }),
};

/** What a person may do, the likeliest first. Of a cancelled order only its rest is left to see to. */
export function offered({ actions, cancellation }: AttentionView): AttentionAction[] {
  return cancellation?.state === 'done' ? ['keep'] : actions;
}

/** Whether the action must wait until it is known whether the order was cancelled. */
export function isLocked(action: AttentionAction, { cancellation }: AttentionView): boolean {
  if (cancellation?.state === 'sent') return true;
  return cancellation?.state === 'unknown' && action !== 'check_now';
}

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
