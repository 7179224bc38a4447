// Written by `cargo xtask types` from crates/till/src/view; do not edit by hand.

export type Money = { amount: string, currency: string };

export type SaleState = "building" | "held" | "placing" | "awaiting" | "returned" | "paid" | "not_paid" | "unknown" | "attention" | "cancelled";

export type ChargeState = "intended" | "sent" | "charged" | "declined" | "unknown" | "not_charged";

export type UnknownCause = "window_closed" | "timed_out" | "till_restarted" | "nothing_returned" | "unreadable_returned";

export type UpsellId = string;

export type Point = "order_missing" | "number" | "sale_reference" | "currency" | "total" | "payment_status" | "lines";

export type Difference = { 
/**
 * What differs.
 */
point: Point, 
/**
 * What was expected: from the return, or from the sale itself. Empty when there is none.
 */
expected: string, 
/**
 * What the store's record says. Empty when it says nothing.
 */
found: string, };

export type SaleEvent = { "kind": "sale_started" } | { "kind": "sale_held" } | { "kind": "sale_taken_up" } | { "kind": "placing_started", attempt: number, lines: number, estimate: Money, } | { "kind": "order_refused", attempt: number, fields: Array<string>, } | { "kind": "placing_failed", attempt: number, cause: string, } | { "kind": "order_placed", attempt: number, host: string, } | { "kind": "order_created_at_once", attempt: number, orderNumber: string, } | { "kind": "payment_window_opened", attempt: number, } | { "kind": "payment_window_closed", attempt: number, } | { "kind": "payment_link_shared", attempt: number, } | { "kind": "order_returned", attempt: number, orderNumber: string, repeated: boolean, } | { "kind": "nothing_returned", attempt: number, repeated: boolean, } | { "kind": "unreadable_returned", attempt: number, } | { "kind": "outcome_unknown", cause: UnknownCause, } | { "kind": "payment_confirmed", orderNumber: string, total: Money, late: boolean, } | { "kind": "not_paid_confirmed" } | { "kind": "difference_found", orderNumber: string, differences: Array<Difference>, } | { "kind": "confirmation_blocked", orderNumber: string, cause: string, } | { "kind": "second_order_found", orderNumber: string, } | { "kind": "sale_cancelled" } | { "kind": "cart_reopened" } | { "kind": "upsell_intended", upsell: UpsellId, variantId: number, price: Money, } | { "kind": "upsell_sent", upsell: UpsellId, } | { "kind": "upsell_charged", upsell: UpsellId, amount: Money | null, } | { "kind": "upsell_declined", upsell: UpsellId, responseCode: string | null, } | { "kind": "upsell_unclear", upsell: UpsellId, cause: string, } | { "kind": "upsell_not_charged", upsell: UpsellId, cause: string, } | { "kind": "note_added" } | { "kind": "note_not_added", cause: string, } | { "kind": "note_unclear", cause: string, } | { "kind": "attention_settled", decision: string, } | { "kind": "order_accepted", orderNumber: string, } | { "kind": "order_rejected", orderNumber: string, } | { "kind": "cancellation_sent", orderNumber: string, fullRefund: boolean, } | { "kind": "order_cancelled", orderNumber: string, refunded: Money | null, } | { "kind": "order_not_cancelled", orderNumber: string, cause: string, } | { "kind": "cancellation_unclear", orderNumber: string, cause: string, } | { "kind": "customer_forgotten" } | { "kind": "refund_sent", orderNumber: string, amount: Money, } | { "kind": "order_refunded", orderNumber: string, amount: Money | null, } | { "kind": "order_not_refunded", orderNumber: string, cause: string, } | { "kind": "refund_unclear", orderNumber: string, cause: string, } | { "kind": "order_pulled_in", orderNumber: string, total: Money, } | { "kind": "sale_found", orderNumber: string, };

export type Attention = { "kind": "record_differs", orderNumber: string, differences: Array<Difference>, } | { "kind": "paid_late", orderNumber: string, total: Money, was: SaleState, } | { "kind": "second_order", orderNumber: string, } | { "kind": "confirmation_blocked", orderNumber: string, } | { "kind": "upsell_unclear", orderNumber: string, variantId: number, };

export type AttentionAction = "keep" | "accept" | "reject" | "cancel_order" | "check_now";

export type RequestState = "sent" | "unknown" | "done" | "not_done";

export type RefundLine = { 
/**
 * The line's id at the store.
 */
lineId: number, 
/**
 * How many.
 */
quantity: number, };

export type ShippingRefund = { "kind": "none" } | { "kind": "part", 
/**
 * The amount.
 */
amount: Money, } | { "kind": "all" };

export type RefundChoice = { 
/**
 * Of which lines how many.
 */
lines: Array<RefundLine>, 
/**
 * How much of the delivery.
 */
shipping: ShippingRefund, };

export type Interval = "day" | "week" | "month" | "year";

export type Subscription = { 
/**
 * The unit.
 */
interval: Interval, 
/**
 * How many units lie between two deliveries, at least 1.
 */
intervalCount: number, };

export type SubscriptionOffer = { 
/**
 * The unit of its intervals.
 */
interval: Interval, 
/**
 * The counts that the store suggests.
 */
counts: Array<number>, 
/**
 * The store's price for one delivery, where it differs from the list price.
 */
price: Money | null, };

export type Customer = { 
/**
 * The store's id of a customer it already knows (`users`).
 */
userId: number | null, 
/**
 * Email address; the store finds or makes its customer by it.
 */
email: string, 
/**
 * First name.
 */
firstName: string, 
/**
 * Last name.
 */
lastName: string, 
/**
 * Phone, in any spacing.
 */
phone: string, 
/**
 * Street and number (the API's `line1`).
 */
address: string, 
/**
 * City (the API's `line4`).
 */
city: string, 
/**
 * State or province.
 */
state: string, 
/**
 * Postcode.
 */
postcode: string, 
/**
 * Country code, ISO 3166-1 alpha-2.
 */
country: string, };

