// Paper: the till says what stands on a sheet and prints it on the receipt printer. For the system's
// printing, the sheet is laid out in the window first, from where the host has it printed.

import { tick } from 'svelte';

import * as commands from '../backend/commands';
import { asErrorView } from '../backend/errors';
import type { Document, PaperSettings, PaperSize, SaleView } from '../backend/types';
import type { Notices } from '../notices.svelte';
import { m } from '../paraglide/messages';

export type LaidOut = { document: Document; size: PaperSize };

export class Printing {
  /** What the system's printing will take. */
  sheet = $state.raw<LaidOut | null>(null);

  readonly #settings: () => PaperSettings | undefined;
  readonly #notices: Notices;

  constructor(settings: () => PaperSettings | undefined, notices: Notices) {
    this.#settings = settings;
    this.#notices = notices;
  }

  /** Prints a sale's receipt. */
  receipt({ id: saleId }: SaleView): Promise<void> {
    return this.print(
      () => commands.receipt({ saleId }),
      () => commands.printReceipt({ saleId }),
    );
  }

  /** Prints a receipt of nothing with these settings. */
  test(paper: PaperSettings): Promise<void> {
    return this.print(
      () => commands.sampleReceipt({ paper }),
      () => commands.testPrint({ paper }),
      paper,
    );
  }

  /** Prints a sheet: `document` says what stands on it, `command` has it printed. */
  async print(
    document: () => Promise<Document>,
    command: () => Promise<void>,
    paper = this.#settings(),
  ): Promise<void> {
    try {
      if (paper && paper.printer !== 'system') {
        await command();
        this.#notices.say(m.printed());
        return;
      }
      this.sheet = { document: await document(), size: paper?.size ?? 'roll80' };
      await tick();
      await command();
    } catch (error) {
      this.#notices.failed(asErrorView(error));
    }
  }

  /** Saves a sale's receipt as a PDF where the person says. */
  async savePdf({ id: saleId }: SaleView): Promise<void> {
    try {
      const path = await commands.saveReceiptPdf({ saleId });
      if (path !== null) this.#notices.say(m.pdf_saved({ path }));
    } catch (error) {
      this.#notices.failed(asErrorView(error), m.pdf_failed());
    }
  }
}
