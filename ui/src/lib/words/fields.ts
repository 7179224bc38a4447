// The names of a sale's fields, by which the till and the store say what is wrong with one.

import type { FieldMessage } from '../backend/types';
import { m } from '../paraglide/messages';

const NAMES: Record<string, () => string> = {
  email: m.field_email,
  first_name: m.field_first_name,
  last_name: m.field_last_name,
  phone: m.field_phone,
  address: m.field_address,
  city: m.field_city,
  state: m.field_state,
  postcode: m.field_postcode,
  country: m.field_country,
  shipping_code: m.shipping_method,
  vouchers: m.voucher,
  lines: m.cart,
};

const MALFORMED: Record<string, () => string> = {
  email: m.field_malformed_email,
  phone: m.field_malformed_phone,
};

// A line of the cart is a field by its place: `lines.2`.
const withoutPlace = (field: string) => field.replace(/^lines\.\d+$/, 'lines');

/** Whether the Sell page has a place beside the field for its message. */
export function isOwnField(field: string): boolean {
  return withoutPlace(field) in NAMES;
}

/** The field's name; the store's own path where it is none of the interface's fields. */
export function fieldName(field: string): string {
  return NAMES[withoutPlace(field)]?.() ?? field;
}

/** What is wrong with the field: in the interface's words for its codes, else the store's. */
export function fieldWords({ field, message }: FieldMessage): string {
  if (message === 'missing') return field === 'lines' ? m.field_missing_lines() : m.field_missing();
  if (message === 'malformed') return (MALFORMED[field] ?? m.field_malformed)();
  if (message === 'free_subscription') return m.field_free_subscription();
  return message;
}
