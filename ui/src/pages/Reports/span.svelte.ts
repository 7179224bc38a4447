// Which days the reports are of. Days, weeks and months are counted from today, so that today stays
// today when midnight passes.

import { minutes } from '$lib/clock.svelte';
import { fieldDay, localDay } from '$lib/time';

import { between, countDays, daysFrom, monthOf, weekOf, type Span } from './spans';

export type SpanKind = 'day' | 'week' | 'month' | 'days';

export class ReportSpan {
  kind = $state<SpanKind>('day');
  /** How many days, weeks or months from this one: -1 is the one before. */
  away = $state(0);
  /** The first and the last of other days, as their fields write them. */
  first = $state('');
  last = $state('');

  /** The span; while a field of other days is empty, the day of the other, or else today. */
  readonly now: Span = $derived.by(() => {
    if (this.kind === 'week') return weekOf(minutes.now, this.away);
    if (this.kind === 'month') return monthOf(minutes.now, this.away);
    if (this.kind === 'day') return localDay(minutes.now, this.away);
    const [one, other] = [this.first || this.last, this.last || this.first];
    return between(one, other) ?? localDay(minutes.now);
  });

  // As plain numbers they change once a day, not at every tick of the clock.
  readonly from = $derived(this.now.from);
  readonly to = $derived(this.now.to);
  readonly isToday = $derived(this.kind === 'day' && this.away === 0);
  /** Whether the days after these have not begun. */
  readonly isLatest = $derived(this.to > minutes.now);

  choose(kind: SpanKind, away = 0): void {
    if (kind === 'days') {
      this.first = fieldDay(this.from);
      this.last = fieldDay(this.to - 1);
    }
    this.kind = kind;
    this.away = away;
  }

  /** Goes on by the span's own length: -1 is back. */
  go(steps: 1 | -1): void {
    if (this.kind !== 'days') {
      this.away += steps;
      return;
    }
    const count = countDays(this.now);
    const { from, to } = daysFrom(this.from, steps * count, count);
    this.first = fieldDay(from);
    this.last = fieldDay(to - 1);
  }
}
