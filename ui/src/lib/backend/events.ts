// What the host tells unasked: one stream of `AppEvent`. It is fetched: the host answers once there is
// something after what this window has.

import { nextEvents } from './commands';
import type { AppEvent } from './types';

type Take = (event: AppEvent) => void;

/** How long to wait before a host that gave no answer is asked again. */
const PAUSE_MS = 1_000;

const takers = new Set<Take>();

/** Set while anyone listens: the stream's begin. */
let stream: Promise<void> | undefined;

/** Hands every event to `take`, in the host's order, until the answer is called. */
export async function onAppEvent(take: Take): Promise<() => void> {
  takers.add(take);
  const stop = () => {
    takers.delete(take);
    if (takers.size === 0) stream = undefined;
  };
  try {
    await (stream ??= begin());
    return stop;
  } catch (error) {
    stop();
    throw error;
  }
}

function begin(): Promise<void> {
  const own = nextEvents({ after: null }).then(([last]) => void follow(last, () => stream === own));
  return own;
}

async function follow(last: number, goesOn: () => boolean): Promise<void> {
  while (goesOn()) {
    const [now, events] = await nextEvents({ after: last }).catch(async () => {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      return [last, []] as [number, AppEvent[]];
    });
    if (!goesOn()) return;
    last = now;
    for (const event of events) takers.forEach((take) => give(take, event));
  }
}

/** Whoever cannot take an event keeps it from no other. */
function give(take: Take, event: AppEvent): void {
  try {
    take(event);
  } catch (error) {
    console.error(error);
  }
}
