// The customer's fields as they stand in the form. They belong to the seller's hands: they are
// taken from the sale once, when it comes on show, and from then on only sent.

import type { Customer } from '$lib/backend/types';
import type { CartWriter } from '$lib/cart-writer.svelte';

export type TextField = Exclude<keyof Customer, 'userId'>;

const ADDRESSED: readonly TextField[] = [
  'email',
  'firstName',
  'lastName',
  'address',
  'city',
  'country',
];

export class CustomerDraft {
  fields = $state<Customer>(nobody(''));
  readonly #writer: CartWriter;
  readonly #defaultCountry: string;

  constructor(customer: Customer | undefined, defaultCountry: string, writer: CartWriter) {
    this.#writer = writer;
    this.#defaultCountry = defaultCountry;
    const typed = writer.unsent('customer')?.customer ?? customer;
    this.fields = { ...nobody(defaultCountry), ...typed };
    this.fields.country ||= defaultCountry;
  }

  set(field: TextField, text: string): void {
    this.fields[field] = text;
    // The store's customer is the one with the email address; another address is another person.
    if (field === 'email') this.fields.userId = null;
    this.send();
  }

  /** Takes over a customer that was found, or another address of hers. */
  take(customer: Customer): void {
    this.fields = { ...customer, country: customer.country || this.#defaultCountry };
    this.send();
  }

  /** Begins a new customer with what was searched for: an email address, a phone or a name. */
  begin(text: string): void {
    const known = this.fields.userId !== null;
    const base = known ? nobody(this.#defaultCountry) : this.fields;
    this.fields = { ...base, ...recognise(text.trim()) };
    this.send();
  }

  /** Whether all is there that an order needs. */
  isComplete(needsAddress: boolean): boolean {
    const needed: readonly TextField[] = needsAddress ? ADDRESSED : ['email'];
    return needed.every((field) => this.fields[field].trim() !== '');
  }

  /** Whether any of the address was typed; the country is filled in by itself. */
  get hasAddress(): boolean {
    const { address, city, state, postcode } = this.fields;
    return [address, city, state, postcode].some((text) => text.trim() !== '');
  }

  /** Sends the form as it stands: what it shows by default counts as well. */
  send(): void {
    this.#writer.write({ kind: 'customer', customer: $state.snapshot(this.fields) });
  }
}

function nobody(country: string): Customer {
  return {
    userId: null,
    email: '',
    firstName: '',
    lastName: '',
    phone: '',
    address: '',
    city: '',
    state: '',
    postcode: '',
    country,
  };
}

function recognise(text: string): Partial<Customer> {
  if (text.includes('@')) return { email: text };
  if (/^\+?[\d\s().-]{5,}$/.test(text)) return { phone: text };
  const [, firstName, lastName] = /^(.*?)(?:\s+(\S+))?$/.exec(text) ?? [];
  return { firstName: firstName ?? text, lastName: lastName ?? '' };
}