export type CartChange = { "kind": "quantity", line: number, quantity: number, } | { "kind": "price", line: number, price: string | null, } | { "kind": "remove", line: number, } | { "kind": "restore", line: number, } | { "kind": "subscribe", line: number, subscription: Subscription | null, } | { "kind": "customer", customer: Customer, } | { "kind": "shipping", code: string | null, } | { "kind": "vouchers", codes: Array<string>, } | { "kind": "note", note: string, };

export type PaperSize = "roll58" | "roll80" | "a4" | "letter";

export type Align = "left" | "center" | "right";

export type Block = { "kind": "mark", 
/**
 * The words.
 */
text: string, } | { "kind": "heading", 
/**
 * The words.
 */
text: string, } | { "kind": "text", 
/**
 * The words.
 */
text: string, 
/**
 * Where its lines stand.
 */
align: Align, 
/**
 * Whether it is bold.
 */
strong: boolean, } | { "kind": "item", 
/**
 * How many, as it is written: `2 ×`.
 */
quantity: string, 
/**
 * What.
 */
title: string, 
/**
 * What else is to be said of it, often empty.
 */
detail: string, 
/**
 * What it came to, often of a fixed width; may be empty.
 */
amount: string, } | { "kind": "row", 
/**
 * The words.
 */
left: string, 
/**
 * What belongs to them.
 */
right: string, 
/**
 * Whether both are bold.
 */
strong: boolean, } | { "kind": "rule" } | { "kind": "space" };

export type Document = { 
/**
 * What it is, for a PDF's readers and the name of its file: `Receipt 209471`.
 */
title: string, 
/**
 * What stands there.
 */
blocks: Array<Block>, };

export type ErrorCode = "store_unreachable" | "store_timed_out" | "not_a_store" | "bad_address" | "token_refused" | "permission_missing" | "too_many_requests" | "store_trouble" | "unreadable_answer" | "store_refused" | "unsafe_payment_page" | "fields_to_mend" | "cart_refused" | "unavailable" | "price_changed" | "not_now" | "has_order" | "upsell_busy" | "refund_busy" | "refund_changed" | "order_not_paid" | "not_found" | "disk_full" | "read_only" | "file_disk_full" | "file_not_written" | "csv_busy" | "database_damaged" | "keychain_unavailable" | "no_store" | "printer_unreachable" | "printer_stopped" | "printer_not_set" | "fonts_missing" | "internal";

export type FieldMessage = { 
/**
 * The field, in the interface's names (`email`, `address`, `lines`, `lines.0` for the first line, …), else as the store
 * wrote its path.
 */
field: string, 
/**
 * `missing`, `malformed`, `free_subscription`, or the store's own words.
 */
message: string, };

export type ErrorView = { 
/**
 * What the interface acts on and has its own words for.
 */
code: ErrorCode, 
/**
 * The attempt and its failure in English, for the log and for codes without words.
 */
message: string, 
/**
 * The fields concerned, each with its message.
 */
details: Array<FieldMessage>, };

export type Stock = "in_stock" | "low_stock" | "out_of_stock" | "untracked";

export type HitView = { 
/**
 * The parent product.
 */
productId: number, 
/**
 * The variant.
 */
variantId: number, 
/**
 * The product's title.
 */
title: string, 
/**
 * The variant's title, often empty.
 */
variantTitle: string, 
/**
 * The SKU, if it has one.
 */
sku: string | null, 
/**
 * The barcode (UPC or EAN), if it has one.
 */
barcode: string | null, 
/**
 * The price in the sale's currency; none where it has no price in it.
 */
price: Money | null, 
/**
 * The former price, where the store names one above the price.
 */
retail: Money | null, 
/**
 * Whether it can be put into a cart.
 */
sellable: boolean, 
/**
 * What the store says of its stock.
 */
stock: Stock, 
/**
 * How many are in stock, where the store says so.
 */
stockCount: number | null, 
/**
 * How it can be subscribed to, if it can.
 */
offer: SubscriptionOffer | null, 
/**
 * The picture's path for `pictureUrl`, if it has one.
 */
picture: string | null, };

export type SearchResult = { 
/**
 * The text that was searched for.
 */
query: string, 
/**
 * The best hits, best first.
 */
hits: Array<HitView>, 
/**
 * How many variants match in all, counted up to [`ledger::MOST_COUNTED`].
 */
total: number, 
/**
 * Whether even more match than were counted.
 */
uncounted: boolean, 
/**
 * Whether nothing matches exactly and a slip of a letter was forgiven.
 */
forgiven: boolean, 
/**
 * What to ask with for the hits after these; none behind the last.
 */
next: string | null, };

export type ScanResult = { "kind": "added", title: string, sale: SaleView, } | { "kind": "ambiguous", hits: Array<HitView>, } | { "kind": "unavailable", hit: HitView, } | { "kind": "unknown" };

export type CatalogueState = "syncing" | "paused" | "ready" | "failed";

export type CatalogueView = { 
/**
 * What is happening with it.
 */
state: CatalogueState, 
/**
 * Products read by the run that is going on, or was broken off.
 */
done: number, 
/**
 * How many products there were when a run was last complete; none before the first.
 */
expected: number | null, 
/**
 * How long the run will take yet, at the pace so far, where that can be told.
 */
secondsLeft: number | null, 
/**
 * Variants that can be searched now.
 */
variants: number, 
/**
 * When the last complete run ended.
 */
syncedAt: number | null, 
/**
 * Why the run stopped, if it did. It goes on by itself after a while.
 */
error: ErrorView | null, };

