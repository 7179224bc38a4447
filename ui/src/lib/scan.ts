// What a scanned code does: it puts the product with exactly this barcode, or SKU, into the cart.
// A code that no product has is said aloud; nothing similar is ever added in its place.

import { searchProducts } from './backend/commands';
import type { ErrorView, HitView, SaleView } from './backend/types';
import type { Notices } from './notices.svelte';
import { m } from './paraglide/messages';
import type { Route } from './route.svelte';
import type { Till } from './till.svelte';
import { whyNotSellable } from './words/stock';

const CANDIDATES = 20;

type Surroundings = { till: Till; route: Route; notices: Notices };

export async function addScanned(
  code: string,
  { till, route, notices }: Surroundings,
): Promise<void> {
  if (till.sale && isBeingPaid(till.sale)) return notices.warn(m.scan_not_now({ code }));
  try {
    const hit = await findCode(code);
    if (!hit) return notices.warn(m.scan_unknown({ code }));
    const reason = whyNotSellable(hit, till.currency);
    if (reason) return notices.warn(reason);
    if (!(await till.add(hit.variantId))) return;
    route.go('sell');
    notices.whisper(m.added({ title: hit.title }));
  } catch (error) {
    notices.failed(error as ErrorView, m.scan_failed({ code }));
  }
}

// What is scanned then is not meant for the sale on show; and leaving it is the seller's to decide.
function isBeingPaid({ state }: SaleView): boolean {
  return ['placing', 'awaiting', 'returned', 'unknown'].includes(state);
}

async function findCode(code: string): Promise<HitView | undefined> {
  const { hits } = await searchProducts({ query: code, limit: CANDIDATES });
  const is = (other: string | null) => other !== null && sameCode(other, code);
  return hits.find((hit) => is(hit.barcode)) ?? hits.find((hit) => is(hit.sku));
}

// A UPC of 12 digits and an EAN of 13 are one code; the scanner decides whether a leading zero is
// sent.
function sameCode(left: string, right: string): boolean {
  const canonical = (code: string) =>
    /^\d+$/.test(code) ? code.replace(/^0+/, '') : code.toLowerCase();
  return canonical(left) === canonical(right);
}
