// Which page is on show, kept in the address's hash: `#/orders/<sale>`.

import { createContext } from 'svelte';

export const PAGES = ['sell', 'orders', 'reports', 'settings'] as const;
export type Page = (typeof PAGES)[number];

export const [getRoute, setRoute] = createContext<Route>();

export class Route {
  page = $state<Page>('sell');
  /** What follows the page's name: on Orders the id of the sale on show. */
  rest = $state<string>();

  constructor() {
    this.#read();
  }

  /** Follows the address from now on, until the answer is called. */
  follow(): () => void {
    const read = () => this.#read();
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }

  go(page: Page, rest?: string): void {
    location.hash = href(page, rest);
    this.#read();
  }

  #read(): void {
    const [page, rest] = location.hash.replace(/^#\/?/, '').split('/');
    this.page = PAGES.find((known) => known === page) ?? 'sell';
    this.rest = rest ? decodeURIComponent(rest) : undefined;
  }
}

export function href(page: Page, rest?: string): string {
  return rest ? `#/${page}/${encodeURIComponent(rest)}` : `#/${page}`;
}
