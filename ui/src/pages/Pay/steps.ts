// The four steps of a payment as the timeline shows them: what is done, what is under way, and
// where it stopped.

import type { SaleState, SaleView } from '$lib/backend/types';
import { m } from '$lib/paraglide/messages';

export type StepState = 'done' | 'now' | 'open' | 'stopped';

export type Step = {
  name: string;
  state: StepState;
  /** When it was done. */
  at: number | null;
  /** Since when it is under way. */
  since: number | null;
  /** Whether it is done without having been seen: the customer never came back to the till. */
  unseen: boolean;
};

const RETURNED = 2;

// How many steps are done in each state, and how the next one stands.
const PROGRESS: Record<SaleState, [done: number, next: StepState]> = {
  building: [0, 'open'],
  held: [0, 'open'],
  placing: [0, 'now'],
  awaiting: [1, 'now'],
  unknown: [1, 'now'],
  returned: [3, 'now'],
  paid: [4, 'open'],
  attention: [3, 'stopped'],
  not_paid: [1, 'stopped'],
  cancelled: [1, 'stopped'],
};

// Given up while the order was on its way.
const NEVER_PLACED: [done: number, next: StepState] = [0, 'stopped'];

export function paymentSteps(sale: SaleView): Step[] {
  const { placedAt = null, returnedAt = null, confirmedAt = null } = sale.payment ?? {};
  const startedAt = lastPlacing(sale);
  const [done, next] =
    placedAt === null && sale.state === 'cancelled' ? NEVER_PLACED : PROGRESS[sale.state];
  const steps = [
    { name: m.step_placed(), at: placedAt, since: startedAt },
    { name: m.step_waiting(), at: returnedAt, since: placedAt },
    { name: m.step_returned(), at: returnedAt, since: placedAt },
    { name: m.step_confirmed(), at: confirmedAt, since: returnedAt },
  ];
  return steps.map(({ name, at, since }, index) => {
    const state = index < done ? 'done' : index === done ? next : 'open';
    return {
      name,
      state,
      at: state === 'done' ? at : null,
      since: state === 'now' ? since : null,
      unseen: state === 'done' && index === RETURNED && at === null,
    };
  });
}

function lastPlacing(sale: SaleView): number {
  const last = sale.timeline.findLast(({ event }) => event.kind === 'placing_started');
  return last?.at ?? sale.startedAt;
}