export type LineView = { 
/**
 * The line's key, which edits name.
 */
key: number, 
/**
 * The parent product.
 */
productId: number, 
/**
 * The variant.
 */
variantId: number, 
/**
 * The product's title.
 */
title: string, 
/**
 * The variant's title, often empty.
 */
variantTitle: string, 
/**
 * The SKU, if it has one.
 */
sku: string | null, 
/**
 * How many.
 */
quantity: number, 
/**
 * The price of one, as it will be charged before tax.
 */
unitPrice: Money, 
/**
 * The store's own price of one, as the line is sold.
 */
storePrice: Money, 
/**
 * The store's price of one without a subscription.
 */
listPrice: Money, 
/**
 * Whether the seller set the price.
 */
overridden: boolean, 
/**
 * Quantity times the price of one.
 */
total: Money, 
/**
 * The subscription it is sold in, if any.
 */
subscription: Subscription | null, 
/**
 * How it can be subscribed to, if it can.
 */
offer: SubscriptionOffer | null, 
/**
 * The picture's path for `pictureUrl`, if it has one.
 */
picture: string | null, 
/**
 * Whether the store has since taken it out of its catalogue, or stopped selling it.
 */
unavailable: boolean, };

export type EstimateView = { 
/**
 * The lines together.
 */
items: Money, 
/**
 * The shipping, where its price is known.
 */
shipping: Money | null, 
/**
 * Both.
 */
total: Money, };

export type QuoteView = { 
/**
 * The lines together, vouchers taken off.
 */
items: Money, 
/**
 * What vouchers and offers took off, where the store says so.
 */
discount: Money | null, 
/**
 * The lines and the estimated shipping.
 */
total: Money, };

export type RefusalView = { 
/**
 * When.
 */
at: number, 
/**
 * What went wrong, with the store's words by field where it gave any.
 */
error: ErrorView, };

export type PaymentView = { 
/**
 * Counts the placings of this sale from 1.
 */
attempt: number, 
/**
 * The payment method's code, such as `link`.
 */
method: string, 
/**
 * The host of the payment page.
 */
host: string | null, 
/**
 * The amount asked for, by the till's estimate until the store's record is known.
 */
amount: Money, 
/**
 * Whether `amount` is the store's.
 */
amountIsFinal: boolean, 
/**
 * When the store answered with the payment page.
 */
placedAt: number | null, 
/**
 * When the customer's browser came back.
 */
returnedAt: number | null, 
/**
 * When the store's record confirmed it.
 */
confirmedAt: number | null, 
/**
 * Whether the payment window is open now.
 */
windowOpen: boolean, 
/**
 * Whether the payment page's address was opened elsewhere or copied.
 */
linkShared: boolean, 
/**
 * Why the last question to the store about it failed, while that matters.
 */
checkError: ErrorView | null, 
/**
 * When the store will be asked next, if it will.
 */
nextCheckAt: number | null, };

export type TaxView = { 
/**
 * Its name, often empty.
 */
title: string, 
/**
 * The amount.
 */
amount: Money | null, };

export type DiscountView = { 
/**
 * Its name, often empty.
 */
name: string, 
/**
 * The voucher's code; none for an offer.
 */
code: string | null, 
/**
 * The amount.
 */
amount: Money | null, };

export type OrderLineView = { 
/**
 * The line's id at the store.
 */
id: number, 
/**
 * The product's title.
 */
title: string, 
/**
 * The variant's title, often empty.
 */
variantTitle: string, 
/**
 * The SKU, often empty.
 */
sku: string, 
/**
 * How many were ever in it.
 */
quantity: number, 
/**
 * How many of them were not taken back.
 */
left: number, 
/**
 * The line's total with tax.
 */
total: Money | null, 
/**
 * Whether it was added after the payment.
 */
isUpsell: boolean, 
/**
 * The subscription that it began, if it did.
 */
subscription: Subscription | null, 
/**
 * When that is renewed next, where the store tells.
 */
nextRenewal: number | null, };

export type TransactionView = { 
/**
 * Its id at the store.
 */
id: number, 
/**
 * The amount.
 */
amount: Money | null, 
/**
 * `type`: authorize, debit, capture, refund, void.
 */
kind: string, 
/**
 * Whether it succeeded.
 */
succeeded: boolean, 
/**
 * `response_code`.
 */
responseCode: number | null, 
/**
 * `payment_method`.
 */
method: string, };

export type RefundedLineView = { 
/**
 * The line's title; empty where the order does not list the line any more.
 */
title: string, 
/**
 * How many.
 */
quantity: number, 
/**
 * What they come to, with tax.
 */
amount: Money | null, };

export type RefundView = { 
/**
 * Its id at the store.
 */
id: number, 
/**
 * When.
 */
at: number | null, 
/**
 * What it paid back.
 */
amount: Money | null, 
/**
 * What was taken back.
 */
lines: Array<RefundedLineView>, 
/**
 * What of the delivery was paid back.
 */
shipping: Money | null, 
/**
 * The note that was written with it, often empty.
 */
note: string, };

export type NoteView = { 
/**
 * What it says.
 */
message: string, 
/**
 * Who wrote it; empty where the store does not say.
 */
author: string, 
/**
 * When.
 */
at: number | null, 
/**
 * How its adding stands; none for one that stands in the order.
 */
state: RequestState | null, 
/**
 * The store's reason, or why it was not added.
 */
reason: string | null, };

export type RefundStanding = { 
/**
 * How it stands.
 */
state: RequestState, 
/**
 * When it was asked for.
 */
at: number, 
/**
 * What was confirmed.
 */
amount: Money, 
/**
 * What the store paid back, once it has made it.
 */
refunded: Money | null, 
/**
 * Why it was not made, where the store said so; else the order does not show it.
 */
error: ErrorView | null, };

