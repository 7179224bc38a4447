// What postcodes look like, where the till knows it, each with an example. Spaces and case are the
// customer's.

const SHAPES: Record<string, [shape: RegExp, example: string]> = {
  AT: [/^\d{4}$/, '1010'],
  AU: [/^\d{4}$/, '2000'],
  BE: [/^\d{4}$/, '1000'],
  BG: [/^\d{4}$/, '1000'],
  BR: [/^\d{5}-?\d{3}$/, '01310-100'],
  CA: [/^[ABCEGHJ-NPRSTVXY]\d[A-Z]\d[A-Z]\d$/i, 'K1A 0B1'],
  CH: [/^\d{4}$/, '8001'],
  CY: [/^\d{4}$/, '1010'],
  CZ: [/^\d{5}$/, '110 00'],
  DE: [/^\d{5}$/, '10115'],
  DK: [/^\d{4}$/, '1050'],
  EE: [/^\d{5}$/, '10111'],
  ES: [/^\d{5}$/, '28001'],
  FI: [/^\d{5}$/, '00100'],
  FR: [/^\d{5}$/, '75001'],
  GB: [/^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/i, 'SW1A 1AA'],
  GR: [/^\d{5}$/, '104 31'],
  HR: [/^\d{5}$/, '10000'],
  HU: [/^\d{4}$/, '1011'],
  IE: [/^[A-Z]\d[\dW][A-Z\d]{4}$/i, 'D02 X285'],
  IL: [/^\d{5}(\d{2})?$/, '9195016'],
  IN: [/^[1-9]\d{5}$/, '110001'],
  IS: [/^\d{3}$/, '101'],
  IT: [/^\d{5}$/, '00118'],
  JP: [/^\d{3}-?\d{4}$/, '100-0001'],
  KR: [/^\d{5}$/, '03051'],
  LT: [/^(LT-?)?\d{5}$/i, '01100'],
  LU: [/^(L-?)?\d{4}$/i, '1009'],
  LV: [/^(LV-?)?\d{4}$/i, 'LV-1010'],
  MT: [/^[A-Z]{3}\d{4}$/i, 'VLT 1117'],
  MX: [/^\d{5}$/, '06000'],
  MY: [/^\d{5}$/, '50000'],
  NL: [/^\d{4}[A-Z]{2}$/i, '1011 AB'],
  NO: [/^\d{4}$/, '0150'],
  NZ: [/^\d{4}$/, '6011'],
  PH: [/^\d{4}$/, '1000'],
  PL: [/^\d{2}-?\d{3}$/, '00-001'],
  PR: [/^\d{5}(-\d{4})?$/, '00901'],
  PT: [/^\d{4}-?\d{3}$/, '1000-001'],
  RO: [/^\d{6}$/, '010011'],
  SE: [/^\d{5}$/, '111 20'],
  SG: [/^\d{6}$/, '018956'],
  SI: [/^\d{4}$/, '1000'],
  SK: [/^\d{5}$/, '811 01'],
  TH: [/^\d{5}$/, '10100'],
  TR: [/^\d{5}$/, '34000'],
  US: [/^\d{5}(-\d{4})?$/, '02101'],
  ZA: [/^\d{4}$/, '8001'],
};

/** An example of the country's postcodes, where the one typed does not look like any of them. */
export function unlikePostcode(country: string, postcode: string): string | undefined {
  const [shape, example] = SHAPES[country] ?? [];
  return !shape || shape.test(postcode.replace(/\s/g, '')) ? undefined : example;
}

/** Whether the country's addresses have a postcode, as far as the till knows. */
export function hasPostcodes(country: string): boolean {
  return country in SHAPES;
}
