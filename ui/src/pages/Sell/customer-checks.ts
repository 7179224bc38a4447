// What looks wrong with a field of the customer when it is left, in words. These are guesses: they
// warn and never hold a sale up. The till's own refusals and the store's words are another matter.

import type { CountryCode } from 'libphonenumber-js/min';

import type { Customer } from '$lib/backend/types';
import { m } from '$lib/paraglide/messages';

import type { TextField } from './customer-draft.svelte';
import { hasPostcodes, unlikePostcode } from './countries/postcodes';
import { stateOf, statesOf } from './countries/states';

export type Checked = {
  /** The field's text as it is best written. */
  text: string;
  warning?: string | undefined;
};

type Place = { fields: Customer; country: string; needsAddress: boolean };

/** Loads what is known of the numbers of all countries, which is only needed once there is one. */
export async function prepareChecks() {
  const { parsePhoneNumberFromString } = await import('libphonenumber-js/min');
  return parsePhoneNumberFromString;
}

export async function checkField(field: TextField, place: Place): Promise<Checked> {
  const text = place.fields[field];
  switch (field) {
    case 'email':
      return { text, warning: checkEmail(text.trim()) };
    case 'phone':
      return checkPhone(text, place);
    case 'postcode':
      return { text, warning: checkPostcode(text.trim(), place) };
    case 'state':
      return checkState(text, place);
    default:
      return { text };
  }
}

function checkEmail(email: string): string | undefined {
  if (email === '' || /^[^\s@,;<>()[\]"]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u.test(email)) {
    return undefined;
  }
  return m.field_malformed_email();
}

async function checkPhone(text: string, { fields, country }: Place): Promise<Checked> {
  if (text.trim() === '') return { text };
  const parse = await prepareChecks();
  const number = parse(text, fields.country as CountryCode);
  return number?.isValid()
    ? { text: number.formatInternational() }
    : { text, warning: m.warn_phone({ country }) };
}

function checkPostcode(postcode: string, { fields, country, needsAddress }: Place) {
  if (postcode === '') {
    const lacks = needsAddress && hasPostcodes(fields.country);
    return lacks ? m.warn_postcode_missing({ country }) : undefined;
  }
  const example = unlikePostcode(fields.country, postcode);
  return example && m.warn_postcode({ example });
}

function checkState(text: string, { fields, country, needsAddress }: Place): Checked {
  if (statesOf(fields.country).length === 0) return { text };
  if (text.trim() === '') {
    return { text, warning: needsAddress ? m.warn_state_missing({ country }) : undefined };
  }
  const state = stateOf(fields.country, text);
  return state ? { text: state.code } : { text, warning: m.warn_state({ country }) };
}
