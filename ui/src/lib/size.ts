// Writes sizes of files for people.

import { formatLocale } from './locale';

const UNITS = ['kilobyte', 'megabyte', 'gigabyte'] as const;

/** A number of bytes in its largest fitting unit: `1.2 MB`. */
export function formatBytes(bytes: number): string {
  let [size, unit] = [bytes / 1_000, 0];
  while (size >= 1_000 && unit < UNITS.length - 1) [size, unit] = [size / 1_000, unit + 1];
  return new Intl.NumberFormat(formatLocale(), {
    style: 'unit',
    unit: UNITS[unit] ?? 'kilobyte',
    maximumFractionDigits: size < 10 ? 1 : 0,
  }).format(size);
}
