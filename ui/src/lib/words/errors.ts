// The interface's own words for every kind of failure.

import type { ErrorCode, ErrorView } from '../backend/types';
import { m } from '../paraglide/messages';

const WORDS: Record<ErrorCode, (message: { message: string }) => string> = {
  store_unreachable: m.error_store_unreachable,
  store_timed_out: m.error_store_timed_out,
  not_a_store: m.error_not_a_store,
  bad_address: m.error_bad_address,
  token_refused: m.error_token_refused,
  permission_missing: m.error_permission_missing,
  too_many_requests: m.error_too_many_requests,
  store_trouble: m.error_store_trouble,
  unreadable_answer: m.error_unreadable_answer,
  store_refused: m.error_store_refused,
  unsafe_payment_page: m.error_unsafe_payment_page,
  fields_to_mend: m.error_fields_to_mend,
  cart_refused: m.error_cart_refused,
  unavailable: m.error_unavailable,
  price_changed: m.error_price_changed,
  not_now: m.error_not_now,
  has_order: m.error_has_order,
  upsell_busy: m.error_upsell_busy,
  refund_busy: m.error_refund_busy,
  refund_changed: m.error_refund_changed,
  order_not_paid: m.error_order_not_paid,
  not_found: m.error_not_found,
  disk_full: m.error_disk_full,
  read_only: m.error_read_only,
  file_disk_full: m.error_file_disk_full,
  file_not_written: m.error_file_not_written,
  csv_busy: m.error_csv_busy,
  database_damaged: m.error_database_damaged,
  keychain_unavailable: m.error_keychain_unavailable,
  no_store: m.error_no_store,
  printer_unreachable: m.error_printer_unreachable,
  printer_stopped: m.error_printer_stopped,
  printer_not_set: m.error_printer_not_set,
  fonts_missing: m.error_fonts_missing,
  internal: m.error_internal,
};

/** What went wrong and what to do, in one or two sentences; then the store's own words, if any. */
export function errorWords(error: ErrorView): string {
  const said = error.details.map((detail) => detail.message);
  const own = error.code === 'store_refused' ? said : [];
  return [WORDS[error.code](error), ...own].join(' ');
}
