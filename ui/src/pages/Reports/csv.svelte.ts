// The file that sales are being written into, as the till's answers and events tell of it.

import * as commands from '$lib/backend/commands';
import type { AppEvent, CsvKind, CsvView } from '$lib/backend/types';

export class CsvFile {
  latest = $state.raw<CsvView | null>(null);

  async load(): Promise<void> {
    this.take(await commands.latestCsv());
  }

  hear(event: AppEvent): void {
    if (event.kind === 'csv_changed') this.take(event.csv);
  }

  async begin(kind: CsvKind, from: number, to: number): Promise<void> {
    this.take(await commands.exportCsv({ kind, from, to }));
  }

  async stop(): Promise<void> {
    this.take(await commands.stopCsv());
  }

  take(view: CsvView | null): void {
    if (view && (!this.latest || !precedes(view, this.latest))) this.latest = view;
  }
}

// Answers and events reach the page on different ways: what has ended does not run again.
function precedes(incoming: CsvView, shown: CsvView): boolean {
  if (incoming.id !== shown.id) return incoming.id < shown.id;
  const ended = shown.state !== 'running' && incoming.state === 'running';
  return ended || incoming.done < shown.done;
}
