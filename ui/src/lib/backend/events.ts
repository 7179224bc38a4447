// What the host tells unasked: one stream of `AppEvent`.

import { listen, type UnlistenFn } from '@tauri-apps/api/event';

import type { AppEvent } from './types';

/** Hands every event to `take`, in the host's order, until the answer is called. */
export function onAppEvent(take: (event: AppEvent) => void): Promise<UnlistenFn> {
  return listen<AppEvent>('till', ({ payload }) => take(payload));
}
