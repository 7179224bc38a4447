// Every matter that needs a person, over all sales of this till, the newest first.

import { listAttention } from '$lib/backend/commands';
import { asErrorView } from '$lib/backend/errors';
import type { ErrorView } from '$lib/backend/types';
import { newest } from '$lib/newest';
import { type Matter, matterOfRow } from '$lib/words/attention';

export class AttentionList {
  matters = $state.raw<Matter[]>([]);
  error = $state.raw<ErrorView>();

  readonly #ask = newest(() => listAttention());

  /** Lists anew: something about a sale, or the count, has changed. */
  async refresh(): Promise<void> {
    try {
      const items = await this.#ask(undefined);
      if (!items) return;
      this.matters = items.map(({ sale, attention }) => matterOfRow(sale, attention));
      this.error = undefined;
    } catch (error) {
      this.error = asErrorView(error);
    }
  }
}
