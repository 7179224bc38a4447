// What went wrong with a token that is being given: it is in hand, so Settings is no advice.

import type { ErrorView } from '../backend/types';
import { m } from '../paraglide/messages';
import { errorWords } from '../words/errors';

export function connectWords(error: ErrorView): string {
  return error.code === 'token_refused' ? m.connect_token_refused() : errorWords(error);
}
