// The interface's copy of the till: what the host's snapshot, answers and events say of it, and
// the actions on the sale on show. It decides nothing about money; every action is a command.

import { createContext, tick } from 'svelte';
import { SvelteMap, SvelteSet } from 'svelte/reactivity';

import * as commands from './backend/commands';
import { onAppEvent } from './backend/events';
import type {
  AppEvent,
  CartChange,
  CatalogueView,
  ErrorView,
  RecoveryView,
  RefusalView,
  SaleView,
  ScanResult,
  SettingsView,
  Snapshot,
  StoreView,
  UpsellView,
} from './backend/types';
import { CartWriter } from './cart-writer.svelte';
import { isCart, isUntouched, supersedes } from './freshness';
import { Keymap } from './keymap';
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
  /** The books that were set aside, until a person has said how to go on. */
  recovery = $state.raw<RecoveryView | null>(null);
  /** Counts the sales put on show: with another one, whatever was typed for the last is gone. */
  turn = $state(0);
  /** The line that the last article came into. */
  added = $state.raw<{ line: number }>();
  /** For each field that was edited after a refusal: the time of the refusal that it answers. */
  readonly mended = new SvelteMap<string, number>();
  /** The sale whose receipt is laid out for printing. */
  receipt = $state.raw<SaleView | null>(null);

  readonly cart = new CartWriter(
    async (change) => this.#takeCart(await this.#inTurn(commands.changeCart({ change }))),
    (error) => this.#notices.failed(error),
  );
  // The sales whose orders are being placed: while one is, another may be sold.
  readonly #charging = new SvelteSet<string>();
  readonly keys = new Keymap(() => this.settings?.keys);
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
  edit(change: CartChange): Promise<boolean> {
    this.cart.write(change);
    return this.#written();
  }

  /**
   * Puts one of a variant into the cart, of a new sale where that on show is done with. Says
   * whether it is in.
   */
  async add(variantId: number): Promise<boolean> {
    try {
      await this.cart.run(() => this.#addTo(() => commands.addArticle({ variantId })));
      return true;
    } catch (error) {
      this.#notices.failed(error as ErrorView);
      return false;
    }
  }

  /** Has the cart in another currency. Says whether it is. */
  async changeCurrency(currency: string): Promise<boolean> {
    const overridden = this.sale?.lines.some((line) => line.overridden);
    try {
      const changing = this.cart.run(() => commands.changeCurrency({ currency }));
      this.#takeCart(await this.#inTurn(changing));
      if (overridden) this.#notices.say(m.currency_prices_dropped());
      return true;
    } catch (error) {
      this.#notices.failed(error as ErrorView);
      return false;
    }
  }

  /** Asks the store what this very cart comes to. Gives the reason where it does not say. */
  async quote(): Promise<ErrorView | undefined> {
    const saleId = this.sale?.id;
    if (!saleId || !(await this.#written())) return undefined;
    try {
      this.#take(await this.#inTurn(commands.quoteSale({ saleId })));
      return undefined;
    } catch (error) {
      return error as ErrorView;
    }
  }

  /** Does what a scanned code asks for, of which the cart is told as well. */
  scan(code: string): Promise<ScanResult> {
    return this.cart.run(async () => {
      let result: ScanResult | undefined;
      await this.#addTo(async () => {
        result = await commands.scanCode({ code });
        return result.kind === 'added' ? result.sale : undefined;
      });
      return result ?? { kind: 'unknown' };
    });
  }

  /**
   * Places the order, unless a field of the cart is refused. A try that the till itself turns down
   * is told in `refusal`, as the store's own refusals are.
   */
  async charge(): Promise<void> {
    const saleId = this.sale?.id;
    if (!saleId || this.charging) return;
    this.#charging.add(saleId);
    this.#turnedDown = null;
    try {
      if (!(await this.#written())) return;
      if (this.cart.refusals.size > 0) return this.#notices.warn(m.refused_field_first());
      this.#take(await this.#inTurn(commands.charge({ saleId })));
    } catch (error) {
      this.#turnDown(saleId, error as ErrorView);
    } finally {
      this.#charging.delete(saleId);
    }
  }

  /** Whether the order of the sale on show is being placed. */
  get charging(): boolean {
    return this.sale !== null && this.#charging.has(this.sale.id);
  }

  /** Why the last try to place the order of the cart on show failed, if it did. */
  get refusal(): RefusalView | null {
    return this.#turnedDown ?? this.sale?.refusal ?? null;
  }

  /** Leaves the sale on show; one with contents is held. */
  newSale(): Promise<boolean> {
    return this.#leave(commands.newSale);
  }

  /** Puts the sale on show aside. Says whether there was anything to keep. */
  async hold(): Promise<boolean> {
    if (!(await this.#written())) return false;
    const kept = this.sale !== null && !isUntouched(this.sale);
    return (await this.#leave(commands.holdSale)) && kept;
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

  /** Charges an upsell at the price that it is shown with. */
  addUpsell({ variantId, price }: UpsellView): Promise<void> {
    return this.#ofSale(({ saleId }) => commands.addUpsell({ saleId, variantId, price }));
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
    this.recovery = snapshot.recovery;
  }

  #show(sale: SaleView | null): void {
    this.cart.reset();
    this.mended.clear();
    this.added = undefined;
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

  // Told beside the cart that it is about; where another is on show by now, by a notice.
  #turnDown(saleId: string, error: ErrorView): void {
    if (this.sale?.id !== saleId) return this.#notices.failed(error, m.charge_left_failed());
    if (isCart(this.sale)) this.#turnedDown = { at: Date.now(), error };
    else this.#notices.failed(error);
  }

  // The writer tells of what could not be written.
  #written(): Promise<boolean> {
    return this.cart.flush().then(
      () => true,
      () => false,
    );
  }

  // Edits go one at a time, so whatever line has more than before is the one it came into.
  async #addTo(add: () => Promise<SaleView | undefined>): Promise<void> {
    const { sale } = this;
    const before = new Map(sale?.lines.map(({ key, quantity }) => [key, quantity]));
    const view = await this.#inTurn(add());
    this.#takeCart(view);
    const had = (key: number) => (view?.id === sale?.id ? (before.get(key) ?? 0) : 0);
    const line = view?.lines.find(({ key, quantity }) => quantity > had(key));
    if (line) this.added = { line: line.key };
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
