// The settings as they stand in the form. Each change is saved by itself, the newest last; what
// comes back never overwrites what was typed meanwhile.

import type { ErrorView, SettingsView } from '$lib/backend/types';
import { newest } from '$lib/newest';
import type { Till } from '$lib/till.svelte';
import { errorWords } from '$lib/words/errors';

export type SettingName = keyof SettingsView;

export class SettingsDraft {
  values = $state<SettingsView>({
    tillName: '',
    seller: '',
    sellerAgent: null,
    currency: '',
    paymentMethod: '',
    paymentGateway: null,
    paymentGatewayGroup: null,
    sendReceipt: true,
    look: 'system',
    paper: {
      size: 'roll80',
      head: '',
      foot: '',
      printer: 'system',
      place: '',
      baud: 9_600,
      cut: true,
      drawer: false,
    },
    keys: {},
  });
  /** What became of the last change. */
  last = $state.raw<{ setting: SettingName; error: string | null }>();

  readonly #save: (settings: SettingsView) => Promise<boolean | undefined>;

  constructor(till: Till) {
    if (till.settings) this.values = { ...till.settings };
    this.#save = newest(async (settings) => {
      await till.saveSettings(settings);
      return true;
    });
  }

  async set(changes: Partial<SettingsView>): Promise<void> {
    Object.assign(this.values, changes);
    this.last = undefined;
    const [setting = 'tillName'] = Object.keys(changes) as SettingName[];
    try {
      const saved = await this.#save($state.snapshot(this.values));
      if (saved) this.last = { setting, error: null };
    } catch (error) {
      this.last = { setting, error: errorWords(error as ErrorView) };
    }
  }
}
