// The file that sales are being written into, as the till's answers and events tell of it.

import * as commands from '$lib/backend/commands';
import type { AppEvent, ExportKind, ExportView } from '$lib/backend/types';

export class Export {
  latest = $state.raw<ExportView | null>(null);

  async load(): Promise<void> {
    this.take(await commands.latestExport());
  }

  hear(event: AppEvent): void {
    if (event.kind === 'export_changed') this.take(event.export);
  }

  async begin(kind: ExportKind, from: number, to: number): Promise<void> {
    this.take(await commands.exportCsv({ kind, from, to }));
  }

  async stop(): Promise<void> {
    this.take(await commands.stopExport());
  }

  take(view: ExportView | null): void {
    if (view && (!this.latest || !precedes(view, this.latest))) this.latest = view;
  }
}

// Answers and events reach the page on different ways: what has ended does not run again.
function precedes(incoming: ExportView, shown: ExportView): boolean {
  if (incoming.id !== shown.id) return incoming.id < shown.id;
  const ended = shown.state !== 'running' && incoming.state === 'running';
  return ended || incoming.done < shown.done;
}
