// The locale that numbers, money and times are written in: the interface's language, in the
// variety that the system asks for (an English interface on a British system writes 24 July).

import { getLocale } from './paraglide/runtime';

export function formatLocale(): string {
  const language = getLocale();
  const sameLanguage = (tag: string) => tag === language || tag.startsWith(`${language}-`);
  return navigator.languages.find(sameLanguage) ?? language;
}
