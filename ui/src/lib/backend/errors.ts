// Makes an `ErrorView` of whatever a command rejected with. The host itself may refuse a call
// before any command runs, and then gives a mere text.

import type { ErrorView } from './types';

export function asErrorView(error: unknown): ErrorView {
  if (isErrorView(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message, details: [] };
}

function isErrorView(error: unknown): error is ErrorView {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    'message' in error &&
    'details' in error &&
    Array.isArray(error.details)
  );
}
