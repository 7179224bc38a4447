// What the till and its store do not agree in, and how a comparison stands, in words.

import type { ComparisonView, FindingKind, FindingView } from '../backend/types';
import { m } from '../paraglide/messages';
import { formatCount, shortDay } from '../time';

type FindingWords = { title: string; text: string };

const FINDINGS: Record<FindingKind, [title: () => string, text: () => string]> = {
  missing_here: [m.finding_missing_here, m.finding_missing_here_text],
  missing_there: [m.finding_missing_there, m.finding_missing_there_text],
  total_differs: [m.finding_total_differs, m.finding_total_differs_text],
  taken_differs: [m.finding_taken_differs, m.finding_taken_differs_text],
  unreadable: [m.finding_unreadable, m.finding_unreadable_text],
};

export function findingWords(kind: FindingKind): FindingWords {
  const [title, text] = FINDINGS[kind];
  return { title: title(), text: text() };
}

/** What mends a finding: a short name for its row, and one that says which order it is about. */
export function mendWords({ kind, orderNumber: number }: FindingView) {
  return kind === 'total_differs'
    ? { shown: m.finding_take_total(), spoken: m.finding_take_total_of({ number }) }
    : { shown: m.finding_take_over(), spoken: m.finding_take_over_of({ number }) };
}

/** The days of a span whose end is exclusive. */
export function daysOf({ from, to }: ComparisonView): string {
  const [first, last] = [shortDay(from), shortDay(to - 1)];
  return first === last ? first : m.comparison_days({ from: first, to: last });
}

/** How far it has come, as far as the store has told how far there is to go. */
export function progressWords({ done, expected }: ComparisonView): string {
  return expected === 0
    ? m.comparison_begun()
    : m.comparison_done_of({ done: formatCount(done), expected: formatCount(expected) });
}

/** What agrees: all of it only once nothing is left to compare. */
export function agreeWords({ state, matched, findings }: ComparisonView): string {
  const words = { count: matched, shown: formatCount(matched) };
  if (state !== 'done' || findings.length > 0) return m.comparison_agree(words);
  return matched > 0 ? m.comparison_all_agree(words) : m.comparison_none();
}
