// A sale's states as people see them: a word, an icon and a tone, so that none is told by colour
// alone.

import Ban from '@lucide/svelte/icons/ban';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark';
import CircleSlash from '@lucide/svelte/icons/circle-slash';
import Hourglass from '@lucide/svelte/icons/hourglass';
import Pause from '@lucide/svelte/icons/pause';
import Send from '@lucide/svelte/icons/send';
import ShoppingCart from '@lucide/svelte/icons/shopping-cart';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import Undo2 from '@lucide/svelte/icons/undo-2';
import type { Component } from 'svelte';

import type { SaleState } from '../backend/types';
import { m } from '../paraglide/messages';

export type Tone = 'quiet' | 'wait' | 'paid' | 'stop';

export type StateWords = { word: () => string; icon: Component; tone: Tone };

export const STATES: Record<SaleState, StateWords> = {
  building: { word: m.state_building, icon: ShoppingCart, tone: 'quiet' },
  held: { word: m.state_held, icon: Pause, tone: 'quiet' },
  placing: { word: m.state_placing, icon: Send, tone: 'wait' },
  awaiting: { word: m.state_awaiting, icon: Hourglass, tone: 'wait' },
  returned: { word: m.state_returned, icon: Undo2, tone: 'wait' },
  paid: { word: m.state_paid, icon: CircleCheck, tone: 'paid' },
  not_paid: { word: m.state_not_paid, icon: CircleSlash, tone: 'quiet' },
  unknown: { word: m.state_unknown, icon: CircleQuestionMark, tone: 'wait' },
  attention: { word: m.state_attention, icon: TriangleAlert, tone: 'stop' },
  cancelled: { word: m.state_cancelled, icon: Ban, tone: 'quiet' },
};

export const ALL_STATES = Object.keys(STATES) as SaleState[];