export type RefundsSoFar = { 
/**
 * How many this till had asked for.
 */
askedHere: number, 
/**
 * Those in the store's record, by their ids.
 */
inRecord: Array<number>, };

export type OrderView = { 
/**
 * The order number.
 */
number: string, 
/**
 * The total with tax.
 */
total: Money | null, 
/**
 * The tax in it.
 */
tax: Money | null, 
/**
 * The taxes by name.
 */
taxes: Array<TaxView>, 
/**
 * The shipping with tax.
 */
shipping: Money | null, 
/**
 * What vouchers and offers took off.
 */
discount: Money | null, 
/**
 * Each voucher and offer by name.
 */
discounts: Array<DiscountView>, 
/**
 * The shipping method's name.
 */
shippingMethod: string, 
/**
 * `payment_status`.
 */
paymentStatus: string, 
/**
 * `status`: open, archived, canceled.
 */
status: string, 
/**
 * Whether upsells can be added to it.
 */
supportsUpsells: boolean, 
/**
 * Whether the store has a page about it for the customer.
 */
hasStatusPage: boolean, 
/**
 * The lines.
 */
lines: Array<OrderLineView>, 
/**
 * The payments and whatever followed them.
 */
transactions: Array<TransactionView>, 
/**
 * The refunds that the store has made.
 */
refunds: Array<RefundView>, 
/**
 * What was paid back of it in all; none where nothing was, or it cannot be read.
 */
paidBack: Money | null, 
/**
 * What was taken for it and not paid back, where that can be read.
 */
left: Money | null, 
/**
 * Whether some of it can be refunded now, as far as the till knows.
 */
canRefund: boolean, 
/**
 * How the last refund stands that this till asked for.
 */
refunding: RefundStanding | null, 
/**
 * Whether it can be cancelled now, as far as the till knows.
 */
canCancel: boolean, 
/**
 * How its cancelling stands, once it was asked for.
 */
cancellation: CancellationView | null, 
/**
 * Its notes, and those that are to be added to it.
 */
notes: Array<NoteView>, 
/**
 * When its notes were last read; none before they were.
 */
notesReadAt: number | null, 
/**
 * When the store was last asked.
 */
readAt: number, };

export type PayBackView = { 
/**
 * The payment's transaction.
 */
transaction: number, 
/**
 * How much.
 */
amount: Money, 
/**
 * The payment method's code.
 */
method: string, 
/**
 * The gateway's name, often empty.
 */
gateway: string, };

export type QuotedLine = { 
/**
 * The line.
 */
lineId: number, 
/**
 * How many are taken back.
 */
quantity: number, 
/**
 * How many could be, where the store says so.
 */
refundable: number | null, 
/**
 * What they come to, with tax.
 */
amount: Money | null, };

export type RefundQuote = { 
/**
 * What is paid back: the sum of `pay_backs`. This is confirmed.
 */
amount: Money, 
/**
 * What is taken back, with tax. Where payments do not hold as much any more, it is more.
 */
value: Money, 
/**
 * The tax in it.
 */
tax: Money | null, 
/**
 * The lines.
 */
lines: Array<QuotedLine>, 
/**
 * What is paid back of the delivery.
 */
shipping: Money | null, 
/**
 * How much of the delivery could be.
 */
shippingRefundable: Money | null, 
/**
 * The payments through which it is paid back.
 */
payBacks: Array<PayBackView>, 
/**
 * The refunds of the order that were known then. They are confirmed, too.
 */
soFar: RefundsSoFar, };

export type RefundRequest = { 
/**
 * What is taken back.
 */
choice: RefundChoice, 
/**
 * The amount that was confirmed.
 */
confirmed: Money, 
/**
 * `RefundQuote::so_far` as it was then.
 */
soFar: RefundsSoFar, 
/**
 * Why, for the merchant to read; may be empty.
 */
note: string, 
/**
 * Whether the store tells the customer.
 */
notify: boolean, };

export type CancelChoice = { 
/**
 * Why, for the merchant to read; may be empty.
 */
reason: string, 
/**
 * Whether the store pays all of it back. Without that the money stays where it is.
 */
fullRefund: boolean, 
/**
 * Whether the store tells the customer.
 */
notify: boolean, };

export type UpsellView = { 
/**
 * The variant.
 */
variantId: number, 
/**
 * The product's title.
 */
title: string, 
/**
 * The variant's title, often empty.
 */
variantTitle: string, 
/**
 * The price of one, before tax.
 */
price: Money, 
/**
 * The picture's path for `pictureUrl`, if it has one.
 */
picture: string | null, 
/**
 * The charge's state; none while it is only on offer.
 */
state: ChargeState | null, 
/**
 * What the store charged.
 */
amount: Money | null, 
/**
 * The store's reason, or why it was not charged.
 */
reason: string | null, 
/**
 * The store's response code.
 */
responseCode: string | null, };

export type CancellationView = { 
/**
 * How it stands.
 */
state: RequestState, 
/**
 * Whether all of it was to be paid back with it.
 */
fullRefund: boolean, 
/**
 * What the store has paid back of the order, once it was cancelled.
 */
refunded: Money | null, 
/**
 * What the store had taken for it.
 */
taken: Money | null, 
/**
 * The store's reason, or why it was not cancelled.
 */
reason: string | null, };

export type AttentionView = { 
/**
 * Names it in `settleAttention`.
 */
id: number, 
/**
 * Since when.
 */
raisedAt: number, 
/**
 * What it is.
 */
matter: Attention, 
/**
 * What a person may do about it now, the likeliest first.
 */
actions: Array<AttentionAction>, 
/**
 * What the store took for its order and has not paid back, as it was last read.
 */
taken: Money | null, 
/**
 * How the cancelling of its order stands, once it was asked for.
 */
cancellation: CancellationView | null, };

