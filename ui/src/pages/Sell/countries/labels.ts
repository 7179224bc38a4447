// What the postcode and the state are called in a country. Whatever is shown, a field's name for
// screen readers and scripts begins with the word that is the same everywhere.

import { m } from '$lib/paraglide/messages';

type Label = { shown: string; name: string };

const POSTCODES: Record<string, () => string> = {
  US: m.postcode_zip,
  PR: m.postcode_zip,
  PH: m.postcode_zip,
  IN: m.postcode_pin,
  IE: m.postcode_eircode,
  BR: m.postcode_cep,
  IT: m.postcode_cap,
};

const STATES: Record<string, () => string> = {
  CA: m.state_province,
  IT: m.state_province,
  ES: m.state_province,
  NL: m.state_province,
  BE: m.state_province,
  TR: m.state_province,
  ZA: m.state_province,
  KR: m.state_province,
  JP: m.state_prefecture,
  GR: m.state_prefecture,
  GB: m.state_county,
  IE: m.state_county,
  HU: m.state_county,
  RO: m.state_county,
  NO: m.state_county,
  SE: m.state_county,
  HR: m.state_county,
  CH: m.state_canton,
  FR: m.state_region,
  PT: m.state_region,
};

export const postcodeLabel = (country: string) => label(m.field_postcode(), POSTCODES[country]);
export const stateLabel = (country: string) => label(m.field_state(), STATES[country]);

function label(usual: string, local: (() => string) | undefined): Label {
  const shown = local?.() ?? usual;
  return { shown, name: shown === usual ? usual : `${usual}, ${shown}` };
}
