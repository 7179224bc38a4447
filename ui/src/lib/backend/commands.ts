// The host's commands: one function for each, under the command's own name. Every rejection is an
// `ErrorView`. What a command means is told where it is written, in Rust.

import { invoke, type InvokeArgs } from '@tauri-apps/api/core';

import { asErrorView } from './errors';
import type {
  AppEvent,
  AttentionItem,
  BackupLook,
  BooksProof,
  BooksView,
  CancelChoice,
  CartChange,
  ComparisonView,
  ConnectionCheck,
  CsvKind,
  CsvView,
  CustomerDetails,
  CustomerHit,
  DaySheetRow,
  DaySheetView,
  Document,
  ExportedView,
  HeldSale,
  Money,
  OfferDraft,
  OffersView,
  PaperSettings,
  PaymentGateways,
  RefundChoice,
  RefundQuote,
  RefundRequest,
  ReportView,
  SaleChoices,
  SaleQuery,
  SaleRow,
  SaleView,
  ScanResult,
  SearchResult,
  SettingsView,
  Snapshot,
  StoreChoice,
} from './types';

async function call<Answer>(command: string, args?: InvokeArgs): Promise<Answer> {
  try {
    return await invoke<Answer>(command, args);
  } catch (error) {
    throw asErrorView(error);
  }
}

type OfSale = { saleId: string };
type OfMatter = OfSale & { attentionId: number };
type Span = { from: number; to: number };
type OfStore = { address: string; token: string };

// The till and its store.
export const snapshot = () => call<Snapshot>('snapshot');
export const nextEvents = (args: { after: number | null }) =>
  call<[last: number, events: AppEvent[]]>('next_events', args);
export const tryPractice = () => call<Snapshot>('try_practice');
export const checkConnection = (args: OfStore) => call<ConnectionCheck>('check_connection', args);
export const connectStore = (args: OfStore) => call<Snapshot>('connect_store', args);
export const stores = () => call<StoreChoice[]>('stores');
export const openStore = (args: { key: string }) => call<Snapshot>('open_store', args);
export const syncCatalogue = () => call<void>('sync_catalogue');
export const pauseSync = () => call<void>('pause_sync');

// The cart.
export const searchProducts = (args: { query: string; after: string | null; limit: number }) =>
  call<SearchResult>('search_products', args);
export const scanCode = (args: { code: string }) => call<ScanResult>('scan_code', args);
export const addArticle = (args: { variantId: number }) => call<SaleView>('add_article', args);
export const changeCart = (args: { change: CartChange }) => call<SaleView>('change_cart', args);
export const changeCurrency = (args: { currency: string }) =>
  call<SaleView>('change_currency', args);
export const quoteSale = (args: OfSale) => call<SaleView>('quote_sale', args);
export const newSale = () => call<void>('new_sale');
export const holdSale = () => call<void>('hold_sale');
export const heldSales = () => call<HeldSale[]>('held_sales');
export const takeUpSale = (args: OfSale) => call<SaleView>('take_up_sale', args);
export const findCustomers = (args: { text: string }) =>
  call<CustomerHit[]>('find_customers', args);
export const findStoreCustomers = (args: { text: string }) =>
  call<CustomerHit[]>('find_store_customers', args);
export const customerDetails = (args: { email: string; userId: number | null }) =>
  call<CustomerDetails>('customer_details', args);

// The payment and what follows it.
export const charge = (args: OfSale) => call<SaleView>('charge', args);
export const showWindow = (args: OfSale) => call<void>('show_window', args);
export const openInBrowser = (args: OfSale) => call<void>('open_in_browser', args);
export const copyLink = (args: OfSale) => call<void>('copy_link', args);
export const checkNow = (args: OfSale) => call<SaleView>('check_now', args);
export const cancelSale = (args: OfSale) => call<SaleView>('cancel_sale', args);
export const reopenCart = (args: OfSale) => call<SaleView>('reopen_cart', args);
export const addUpsell = (args: OfSale & { variantId: number; price: Money }) =>
  call<SaleView>('add_upsell', args);

// Paper.
export const receipt = (args: OfSale) => call<Document>('receipt', args);
export const printReceipt = (args: OfSale) => call<void>('print_receipt', args);
export const saveReceiptPdf = (args: OfSale) => call<string | null>('save_receipt_pdf', args);
export const sampleReceipt = (args: { paper: PaperSettings }) =>
  call<Document>('sample_receipt', args);