export type TimelineEntry = { 
/**
 * Counts the sale's events from 1.
 */
sequence: number, 
/**
 * When.
 */
at: number, 
/**
 * What.
 */
event: SaleEvent, };

export type SaleView = { 
/**
 * The sale's id.
 */
id: string, 
/**
 * Rises with whatever changes about the sale: of two views the one with more is the newer.
 */
revision: number, 
/**
 * Its state.
 */
state: SaleState, 
/**
 * Whether its order was made elsewhere and only pulled in.
 */
elsewhere: boolean, 
/**
 * When it was started.
 */
startedAt: number, 
/**
 * The cart's currency.
 */
currency: string, 
/**
 * The cart's lines.
 */
lines: Array<LineView>, 
/**
 * The customer, as typed.
 */
customer: Customer, 
/**
 * Whether anything in the cart needs an address.
 */
ships: boolean, 
/**
 * The chosen shipping method; none leaves it to the store.
 */
shippingCode: string | null, 
/**
 * Voucher codes.
 */
vouchers: Array<string>, 
/**
 * The seller's note.
 */
note: string, 
/**
 * The till's own reckoning, before tax and vouchers.
 */
estimate: EstimateView, 
/**
 * The store's reckoning of this very cart, once it was asked for.
 */
quote: QuoteView | null, 
/**
 * Why the store refused the last try to place it, if it did.
 */
refusal: RefusalView | null, 
/**
 * The payment, once the order was placed.
 */
payment: PaymentView | null, 
/**
 * The store's order, once there is one.
 */
order: OrderView | null, 
/**
 * The upsells that are or were on offer.
 */
upsells: Array<UpsellView>, 
/**
 * Matters a person must look at.
 */
attention: Array<AttentionView>, 
/**
 * What happened, oldest first.
 */
timeline: Array<TimelineEntry>, };

export type SaleQuery = { 
/**
 * Words of the order number, the customer's name, email address or phone number, of an SKU or
 * a product, or an amount, in any order; their beginnings are enough.
 */
text: string, 
/**
 * Only sales in this state.
 */
state: SaleState | null, 
/**
 * Only sales whose order this seller placed.
 */
seller: string | null, 
/**
 * Only sales in this currency.
 */
currency: string | null, 
/**
 * Only sales that were started then or later, in milliseconds since 1970.
 */
from: number | null, 
/**
 * Only sales that were started before.
 */
to: number | null, 
/**
 * Only sales older than this one: the last of the page before.
 */
before: string | null, 
/**
 * At most so many.
 */
limit: number, };

export type SaleRow = { 
/**
 * The sale's id.
 */
id: string, 
/**
 * Its state.
 */
state: SaleState, 
/**
 * When it was started.
 */
startedAt: number, 
/**
 * The order number, once there is one.
 */
orderNumber: string | null, 
/**
 * The customer's name, else the email address; empty when neither was typed.
 */
customer: string, 
/**
 * How many articles.
 */
items: number, 
/**
 * The store's total, else the till's estimate.
 */
total: Money, 
/**
 * Whether something about it needs a person.
 */
attention: boolean, };

export type SaleChoices = { 
/**
 * Everybody who placed an order at this till.
 */
sellers: Array<string>, 
/**
 * Every currency that was sold in.
 */
currencies: string[], };

export type AttentionItem = { 
/**
 * The sale.
 */
sale: SaleRow, 
/**
 * The matter.
 */
attention: AttentionView, };

export type ComparisonState = "running" | "stopped" | "waiting" | "done";

export type FindingKind = "missing_here" | "missing_there" | "total_differs" | "taken_differs" | "unreadable";

export type FindingView = { 
/**
 * Names it in `mendFinding`.
 */
id: number, 
/**
 * What it is.
 */
kind: FindingKind, 
/**
 * The store's order.
 */
orderNumber: string, 
/**
 * The sale here, where there is one.
 */
saleId: string | null, 
/**
 * The amount here.
 */
here: Money | null, 
/**
 * The amount at the store.
 */
there: Money | null, 
/**
 * Whether one click mends it.
 */
canMend: boolean, 
/**
 * Whether it was mended.
 */
mended: boolean, };

export type ComparisonView = { 
/**
 * Names it; a later one has a higher number.
 */
id: number, 
/**
 * How it stands.
 */
state: ComparisonState, 
/**
 * The span's start, inclusive.
 */
from: number, 
/**
 * Its end, exclusive.
 */
to: number, 
/**
 * When it was begun.
 */
startedAt: number, 
/**
 * When it was done.
 */
finishedAt: number | null, 
/**
 * How many of the store's orders were compared so far.
 */
done: number, 
/**
 * How many there are to compare, as far as the store has told.
 */
expected: number, 
/**
 * How many agree in all.
 */
matched: number, 
/**
 * How many belong to other tills of the store, and were left alone.
 */
others: number, 
/**
 * What does not agree, the latest first.
 */
findings: Array<FindingView>, 
/**
 * Why it does not go on, if it does not.
 */
error: ErrorView | null, };

export type BackupView = { 
/**
 * When it was made.
 */
madeAt: number, 
/**
 * How many sales are in it.
 */
sales: number, 
/**
 * When the last of them changed.
 */
lastChangeAt: number | null, };

export type RecoveryView = { 
/**
 * The store's name, or its address where the name is not known.
 */
storeName: string, 
/**
 * Whether it is the practice store.
 */
practice: boolean, 
/**
 * The file that the books were set aside in, untouched; none where they were gone.
 */
setAside: string | null, 
/**
 * The latest backup that is sound, if there is one.
 */
backup: BackupView | null, };

