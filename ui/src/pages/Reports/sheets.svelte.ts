// The sheets of the end of a day: the latest ones, and earlier ones as they are asked for.

import * as commands from '$lib/backend/commands';
import { asErrorView } from '$lib/backend/errors';
import type { DaySheetRow, DaySheetView, ErrorView } from '$lib/backend/types';

const PAGE = 5;

export class DaySheets {
  rows = $state.raw<DaySheetRow[]>([]);
  /** Whether the till has said which there are; until then none means nothing. */
  loaded = $state(false);
  /** Whether there are earlier ones. */
  more = $state(false);
  error = $state.raw<ErrorView>();

  /** Asks for the sheets before those that are known. */
  async load(): Promise<void> {
    try {
      const before = this.rows.at(-1)?.number ?? null;
      const page = await commands.daySheets({ before, limit: PAGE });
      this.rows = [...this.rows, ...page];
      this.more = page.length === PAGE && page.at(-1)?.number !== 1;
      this.loaded = true;
      this.error = undefined;
    } catch (error) {
      this.error = asErrorView(error);
    }
  }

  async make(from: number, to: number): Promise<DaySheetView> {
    const made = await commands.makeDaySheet({ from, to });
    this.rows = [made.sheet, ...this.rows];
    return made;
  }

  show(number: number): Promise<DaySheetView> {
    return commands.daySheet({ number });
  }
}