export const testPrint = (args: { paper: PaperSettings }) => call<void>('test_print', args);

// Sales gone by.
export const listSales = (query: SaleQuery) => call<SaleRow[]>('list_sales', { query });
export const saleChoices = () => call<SaleChoices>('sale_choices');
export const saleDetail = (args: OfSale) => call<SaleView>('sale_detail', args);
export const refreshOrder = (args: OfSale) => call<SaleView>('refresh_order', args);
export const openStatusPage = (args: OfSale) => call<void>('open_status_page', args);
export const pullInOrder = (args: { number: string }) => call<SaleView>('pull_in_order', args);
export const calculateRefund = (args: OfSale & { choice: RefundChoice }) =>
  call<RefundQuote>('calculate_refund', args);
export const refundOrder = (args: OfSale & { request: RefundRequest }) =>
  call<SaleView>('refund_order', args);
export const cancelOrder = (args: OfSale & { attentionId: number | null; choice: CancelChoice }) =>
  call<SaleView>('cancel_order', args);
export const addOrderNote = (args: OfSale & { message: string }) =>
  call<SaleView>('add_order_note', args);
export const readOrderNotes = (args: OfSale) => call<SaleView>('read_order_notes', args);

// Reports.
export const report = (args: Span) => call<ReportView>('report', args);
export const makeDaySheet = (args: Span) => call<DaySheetView>('make_day_sheet', args);
export const daySheets = (args: { before: number | null; limit: number }) =>
  call<DaySheetRow[]>('day_sheets', args);
export const daySheet = (args: { number: number }) => call<DaySheetView>('day_sheet', args);
export const daySheetDocument = (args: { number: number }) =>
  call<Document>('day_sheet_document', args);
export const printDaySheet = (args: { number: number }) => call<void>('print_day_sheet', args);
export const exportCsv = (args: Span & { kind: CsvKind }) =>
  call<CsvView | null>('export_csv', args);
export const stopCsv = () => call<CsvView | null>('stop_csv');
export const latestCsv = () => call<CsvView | null>('latest_csv');

// What needs a person.
export const listAttention = () => call<AttentionItem[]>('list_attention');
export const settleAttention = (args: OfMatter) => call<SaleView>('settle_attention', args);
export const acceptOrder = (args: OfMatter) => call<SaleView>('accept_order', args);
export const rejectOrder = (args: OfMatter) => call<SaleView>('reject_order', args);

// The books, and the store's orders beside them.
export const compareWithStore = (args: Span) => call<ComparisonView>('compare_with_store', args);
export const stopComparison = () => call<ComparisonView | null>('stop_comparison');
export const comparison = () => call<ComparisonView | null>('comparison');
export const mendFinding = (args: { findingId: number }) =>
  call<ComparisonView>('mend_finding', args);
export const verifyBooks = () => call<BooksProof>('verify_books');
export const restoreBackup = () => call<Snapshot>('restore_backup');
export const beginNewBooks = () => call<Snapshot>('begin_new_books');

// Settings.
export const saveSettings = (args: { settings: SettingsView }) =>
  call<SettingsView>('save_settings', args);
export const paymentGateways = () => call<PaymentGateways>('payment_gateways');

// Upsell offers.
export const offers = () => call<OffersView>('offers');
export const saveOffer = (args: { offer: OfferDraft }) => call<OffersView>('save_offer', args);
export const moveOffer = (args: { id: number; to: number }) => call<OffersView>('move_offer', args);
export const removeOffer = (args: { id: number }) => call<OffersView>('remove_offer', args);

// The books as data.
export const dataView = () => call<BooksView>('data_view');
export const backUpNow = () => call<BooksView>('back_up_now');
export const lookAtBackup = (args: { number: number }) => call<BackupLook>('look_at_backup', args);
export const restoreBackupOf = (args: { number: number }) =>
  call<Snapshot>('restore_backup_of', args);
export const exportEverything = () => call<ExportedView | null>('export_everything');
export const stopExport = () => call<void>('stop_export');
export const setRetention = (args: { days: number | null }) =>
  call<BooksView>('set_retention', args);
