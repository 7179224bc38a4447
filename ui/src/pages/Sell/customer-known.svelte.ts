// What is known of the customer that was chosen: her addresses and her last orders.

import { customerDetails } from '$lib/backend/commands';
import { asErrorView } from '$lib/backend/errors';
import type { Customer, CustomerDetails, ErrorView } from '$lib/backend/types';

export class CustomerKnown {
  details = $state.raw<CustomerDetails>();
  trouble = $state.raw<ErrorView>();
  #asked = '';

  /** Asks for the details of a customer; answers to earlier questions count for nothing. */
  async ask({ email, userId }: Customer): Promise<CustomerDetails | undefined> {
    this.forget();
    this.#asked = email;
    try {
      const details = await customerDetails({ email, userId });
      if (this.#asked !== email) return undefined;
      this.details = details;
      return details;
    } catch (error) {
      if (this.#asked === email) this.trouble = asErrorView(error);
      return undefined;
    }
  }

  /** Another customer is typed. */
  forget(): void {
    this.#asked = '';
    this.details = undefined;
    this.trouble = undefined;
  }
}
