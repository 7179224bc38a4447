// The latest comparison of the till with its store, as the till's answers and events tell of it.

import * as commands from '$lib/backend/commands';
import { asErrorView } from '$lib/backend/errors';
import type { AppEvent, ComparisonView, ErrorView } from '$lib/backend/types';

export class Comparison {
  latest = $state.raw<ComparisonView | null>(null);
  /** Whether the till has said which the latest is; until then none means nothing. */
  loaded = $state(false);
  error = $state.raw<ErrorView>();

  /** Asks for the latest one. */
  async load(): Promise<void> {
    try {
      this.take(await commands.comparison());
      this.error = undefined;
      this.loaded = true;
    } catch (error) {
      this.error = asErrorView(error);
    }
  }

  hear(event: AppEvent): void {
    if (event.kind === 'comparison_changed') this.take(event.comparison);
  }

  begin(from: number, to: number): Promise<void> {
    return this.#after(commands.compareWithStore({ from, to }));
  }

  stop(): Promise<void> {
    return this.#after(commands.stopComparison());
  }

  mend(findingId: number): Promise<void> {
    return this.#after(commands.mendFinding({ findingId }));
  }

  take(view: ComparisonView | null): void {
    if (view && (!this.latest || !precedes(view, this.latest))) this.latest = view;
  }

  async #after(answer: Promise<ComparisonView | null>): Promise<void> {
    this.take(await answer);
  }
}

const mended = ({ findings }: ComparisonView) => findings.filter(({ mended }) => mended).length;

// Answers and events reach the page on different ways: an older view shows by less having been done.
function precedes(incoming: ComparisonView, shown: ComparisonView): boolean {
  if (incoming.id !== shown.id) return incoming.id < shown.id;
  return incoming.done < shown.done || mended(incoming) < mended(shown);
}
