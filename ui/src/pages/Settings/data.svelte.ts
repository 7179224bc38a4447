// The books as data: their size, their backups, an export that is being written, and how long
// customers are kept.

import * as commands from '$lib/backend/commands';
import { asErrorView } from '$lib/backend/errors';
import type { AppEvent, BooksView, ErrorView, ExportView } from '$lib/backend/types';

export class BooksData {
  view = $state.raw<BooksView>();
  error = $state.raw<ErrorView>();
  /** How far an export has come that is being written. */
  exporting = $state.raw<ExportView | null>(null);

  load(): Promise<boolean> {
    return this.#after(commands.dataView());
  }

  backUp(): Promise<boolean> {
    return this.#after(commands.backUpNow());
  }

  keepCustomersFor(days: number | null): Promise<boolean> {
    return this.#after(commands.setRetention({ days }));
  }

  hear(event: AppEvent): void {
    if (event.kind === 'export_changed') this.exporting = event.export;
  }

  // Says whether it was done.
  async #after(answer: Promise<BooksView>): Promise<boolean> {
    try {
      this.view = await answer;
      this.error = undefined;
      return true;
    } catch (error) {
      this.error = asErrorView(error);
      return false;
    }
  }
}
