// A customer's name and address on one line each, from the fields that hold anything.

import type { Customer } from '../backend/types';

export function customerName({ firstName, lastName }: Customer): string {
  return joined(' ', firstName, lastName);
}

/** Email and phone. */
export function customerContact({ email, phone }: Customer): string {
  return joined(' · ', email, phone);
}

/** The address, with the country as it is called where its name is known. */
export function customerAddress(
  { address, city, state, postcode, country }: Customer,
  countryName = country,
): string {
  return joined(', ', address, joined(' ', city, state, postcode), countryName);
}

function joined(separator: string, ...parts: string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(separator);
}