export type HeldSale = { 
/**
 * The sale's id.
 */
id: string, 
/**
 * The customer's name, else the email address; empty when neither was typed.
 */
customer: string, 
/**
 * The first articles' titles.
 */
articles: Array<string>, 
/**
 * How many articles.
 */
items: number, 
/**
 * The till's estimate.
 */
total: Money, 
/**
 * When it was put aside.
 */
heldAt: number, };

export type Figures = { 
/**
 * All that was paid, upsells included, nothing taken off.
 */
takings: Money, 
/**
 * How often money was paid back.
 */
refunds: number, 
/**
 * How much was paid back, whenever it had been paid.
 */
refunded: Money, 
/**
 * The takings without what was paid back; below nothing where that was more.
 */
net: Money, 
/**
 * Paid orders.
 */
orders: number, 
/**
 * The articles in them.
 */
items: number, 
/**
 * The takings divided by the orders, rounded down to the hundredth; none without an order.
 */
average: Money | null, };

export type PartFigures = { 
/**
 * Whose.
 */
name: string, 
/**
 * What.
 */
figures: Figures, 
/**
 * The length of its bar, in thousandths of the longest.
 */
bar: number, };

export type HourFigures = { 
/**
 * The hour, from 0 to 23.
 */
hour: number, 
/**
 * What.
 */
figures: Figures, 
/**
 * The length of its bar, in thousandths of the longest.
 */
bar: number, };

export type DayFigures = { 
/**
 * The day's first moment.
 */
from: number, 
/**
 * The next day's first moment.
 */
to: number, 
/**
 * What.
 */
figures: Figures, 
/**
 * The length of its bar, in thousandths of the longest.
 */
bar: number, };

export type ProductFigures = { 
/**
 * The product's title.
 */
title: string, 
/**
 * The variant's title, often empty.
 */
variantTitle: string, 
/**
 * How many.
 */
quantity: number, 
/**
 * What it brought.
 */
total: Money, 
/**
 * The length of its bar, in thousandths of the longest.
 */
bar: number, };

export type UpsellFigures = { 
/**
 * How many were offered.
 */
offered: number, 
/**
 * How many were charged.
 */
taken: number, 
/**
 * How many of a thousand were taken; none where not every offer is known.
 */
ratePermille: number | null, 
/**
 * What they brought; the takings hold it already.
 */
total: Money, };

export type CurrencyReportView = { 
/**
 * The currency.
 */
currency: string, 
/**
 * All of it.
 */
figures: Figures, 
/**
 * How many of the orders the store has cancelled since.
 */
cancelled: number, 
/**
 * The tax in the takings, of those orders whose record says it.
 */
tax: Money, 
/**
 * How many orders' records do not say it.
 */
untaxed: number, 
/**
 * By payment method, most first; the name is empty where no record says it.
 */
methods: Array<PartFigures>, 
/**
 * By seller, most first; the name is empty where none was set.
 */
sellers: Array<PartFigures>, 
/**
 * By hour of the day, from the first in which money moved to the last.
 */
hours: Array<HourFigures>, 
/**
 * By day, where the span has more than one.
 */
days: Array<DayFigures>, 
/**
 * What brought most, best first.
 */
products: Array<ProductFigures>, 
/**
 * Upsells.
 */
upsells: UpsellFigures, };

export type ReportView = { 
/**
 * The span's start, inclusive.
 */
from: number, 
/**
 * Its end, exclusive.
 */
to: number, 
/**
 * One for each currency in which money moved; never added together.
 */
currencies: Array<CurrencyReportView>, };

export type OpenKind = "placing" | "awaiting" | "returned" | "unknown" | "attention" | "upsell" | "cancellation" | "refund" | "matter";

export type OpenMatterView = { 
/**
 * What was open.
 */
kind: OpenKind, 
/**
 * The sale.
 */
saleId: string, 
/**
 * Its order, where one was known.
 */
orderNumber: string | null, 
/**
 * Since when.
 */
since: number, 
/**
 * What it is about: the sale's total, the upsell's price.
 */
amount: Money, };

export type DaySheetRow = { 
/**
 * Its number.
 */
number: number, 
/**
 * The span's start, inclusive.
 */
from: number, 
/**
 * Its end, exclusive.
 */
to: number, 
/**
 * When it was made.
 */
madeAt: number, 
/**
 * Who was selling then; empty where nobody was set.
 */
seller: string, };

export type DaySheetView = { 
/**
 * Its number, span and seller.
 */
sheet: DaySheetRow, 
/**
 * The store's name then.
 */
store: string, 
/**
 * Whether that is the practice store.
 */
practice: boolean, 
/**
 * The till's name then.
 */
till: string, 
/**
 * Whether the span was over when it was made; more may have been paid in it since otherwise.
 */
over: boolean, 
/**
 * What the span had come to.
 */
report: ReportView, 
/**
 * What had begun before the span's end and was not settled yet.
 */
open: Array<OpenMatterView>, 
/**
 * The sheet of the same span that was made before it.
 */
repeats: number | null, 
/**
 * The sheet whose span ended where this one begins.
 */
continues: number | null, 
/**
 * A sheet of another span that counted some of the same moments.
 */
overlaps: number | null, };

export type CsvKind = "orders" | "lines" | "refunds";

export type CsvState = "running" | "done" | "stopped" | "failed";

export type CsvView = { 
/**
 * Counts the files of this run.
 */
id: number, 
/**
 * What its rows are.
 */
kind: CsvKind, 
/**
 * The span's start, inclusive.
 */
from: number, 
/**
 * Its end, exclusive.
 */
to: number, 
/**
 * How it stands.
 */
state: CsvState, 
/**
 * The rows that were written so far.
 */
done: number, 
/**
 * The rows to be written.
 */
expected: number, 
/**
 * Where it is saved.
 */
file: string, 
/**
 * Why it could not be written.
 */
error: ErrorView | null, };

