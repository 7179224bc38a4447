//! The store a till sells from, and the till's settings.

use std::collections::BTreeMap;

use sale::{Customer, Money, PaymentStatus};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CatalogueView, ErrorView, PaperSettings, RecoveryView, SaleView};

/// All that the interface needs to draw itself; events keep it current from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// The program's version.
    pub version: String,
    /// The store, once one was chosen; without it the interface shows the first start.
    pub store: Option<StoreView>,
    /// The sale on the Sell page, if one was begun.
    pub sale: Option<SaleView>,
    /// How many sales are held.
    pub held: u32,
    /// How many matters need a person.
    pub attention: u32,
    /// The catalogue.
    pub catalogue: CatalogueView,
    /// The settings.
    pub settings: SettingsView,
    /// What went wrong while the till was started, if anything did.
    pub trouble: Option<ErrorView>,
    /// The books that were set aside, while a person has yet to say how to go on; there is no store
    /// then.
    pub recovery: Option<RecoveryView>,
}

/// The store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StoreView {
    /// Its key among this till's stores: `practice` or its host.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its address, for people.
    pub address: String,
    /// Whether it is the built-in practice store.
    pub practice: bool,
    /// The currencies it sells in.
    pub currencies: Vec<String>,
    /// The payment methods it offers that a till can use, by code.
    pub payment_methods: Vec<String>,
    /// The countries its shipping methods reach.
    pub countries: Vec<CountryView>,
    /// Its shipping methods.
    pub shipping_methods: Vec<ShippingMethodView>,
    /// Where its token is.
    pub token: TokenPlace,
    /// The practice store's test customers; empty for a real store.
    pub test_customers: Vec<TestCustomer>,
}

/// Where a store's token is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TokenPlace {
    /// In the system's keychain.
    Keychain,
    /// In memory only: this run knows it, the next will ask for it.
    ThisRun,
    /// Nowhere that can be read now.
    Missing,
}

/// A customer of the practice store whose address decides what happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TestCustomer {
    /// The email address.
    pub email: String,
    /// What happens, in English.
    pub outcome: String,
}

/// A store this till has been connected to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StoreChoice {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its address, for people.
    pub address: String,
    /// Whether it is the one in use.
    pub current: bool,
}

/// A country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CountryView {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    /// Its name, in the store's language.
    pub name: String,
}

/// A shipping method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShippingMethodView {
    /// What the order is placed with.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The store's words on how long it takes, such as "3-5 days"; may be empty.
    pub delivery_time: String,
    /// The countries it reaches, by code; empty means all.
    pub countries: Vec<String>,
    /// Its price in each currency it is priced in.
    pub prices: Vec<Money>,
}

/// What was found out about a store before connecting to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionCheck {
    /// The address that was tried.
    pub address: String,
    /// The store's name, where it was told.
    pub store_name: Option<String>,
    /// Whether the store answered as an Admin API does.
    pub reachable: bool,
    /// Whether it accepted the token.
    pub token_accepted: bool,
    /// Each permission, once the token was accepted.
    pub permissions: Vec<PermissionCheck>,
    /// Why it cannot be connected, if it cannot.
    pub error: Option<ErrorView>,
}

/// One permission of a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PermissionCheck {
    /// The API's scope, such as `orders:read`.
    pub scope: String,
    /// Whether the token has it; none where only its first use will tell.
    pub found: Option<bool>,
    /// Whether selling is impossible without it.
    pub required: bool,
}

/// A customer found by name, email or phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomerHit {
    /// The fields to take over.
    pub customer: Customer,
    /// How many orders the store or this till knows of.
    pub orders: u32,
    /// Whether this till has seen the customer before.
    pub seen_here: bool,
}

/// What is known of a customer beyond what found her.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomerDetails {
    /// Each of her addresses, put into the fields to take over; the default one first.
    pub addresses: Vec<Customer>,
    /// Her last orders, newest first: this till's and the store's.
    pub orders: Vec<RecentOrder>,
}

/// One of a customer's last orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecentOrder {
    /// The order number.
    pub number: String,
    /// When it was placed, milliseconds since 1970, where the store says so.
    pub placed_at: Option<i64>,
    /// Its total, where the store says so.
    pub total: Option<Money>,
    /// The store's payment status, where it was asked.
    #[ts(type = "string | null")]
    pub payment_status: Option<PaymentStatus>,
    /// The sale it was made with, where this till made it.
    pub sale_id: Option<String>,
}

/// Settings of this till for this store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct SettingsView {
    /// The till's name; it travels with each order as `utm_campaign`.
    pub till_name: String,
    /// Who sells: the name that reports count by.
    pub seller: String,
    /// The seller's id among the store's agents (`attribution.agent`), where it has one.
    pub seller_agent: Option<i64>,
    /// The currency new sales start in; empty means the store's first.
    pub currency: String,
    /// The payment method's code.
    pub payment_method: String,
    /// The payment gateway to use, if the merchant wants a certain one (`gatewaysList`).
    pub payment_gateway: Option<i64>,
    /// The gateway group to use, if the merchant wants a certain one (`gatewayGroupsList`).
    pub payment_gateway_group: Option<i64>,
    /// Whether the store sends its receipt by email (`send_receipt`).
    pub send_receipt: bool,
    /// `system`, `light` or `dark`.
    pub look: String,
    /// How it prints.
    pub paper: PaperSettings,
    /// The keys that differ from the usual ones: an action's name and the key chosen for it.
    pub keys: BTreeMap<String, String>,
}

impl Default for SettingsView {
    fn default() -> Self {
        Self {
            till_name: "Till 1".to_owned(),
            seller: String::new(),
            seller_agent: None,
            currency: String::new(),
            payment_method: "link".to_owned(),
            payment_gateway: None,
            payment_gateway_group: None,
            send_receipt: true,
            look: "system".to_owned(),
            paper: PaperSettings::default(),
            keys: BTreeMap::new(),
        }
    }
}

/// The store's gateways and gateway groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PaymentGateways {
    /// `gatewaysList`.
    pub gateways: Vec<GatewayView>,
    /// `gatewayGroupsList`.
    pub groups: Vec<GatewayView>,
}

/// A gateway or a group of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GatewayView {
    /// Its id at the store.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Whether it takes payments.
    pub active: bool,
}
