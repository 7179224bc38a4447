// Causes as events note them, by their code, in a few words that fit into a sentence. What is no
// such code is the store's own text and stays as it is.

import type { ErrorCode } from '../backend/types';
import { m } from '../paraglide/messages';

// What becomes of files and printing is no event of a sale.
type OfFiles = 'file_disk_full' | 'file_not_written' | 'csv_busy';
type OfPaper = `printer_${string}` | 'fonts_missing';
type Cause = Exclude<ErrorCode, OfFiles | OfPaper> | 'till_restarted' | 'not_in_the_order';

const WORDS: Record<Cause, () => string> = {
  store_unreachable: m.cause_store_unreachable,
  store_timed_out: m.cause_store_timed_out,
  not_a_store: m.cause_not_a_store,
  bad_address: m.cause_not_a_store,
  token_refused: m.cause_token_refused,
  permission_missing: m.cause_permission_missing,
  too_many_requests: m.cause_too_many_requests,
  store_trouble: m.cause_store_trouble,
  unreadable_answer: m.cause_unreadable_answer,
  store_refused: m.cause_store_refused,
  unsafe_payment_page: m.cause_unsafe_payment_page,
  fields_to_mend: m.cause_fields_to_mend,
  cart_refused: m.cause_fields_to_mend,
  unavailable: m.cause_unavailable,
  price_changed: m.cause_price_changed,
  not_now: m.cause_not_now,
  has_order: m.cause_not_now,
  upsell_busy: m.cause_not_now,
  refund_busy: m.cause_not_now,
  refund_changed: m.cause_not_now,
  order_not_paid: m.cause_not_now,
  not_found: m.cause_not_found,
  disk_full: m.cause_disk_full,
  read_only: m.cause_disk_full,
  database_damaged: m.cause_database_damaged,
  keychain_unavailable: m.cause_keychain_unavailable,
  no_store: m.cause_no_store,
  internal: m.cause_internal,
  till_restarted: m.cause_till_restarted,
  not_in_the_order: m.cause_not_in_the_order,
};

export function causeWords(cause: string): string {
  return cause in WORDS ? WORDS[cause as Cause]() : cause;
}