export type TokenPlace = "keychain" | "this_run" | "missing";

export type TestCustomer = { 
/**
 * The email address.
 */
email: string, 
/**
 * What happens, in English.
 */
outcome: string, };

export type CountryView = { 
/**
 * ISO 3166-1 alpha-2.
 */
code: string, 
/**
 * Its name, in the store's language.
 */
name: string, };

export type ShippingMethodView = { 
/**
 * What the order is placed with.
 */
code: string, 
/**
 * Its name.
 */
name: string, 
/**
 * The store's words on how long it takes, such as "3-5 days"; may be empty.
 */
deliveryTime: string, 
/**
 * The countries it reaches, by code; empty means all.
 */
countries: Array<string>, 
/**
 * Its price in each currency it is priced in.
 */
prices: Array<Money>, };

export type StoreView = { 
/**
 * Its key among this till's stores: `practice` or its host.
 */
key: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its address, for people.
 */
address: string, 
/**
 * Whether it is the built-in practice store.
 */
practice: boolean, 
/**
 * The currencies it sells in.
 */
currencies: Array<string>, 
/**
 * The payment methods it offers that a till can use, by code.
 */
paymentMethods: Array<string>, 
/**
 * The countries its shipping methods reach.
 */
countries: Array<CountryView>, 
/**
 * Its shipping methods.
 */
shippingMethods: Array<ShippingMethodView>, 
/**
 * Where its token is.
 */
token: TokenPlace, 
/**
 * The practice store's test customers; empty for a real store.
 */
testCustomers: Array<TestCustomer>, };

export type StoreChoice = { 
/**
 * Its key.
 */
key: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its address, for people.
 */
address: string, 
/**
 * Whether it is the one in use.
 */
current: boolean, };

export type PermissionCheck = { 
/**
 * The API's scope, such as `orders:read`.
 */
scope: string, 
/**
 * Whether the token has it; none where only its first use will tell.
 */
found: boolean | null, 
/**
 * Whether selling is impossible without it.
 */
required: boolean, };

export type ConnectionCheck = { 
/**
 * The address that was tried.
 */
address: string, 
/**
 * The store's name, where it was told.
 */
storeName: string | null, 
/**
 * Whether the store answered as an Admin API does.
 */
reachable: boolean, 
/**
 * Whether it accepted the token.
 */
tokenAccepted: boolean, 
/**
 * Each permission, once the token was accepted.
 */
permissions: Array<PermissionCheck>, 
/**
 * Why it cannot be connected, if it cannot.
 */
error: ErrorView | null, };

export type CustomerHit = { 
/**
 * The fields to take over.
 */
customer: Customer, 
/**
 * How many orders the store or this till knows of.
 */
orders: number, 
/**
 * Whether this till has seen the customer before.
 */
seenHere: boolean, };

export type CustomerDetails = { 
/**
 * Each of her addresses, put into the fields to take over; the default one first.
 */
addresses: Array<Customer>, 
/**
 * Her last orders, newest first: this till's and the store's.
 */
orders: Array<RecentOrder>, };

export type RecentOrder = { 
/**
 * The order number.
 */
number: string, 
/**
 * When it was placed, milliseconds since 1970, where the store says so.
 */
placedAt: number | null, 
/**
 * Its total, where the store says so.
 */
total: Money | null, 
/**
 * The store's payment status, where it was asked.
 */
paymentStatus: string | null, 
/**
 * The sale it was made with, where this till made it.
 */
saleId: string | null, };

export type PrinterKind = "system" | "network" | "usb" | "serial" | "file";

export type PaperSettings = { 
/**
 * The paper.
 */
size: PaperSize, 
/**
 * What stands below the store's name: its address, its tax number. Lines as they are typed.
 */
head: string, 
/**
 * What stands at the end.
 */
foot: string, 
/**
 * What prints.
 */
printer: PrinterKind, 
/**
 * Where the receipt printer is: its address and port, its device, or the file.
 */
place: string, 
/**
 * The speed of a serial port, in bits a second.
 */
baud: number, 
/**
 * Whether a receipt printer cuts the paper.
 */
cut: boolean, 
/**
 * Whether a receipt printer opens the drawer when a receipt is printed for the first time.
 */
drawer: boolean, };

export type SettingsView = { 
/**
 * The till's name; it travels with each order as `utm_campaign`.
 */
tillName: string, 
/**
 * Who sells: the name that reports count by.
 */
seller: string, 
/**
 * The seller's id among the store's agents (`attribution.agent`), where it has one.
 */
sellerAgent: number | null, 
/**
 * The currency new sales start in; empty means the store's first.
 */
currency: string, 
/**
 * The payment method's code.
 */
paymentMethod: string, 
/**
 * The payment gateway to use, if the merchant wants a certain one (`gatewaysList`).
 */
paymentGateway: number | null, 
/**
 * The gateway group to use, if the merchant wants a certain one (`gatewayGroupsList`).
 */
paymentGatewayGroup: number | null, 
/**
 * Whether the store sends its receipt by email (`send_receipt`).
 */
sendReceipt: boolean, 
/**
 * `system`, `light` or `dark`.
 */
look: string, 
/**
 * How it prints.
 */
paper: PaperSettings, 
/**
 * The keys that differ from the usual ones: an action's name and the key chosen for it.
 */
keys: { [key in string]: string }, };

export type OfferCountView = { 
/**
 * How many paid sales were offered it.
 */
offered: number, 
/**
 * How many of them were charged for it.
 */
taken: number, 
/**
 * How many of a hundred; none while it was never offered.
 */
percent: number | null, 
/**
 * What that brought with tax, in each currency.
 */
revenue: Array<Money>, };

