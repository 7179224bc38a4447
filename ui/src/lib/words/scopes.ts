// The permissions of an access token: what each is for, and what does not work without it.

import { m } from '../paraglide/messages';

type ScopeWords = { purpose: string; without: string };

const SCOPES: Record<string, [purpose: () => string, without: () => string]> = {
  'orders:write': [m.scope_orders_write, m.scope_orders_write_without],
  'orders:read': [m.scope_orders_read, m.scope_orders_read_without],
  'catalogue:read': [m.scope_catalogue_read, m.scope_catalogue_read_without],
  'store:read': [m.scope_store_read, m.scope_store_read_without],
  'users:read': [m.scope_users_read, m.scope_users_read_without],
  'gateways:read': [m.scope_gateways_read, m.scope_gateways_read_without],
  'carts:write': [m.scope_carts_write, m.scope_carts_write_without],
};

export function scopeWords(scope: string): ScopeWords {
  const [purpose, without] = SCOPES[scope] ?? [() => scope, m.scope_other_without];
  return { purpose: purpose(), without: without() };
}
