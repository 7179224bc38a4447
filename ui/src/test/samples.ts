// Sales, products and a store as the host tells of them. Each sample is complete; a test states
// only what it is about.

import type {
  AttentionItem,
  AttentionView,
  BooksView,
  CancellationView,
  CatalogueView,
  ComparisonView,
  CurrencyReportView,
  Customer,
  DaySheetView,
  CsvView,
  Figures,
  Document,
  FindingView,
  HitView,
  LineView,
  Money,
  OfferView,
  OffersView,
  OpenMatterView,
  OrderLineView,
  OrderView,
  PaperSettings,
  PaymentView,
  RefundQuote,
  RefundStanding,
  ReportView,
  RequestState,
  SaleEvent,
  SaleRow,
  SaleView,
  SearchResult,
  Snapshot,
  StoreView,
  UpsellView,
} from '$lib/backend/types';

export const usd = (amount: string): Money => ({ amount, currency: 'USD' });

export const nobody: Customer = {
  userId: null,
  email: '',
  firstName: '',
  lastName: '',
  phone: '',
  address: '',
  city: '',
  state: '',
  postcode: '',
  country: '',
};

export function line(changes: Partial<LineView> = {}): LineView {
  return {
    key: 1,
    productId: 1010,
    variantId: 101,
    title: 'Walnut Kettle',
    variantTitle: 'Brushed',
    sku: 'KET-WAL-12',
    quantity: 1,
    unitPrice: usd('64.00'),
    storePrice: usd('64.00'),
    listPrice: usd('64.00'),
    overridden: false,
    total: usd('64.00'),
    subscription: null,
    offer: null,
    picture: null,
    unavailable: false,
    ...changes,
  };
}

export function sale(changes: Partial<SaleView> = {}): SaleView {
  return {
    id: 'sale-1',
    revision: changes.timeline?.length ?? 1,
    state: 'building',
    elsewhere: false,
    startedAt: 1_000,
    currency: 'USD',
    lines: [],
    customer: { ...nobody, country: 'US' },
    ships: true,
    shippingCode: null,
    vouchers: [],
    note: '',
    estimate: { items: usd('64.00'), shipping: null, total: usd('64.00') },
    quote: null,
    refusal: null,
    payment: null,
    order: null,
    upsells: [],
    attention: [],
    timeline: timeline({ kind: 'sale_started' }),
    ...changes,
  };
}

export function timeline(...events: SaleEvent[]): SaleView['timeline'] {
  return events.map((event, index) => ({ sequence: index + 1, at: 1_000 + index, event }));
}

export function payment(changes: Partial<PaymentView> = {}): PaymentView {
  return {
    attempt: 1,
    method: 'link',
    host: 'checkout.example.com',
    amount: usd('64.00'),
    amountIsFinal: false,
    placedAt: 2_000,
    returnedAt: null,
    confirmedAt: null,
    windowOpen: true,
    linkShared: false,
    checkError: null,
    nextCheckAt: null,
    ...changes,
  };
}

export function order(changes: Partial<OrderView> = {}): OrderView {
  return {
    number: '209484',
    total: usd('68.99'),
    tax: null,
    taxes: [],
    shipping: usd('4.99'),
    discount: null,
    discounts: [],
    shippingMethod: 'Standard',
    paymentStatus: 'paid',
    status: 'open',
    supportsUpsells: true,
    hasStatusPage: false,
    lines: [],
    transactions: [],
    refunds: [],
    paidBack: null,
    left: usd('68.99'),
    canRefund: true,
    refunding: null,
    canCancel: true,
    cancellation: null,
    notes: [],
    notesReadAt: null,
    readAt: 3_000,
    ...changes,
  };
}

export function orderLine(changes: Partial<OrderLineView> = {}): OrderLineView {
  return {
    id: 501,
    title: 'Walnut Kettle',
    variantTitle: 'Brushed',
    sku: 'KET-WAL-12',
    quantity: 2,
    left: 2,
    total: usd('128.00'),
    isUpsell: false,
    subscription: null,
    nextRenewal: null,
    ...changes,
  };
}

/** What the store answers to a refund of one kettle. */
export function refundQuote(changes: Partial<RefundQuote> = {}): RefundQuote {
  return {
    amount: usd('64.00'),
    value: usd('64.00'),
    tax: usd('4.00'),
    lines: [{ lineId: 501, quantity: 1, refundable: 2, amount: usd('64.00') }],
    shipping: null,
    shippingRefundable: usd('4.99'),
    payBacks: [{ transaction: 9, amount: usd('64.00'), method: 'link', gateway: 'Stripe' }],
    soFar: { askedHere: 0, inRecord: [] },
    ...changes,
  };
}

