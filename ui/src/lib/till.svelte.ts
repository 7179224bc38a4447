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
  RefusalView,
  SaleView,
  SettingsView,
  Snapshot,
  StoreView,
} from './backend/types';
import { CartWriter } from './cart-writer.svelte';
import { isCart, supersedes } from './freshness';
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
    async (change) => this.#takeCart(await this.#inTurn(commands.changeCart({ change }))),
    (error) => this.#notices.failed(error),
  );
  #turnedDown = $state.raw<RefusalView | null>(null);
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

  /** Sends an edit of the cart now, behind what was typed before it. Says whether it was sent. */
  async edit(change: CartChange): Promise<boolean> {
    this.cart.write(change);
    try {
      await this.cart.flush();
      return true;
    } catch (error) {
      this.#notices.failed(error as ErrorView);
      return false;
    }
  }

  /**
   * Puts one of a variant into the cart, of a new sale where that on show is done with. Says
   * whether it is in.
   */
  async add(variantId: number): Promise<boolean> {
    try {
      const adding = this.cart.run(() => commands.addArticle({ variantId }));
      this.#takeCart(await this.#inTurn(adding));
      return true;
    } catch (error) {
      this.#notices.failed(error as ErrorView);
      return false;
    }
  }

  /**
   * Places the order, unless a field of the cart is refused. A try that the till itself turns down
   * is told in `refusal`, as the store's own refusals are.
   */
  async charge(): Promise<void> {
    const saleId = this.sale?.id;
    if (!saleId || this.charging) return;
    this.charging = true;
    this.#turnedDown = null;
    try {
      await this.cart.flush();
      if (this.cart.refusals.size > 0) return this.#notices.warn(m.refused_field_first());
      this.#take(await this.#inTurn(commands.charge({ saleId })));
    } catch (error) {
      this.#turnDown(error as ErrorView);
    } finally {
      this.charging = false;
    }
  }

  /** Why the last try to place the order of the cart on show failed, if it did. */
  get refusal(): RefusalView | null {
    return this.#turnedDown ?? this.sale?.refusal ?? null;
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

  addUpsell(variantId: number): Promise<void> {
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
        if (event.sale.id === this.sale?.id) this.#take(event.sale);
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
    this.#turnedDown = null;
    this.sale = sale;
    this.turn += 1;
  }

  // An edit begins a sale where none is on show, or in the place of one that is done with.
  #takeCart(view: SaleView | undefined): void {
    if (view && this.sale && this.sale.id !== view.id) this.#show(view);
    else this.#take(view);
  }

  #take(view: SaleView | undefined): void {
    if (view && (!this.sale || supersedes(view, this.sale))) this.sale = view;
  }

  // Without a cart on show to tell it beside, it is told by a notice.
  #turnDown(error: ErrorView): void {
    if (this.sale && isCart(this.sale)) this.#turnedDown = { at: Date.now(), error };
    else this.#notices.failed(error);
  }

  // An answer that was asked for before another sale was put on show must not bring the old one
  // back.
  async #inTurn(answer: Promise<SaleView | undefined>): Promise<SaleView | undefined> {
    const turn = this.turn;
    const view = await answer;
    return turn === this.turn || view?.id === this.sale?.id ? view : undefined;
  }

  async #ofSale(command: (of: { saleId: string }) => Promise<SaleView>): Promise<void> {
    const saleId = this.sale?.id;
    if (!saleId) return;
    try {
      this.#take(await this.#inTurn(command({ saleId })));
    } catch (error) {
      this.#notices.failed(error as ErrorView);
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