export type OfferedProduct = { 
/**
 * Its id.
 */
id: number, 
/**
 * Its title; none where the catalogue does not hold it.
 */
title: string | null, };

export type OfferView = { 
/**
 * Its id.
 */
id: number, 
/**
 * The variant.
 */
variantId: number, 
/**
 * The product's title.
 */
title: string, 
/**
 * The variant's title, often empty.
 */
variantTitle: string, 
/**
 * The picture's path for `pictureUrl`, if it has one.
 */
picture: string | null, 
/**
 * The currency of its amounts.
 */
currency: string, 
/**
 * The merchant's own price of one, before tax; none is the store's.
 */
price: Money | null, 
/**
 * The store's price of one, where it has one in this currency.
 */
storePrice: Money | null, 
/**
 * It is offered with orders of one of these products; empty means any.
 */
products: Array<OfferedProduct>, 
/**
 * It is offered with orders of at least this total.
 */
minTotal: Money | null, 
/**
 * Whether it is offered at all.
 */
enabled: boolean, 
/**
 * Whether the store does not sell it any more, or has no price for it in this currency.
 */
unavailable: boolean, 
/**
 * How it fares.
 */
count: OfferCountView, };

export type OffersView = { 
/**
 * The offers, in the sequence in which they are offered.
 */
offers: Array<OfferView>, 
/**
 * How the store's own recommendations fare.
 */
recommended: OfferCountView, };

export type OfferDraft = { 
/**
 * The offer that is changed; none for a new one.
 */
id: number | null, 
/**
 * The variant.
 */
variantId: number, 
/**
 * The currency of both amounts.
 */
currency: string, 
/**
 * The merchant's own price as decimal text; empty for the store's.
 */
price: string, 
/**
 * The least total of an order as decimal text; empty for any.
 */
minTotal: string, 
/**
 * The products of which an order must hold one; empty for any.
 */
products: Array<number>, 
/**
 * Whether it is offered.
 */
enabled: boolean, };

export type GatewayView = { 
/**
 * Its id at the store.
 */
id: number, 
/**
 * Its name.
 */
name: string, 
/**
 * Whether it takes payments.
 */
active: boolean, };

export type PaymentGateways = { 
/**
 * `gatewaysList`.
 */
gateways: Array<GatewayView>, 
/**
 * `gatewayGroupsList`.
 */
groups: Array<GatewayView>, };

export type BackupEntry = { 
/**
 * Names it.
 */
number: number, 
/**
 * When it was made.
 */
madeAt: number, 
/**
 * How many bytes it takes.
 */
bytes: number, 
/**
 * Whether it holds the books as they were before a backup took their place.
 */
beforeRestore: boolean, };

export type BackupLook = { 
/**
 * The backup.
 */
number: number, 
/**
 * When it was made.
 */
madeAt: number, 
/**
 * Why it cannot be used; none where it is sound.
 */
error: ErrorView | null, 
/**
 * How many sales are in it.
 */
sales: number, 
/**
 * When the last of them changed.
 */
lastChangeAt: number | null, 
/**
 * How many of the sales in use it lacks.
 */
lacks: number, };

export type BooksView = { 
/**
 * How many bytes they take on the disk.
 */
bytes: number, 
/**
 * How many sales are in them.
 */
sales: number, 
/**
 * Their folder.
 */
folder: string, 
/**
 * Their backups, the newest first.
 */
backups: Array<BackupEntry>, 
/**
 * After how many days customers' data is blanked; none keeps it.
 */
retentionDays: number | null, };

export type ExportView = { 
/**
 * Rows and pages written.
 */
done: number, 
/**
 * Of so many, as far as is known.
 */
of: number, };

export type ExportedView = { 
/**
 * Where it was saved.
 */
path: string, 
/**
 * How many bytes it takes.
 */
bytes: number, };

export type FaultView = { 
/**
 * The sale concerned; empty where the fault is none of a sale's.
 */
saleId: string, 
/**
 * The event's number in its sale, from 1; 0 where no event is concerned. An altered event has
 * the number that it was given.
 */
sequence: number, 
/**
 * The kind of fault, as a word that never changes: `event_altered`, `state_altered`, …
 */
kind: string, 
/**
 * The fault in English.
 */
words: string, };

export type BooksProof = { 
/**
 * How many events were proved; none where something is wrong.
 */
events: number, 
/**
 * The first thing that is wrong.
 */
fault: FaultView | null, };

export type Snapshot = { 
/**
 * The program's version.
 */
version: string, 
/**
 * The store, once one was chosen; without it the interface shows the first start.
 */
store: StoreView | null, 
/**
 * The sale on the Sell page, if one was begun.
 */
sale: SaleView | null, 
/**
 * How many sales are held.
 */
held: number, 
/**
 * How many matters need a person.
 */
attention: number, 
/**
 * The catalogue.
 */
catalogue: CatalogueView, 
/**
 * The settings.
 */
settings: SettingsView, 
/**
 * What went wrong while the till was started, if anything did.
 */
trouble: ErrorView | null, 
/**
 * The books that were set aside, while a person has yet to say how to go on; there is no store
 * then.
 */
recovery: RecoveryView | null, };

export type AppEvent = { "kind": "sale_changed", sale: SaleView, } | { "kind": "catalogue_changed", catalogue: CatalogueView, } | { "kind": "counts_changed", held: number, attention: number, } | { "kind": "comparison_changed", comparison: ComparisonView, } | { "kind": "csv_changed", csv: CsvView, } | { "kind": "export_changed", export: ExportView | null, } | { "kind": "store_changed", snapshot: Snapshot, };