export function refunding(changes: Partial<RefundStanding> = {}): RefundStanding {
  return {
    state: 'done',
    at: 5_000,
    amount: usd('64.00'),
    refunded: usd('64.00'),
    error: null,
    ...changes,
  };
}

export function cancellation(
  state: RequestState,
  changes: Partial<CancellationView> = {},
): CancellationView {
  return { state, fullRefund: true, refunded: null, taken: null, reason: null, ...changes };
}

export function upsell(changes: Partial<UpsellView> = {}): UpsellView {
  return {
    variantId: 201,
    title: 'Two mugs',
    variantTitle: '',
    price: usd('24.00'),
    picture: null,
    state: null,
    amount: null,
    reason: null,
    responseCode: null,
    ...changes,
  };
}

export function row(changes: Partial<SaleRow> = {}): SaleRow {
  return {
    id: 'sale-1',
    state: 'paid',
    startedAt: 1_000,
    orderNumber: '209484',
    customer: 'Grace',
    items: 1,
    total: usd('68.99'),
    attention: false,
    ...changes,
  };
}

export function attention(changes: Partial<AttentionView> = {}): AttentionView {
  return {
    id: 4,
    raisedAt: 1_000,
    matter: { kind: 'paid_late', orderNumber: '209471', total: usd('38.20'), was: 'cancelled' },
    actions: ['keep', 'cancel_order'],
    taken: null,
    cancellation: null,
    ...changes,
  };
}

/** An open matter of a sale of its own. */
export function attentionItem(
  id: number,
  changes: Partial<AttentionView> = {},
  sale: Partial<SaleRow> = {},
): AttentionItem {
  return {
    sale: row({ id: `sale-${id}`, attention: true, ...sale }),
    attention: attention({ id, ...changes }),
  };
}

export function comparison(changes: Partial<ComparisonView> = {}): ComparisonView {
  return {
    id: 1,
    state: 'done',
    from: 1_000,
    to: 2_000,
    startedAt: 3_000,
    finishedAt: 4_000,
    done: 12,
    expected: 12,
    matched: 12,
    others: 0,
    findings: [],
    error: null,
    ...changes,
  };
}

export function finding(changes: Partial<FindingView> = {}): FindingView {
  return {
    id: 1,
    kind: 'missing_here',
    orderNumber: '209484',
    saleId: null,
    here: null,
    there: usd('68.99'),
    canMend: true,
    mended: false,
    ...changes,
  };
}

export function hit(changes: Partial<HitView> = {}): HitView {
  return {
    productId: 1010,
    variantId: 101,
    title: 'Walnut Kettle',
    variantTitle: 'Brushed',
    sku: 'KET-WAL-12',
    barcode: '4006381333931',
    price: usd('64.00'),
    retail: null,
    sellable: true,
    stock: 'in_stock',
    stockCount: 24,
    offer: null,
    picture: null,
    ...changes,
  };
}

export function store(changes: Partial<StoreView> = {}): StoreView {
  return {
    key: 'practice',
    name: 'Larch Lane Goods',
    address: 'Practice store',
    practice: true,
    currencies: ['USD'],
    paymentMethods: ['link'],
    countries: [
      { code: 'CA', name: 'Canada' },
      { code: 'US', name: 'United States' },
    ],
    shippingMethods: [],
    token: 'keychain',
    testCustomers: [{ email: 'pays@example.com', outcome: 'Pays.' }],
    ...changes,
  };
}

export function paper(changes: Partial<PaperSettings> = {}): PaperSettings {
  return {
    size: 'roll80',
    head: '',
    foot: 'Thank you',
    printer: 'system',
    place: '',
    baud: 9_600,
    cut: true,
    drawer: false,
    ...changes,
  };
}

/** A sheet with each kind of block. */
export function sheet(title = 'Receipt 209471'): Document {
  return {
    title,
    blocks: [
      { kind: 'mark', text: 'COPY 1' },
      { kind: 'heading', text: 'Larch Lane Goods' },
      { kind: 'text', text: 'Order 209471', align: 'center', strong: false },
      { kind: 'rule' },
      { kind: 'item', quantity: '1 ×', title: 'Walnut kettle', detail: 'Brushed', amount: '64.00' },
      { kind: 'space' },
      { kind: 'row', left: 'Total USD', right: '64.00', strong: true },
    ],
  };
}

export function catalogue(changes: Partial<CatalogueView> = {}): CatalogueView {
  return {
    state: 'ready',
    done: 0,
    expected: null,
    secondsLeft: null,
    variants: 1,
    syncedAt: 1_000,
    error: null,
    ...changes,
  };
}

