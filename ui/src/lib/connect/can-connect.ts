// Whether a checked store can be sold from.

import type { ConnectionCheck } from '../backend/types';

export function canConnect(check: ConnectionCheck): boolean {
  const lacking = check.permissions.some(({ required, found }) => required && found === false);
  return check.reachable && check.tokenAccepted && check.error === null && !lacking;
}
