// The interface's copy of the till: what the host's snapshot, answers and events say of it, and
// the actions on the sale on show. It decides nothing about money; every action is a command.

import { createContext, tick } from 'svelte';

import * as commands from './backend/commands';
import { onAppEvent } from './backend/events';
import type {
  AppEvent,
  CartChange,
  CatalogueView,
  ErrorView,
  SaleView,
  SettingsView,
  Snapshot,
  StoreView,
} from './backend/types';
import { CartWriter } from './cart-writer.svelte';
import { type Origin, supersedes } from './freshness';
import type { Notices } from './notices.svelte';
import { m } from './paraglide/messages';

export const [getTill, setTill] = createContext<Till>();

export class Till {
  version = $state('');
  store = $state.raw<StoreView | null>(null);
  sale = $state.raw<SaleView | null>(null);
  held = $state(0);
  attention = $state(0);
  catalogue = $state.raw<CatalogueView>();
  settings = $state.raw<SettingsView>();
  trouble = $state.raw<ErrorView | null>(null);
  /** Counts the sales put on show: with another one, whatever was typed for the last is gone. */
  turn = $state(0);
  /** Whether an order is being placed. */
  charging = $state(false);
  /** The sale whose receipt is laid out for printing. */
  receipt = $state.raw<SaleView | null>(null);

  readonly cart = new CartWriter(
    async (change) => this.#take(await this.#inTurn(commands.changeCart({ change }))),
    (error) => this.#notices.failed(error),
  );
  readonly #notices: Notices;

  constructor(notices: Notices) {
    this.#notices = notices;
  }

  /**
   * Loads the snapshot and follows the events from then on, until the answer is called. What
   * happens while the snapshot is on its way is taken in after it.
   */
  async start(): Promise<() => void> {
    let early: AppEvent[] | undefined = [];
    const stop = await onAppEvent((event) => {
      if (early) early.push(event);
      else this.#hear(event);
    });
    try {
      this.begin(await commands.snapshot());
      early.forEach((event) => this.#hear(event));
      early = undefined;
      return stop;
    } catch (error) {
      stop();
      throw error;
    }
  }

  /** Begins anew from a snapshot: at the start, and when another store is opened. */
  begin(snapshot: Snapshot): void {
    this.#adopt(snapshot);
    this.#show(snapshot.sale);
  }

  /** Opens a store, once everything typed for the last one is written. */
  async open(ask: () => Promise<Snapshot>): Promise<void> {
    await this.cart.flush();
    this.begin(await ask());
  }

  /** The currency of the sale on show, or that in which the next one will start. */
  get currency(): string {
    return this.sale?.currency ?? (this.settings?.currency || this.store?.currencies[0] || '');
  }

  /** Sends an edit of the cart now, behind what was typed before it. */
  async edit(change: CartChange): Promise<void> {
    this.cart.write(change);
    await this.cart.flush().catch((error) => this.#notices.failed(error));
  }

  /** Puts one of a variant into the cart. Says whether it is in. */
  add(variantId: number): Promise<boolean> {
    return this.#attempt(() => this.cart.run(() => commands.addArticle({ variantId })));
  }

  /** Places the order. Says whether it could be tried: not while a field is refused. */
  async charge(): Promise<boolean> {
    const sale = this.sale;
    if (!sale || this.charging) return false;
    this.charging = true;
    try {
      return await this.#attempt(async () => {
        await this.cart.flush();
        if (this.cart.refusals.size === 0) return commands.charge({ saleId: sale.id });
        this.#notices.warn(m.refused_field_first());
        return undefined;
      });
    } finally {
      this.charging = false;
    }
  }

  /** Leaves the sale on show; one with contents is held. */
  newSale(): Promise<boolean> {
    return this.#leave(commands.newSale);
  }

  hold(): Promise<boolean> {
    return this.#leave(commands.holdSale);
  }

  /** Puts another sale on show. */
  async takeUp(saleId: string): Promise<boolean> {
    try {
      await this.cart.flush();
      this.#show(await commands.takeUpSale({ saleId }));
      return true;
    } catch (error) {
      this.#notices.failed(error as ErrorView);
      return false;
    }
  }

  checkNow = () => this.#ofSale(commands.checkNow);
  cancel = () => this.#ofSale(commands.cancelSale);
  reopenCart = () => this.#ofSale(commands.reopenCart);

  addUpsell(variantId: number): Promise<boolean> {
    return this.#ofSale(({ saleId }) => commands.addUpsell({ saleId, variantId }));
  }

  /** Lays the sale's receipt out and has the host print it. */
  async print(sale: SaleView): Promise<void> {
    this.receipt = sale;
    await tick();
    await commands.printReceipt().catch((error) => this.#notices.failed(error));
  }

  async saveSettings(settings: SettingsView): Promise<void> {
    this.settings = await commands.saveSettings({ settings });
  }

  /** Takes a view of a sale that some page asked for, if it is that of the sale on show. */
  take(view: SaleView): void {
    if (view.id === this.sale?.id) this.#take(view);
  }

  #hear(event: AppEvent): void {
    switch (event.kind) {
      case 'sale_changed':
        if (event.sale.id === this.sale?.id) this.#take(event.sale, 'event');
        break;
      case 'catalogue_changed':
        this.catalogue = event.catalogue;
        break;
      case 'counts_changed':
        this.held = event.held;
        this.attention = event.attention;
        break;
      case 'store_changed':
        this.#refresh(event.snapshot);
        break;
    }
  }

  // Something about the store in use may change (its methods, its token) while a sale is being
  // typed. Which sale is on show changes only by what the seller does.
  #refresh(snapshot: Snapshot): void {
    if (snapshot.store?.key !== this.store?.key) return this.begin(snapshot);
    this.#adopt(snapshot);
    if (snapshot.sale) this.#hear({ kind: 'sale_changed', sale: snapshot.sale });
  }

  #adopt(snapshot: Snapshot): void {
    this.version = snapshot.version;
    this.store = snapshot.store;
    this.held = snapshot.held;
    this.attention = snapshot.attention;
    this.catalogue = snapshot.catalogue;
    this.settings = snapshot.settings;
    this.trouble = snapshot.trouble;
  }

  #show(sale: SaleView | null): void {
    this.cart.reset();
    this.sale = sale;
    this.turn += 1;
  }

  #take(view: SaleView | undefined, origin: Origin = 'answer'): void {
    if (!view) return;
    const shown = this.sale;
    if (!shown || shown.id !== view.id || supersedes(view, shown, origin)) this.sale = view;
  }

  // An answer that was asked for before another sale was put on show must not bring the old one
  // back.
  async #inTurn(answer: Promise<SaleView | undefined>): Promise<SaleView | undefined> {
    const turn = this.turn;
    const view = await answer;
    return turn === this.turn || view?.id === this.sale?.id ? view : undefined;
  }

  #ofSale(command: (of: { saleId: string }) => Promise<SaleView>): Promise<boolean> {
    const saleId = this.sale?.id;
    return saleId ? this.#attempt(() => command({ saleId })) : Promise.resolve(false);
  }

  async #attempt(call: () => Promise<SaleView | undefined>): Promise<boolean> {
    try {
      const view = await this.#inTurn(call());
      this.#take(view);
      return view !== undefined;
    } catch (error) {
      this.#notices.failed(error as ErrorView);
      return false;
    }
  }

  async #leave(command: () => Promise<void>): Promise<boolean> {
    try {
      await this.cart.flush();
      await command();
      this.#show(null);
      return true;
    } catch (error) {
      this.#notices.failed(error as ErrorView);
      return false;
    }
  }
}