/** A search's answer that holds all there is. */
export function found(query: string, hits: HitView[] = []): SearchResult {
  return { query, hits, total: hits.length, uncounted: false, forgiven: false, next: null };
}

export function snapshot(changes: Partial<Snapshot> = {}): Snapshot {
  return {
    version: '0.1.0',
    store: store(),
    sale: null,
    held: 0,
    attention: 0,
    catalogue: catalogue(),
    settings: {
      tillName: 'Counter 1',
      seller: '',
      sellerAgent: null,
      currency: '',
      paymentMethod: 'link',
      paymentGateway: null,
      paymentGatewayGroup: null,
      sendReceipt: true,
      look: 'system',
      paper: paper(),
      keys: {},
    },
    trouble: null,
    recovery: null,
    ...changes,
  };
}

export function offer(changes: Partial<OfferView> = {}): OfferView {
  return {
    id: 1,
    variantId: 201,
    title: 'Two mugs',
    variantTitle: '',
    picture: null,
    currency: 'USD',
    price: null,
    storePrice: usd('24.00'),
    products: [],
    minTotal: null,
    enabled: true,
    unavailable: false,
    count: { offered: 40, taken: 10, percent: 25, revenue: [usd('240.00')] },
    ...changes,
  };
}

export function offers(...list: OfferView[]): OffersView {
  const recommended = { offered: 0, taken: 0, percent: null, revenue: [] };
  return { offers: list, recommended };
}

export function booksView(changes: Partial<BooksView> = {}): BooksView {
  return {
    bytes: 4_600_000,
    sales: 1_204,
    folder: '/home/till/stores/larch',
    backups: [],
    retentionDays: null,
    ...changes,
  };
}

export function figures(changes: Partial<Figures> = {}): Figures {
  return {
    takings: usd('1234.50'),
    refunds: 2,
    refunded: usd('34.50'),
    net: usd('1200.00'),
    orders: 12,
    items: 30,
    average: usd('102.87'),
    ...changes,
  };
}

const noFigures = figures({
  takings: usd('0.00'),
  refunds: 0,
  refunded: usd('0.00'),
  net: usd('0.00'),
  orders: 0,
  items: 0,
  average: null,
});

/** A day on which one seller sold in one hour. */
export function currencyReport(changes: Partial<CurrencyReportView> = {}): CurrencyReportView {
  return {
    currency: 'USD',
    figures: figures(),
    cancelled: 0,
    tax: usd('98.20'),
    untaxed: 0,
    methods: [{ name: 'link', figures: figures(), bar: 1000 }],
    sellers: [{ name: '', figures: figures(), bar: 1000 }],
    hours: [
      { hour: 9, figures: figures(), bar: 1000 },
      { hour: 10, figures: noFigures, bar: 0 },
    ],
    days: [],
    products: [
      { title: 'شاي أخضر', variantTitle: 'loose', quantity: 9, total: usd('900.00'), bar: 1000 },
    ],
    upsells: { offered: 9, taken: 3, ratePermille: 333, total: usd('72.00') },
    ...changes,
  };
}

export function report(
  currencies: CurrencyReportView[],
  days: { from: number; to: number },
): ReportView {
  return { from: days.from, to: days.to, currencies };
}

export function daySheet(changes: Partial<DaySheetView> = {}): DaySheetView {
  const [from, to] = [Date.UTC(2026, 10, 23, 12), Date.UTC(2026, 10, 24, 12)];
  return {
    sheet: { number: 7, from, to, madeAt: to, seller: 'Ada' },
    store: 'Practice Store',
    practice: true,
    till: 'Till 1',
    over: true,
    report: report([currencyReport()], { from, to }),
    open: [],
    repeats: null,
    continues: null,
    overlaps: null,
    ...changes,
  };
}

export function openMatter(changes: Partial<OpenMatterView> = {}): OpenMatterView {
  return {
    kind: 'unknown',
    saleId: 'sale-1',
    orderNumber: null,
    since: Date.UTC(2026, 10, 23, 14),
    amount: usd('64.00'),
    ...changes,
  };
}

/** A file that is whole. */
export function exported(changes: Partial<CsvView> = {}): CsvView {
  return {
    id: 1,
    kind: 'orders',
    from: Date.UTC(2026, 10, 23),
    to: Date.UTC(2026, 10, 24),
    state: 'done',
    done: 2,
    expected: 2,
    file: '/home/ada/orders.csv',
    error: null,
    ...changes,
  };
}
