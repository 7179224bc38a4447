//! How the store takes payment: methods, gateways and gateway groups.

/// A method of payment by code and label. Each sends the customer to the payment page.
pub(crate) const METHODS: &[(&str, &str)] = &[
    ("link", "Link"),
    ("paypal", "PayPal"),
    ("klarna", "Klarna"),
    ("apple_pay", "Apple Pay"),
    ("google_pay", "Google Pay"),
    ("affirm", "Affirm"),
    ("bancontact", "Bancontact"),
    ("ideal", "iDEAL"),
    ("sepa_debit", "SEPA Direct Debit"),
    ("twint", "TWINT"),
];

/// Those of them that a checkout offers before it asks for an address.
pub(crate) const EXPRESS: &[&str] = &["link", "paypal", "apple_pay", "google_pay"];

/// The card token with which a real store's redirect can be tried without a gateway.
pub(crate) const TEST_CARD_TOKEN: &str = "test_3ds_card";

/// A gateway: an account through which payments run.
#[derive(Debug)]
pub(crate) struct Gateway {
    pub(crate) id: u64,
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
}

pub(crate) const GATEWAYS: &[Gateway] = &[
    Gateway { id: 42, name: "Practice Payments US", kind: "stripe_payment_intents" },
    Gateway { id: 43, name: "Practice Payments Europe", kind: "stripe_payment_intents" },
    Gateway { id: 44, name: "Practice Wallet", kind: "paypal_commerce_platform" },
];

/// Gateways that share payments among them.
#[derive(Debug)]
pub(crate) struct GatewayGroup {
    pub(crate) id: u64,
    pub(crate) name: &'static str,
    /// Ids of gateways, each with its weight.
    pub(crate) members: &'static [(u64, u32)],
}

pub(crate) const GATEWAY_GROUPS: &[GatewayGroup] = &[
    GatewayGroup { id: 7, name: "Everyday", members: &[(42, 70), (43, 30)] },
    GatewayGroup { id: 8, name: "Wallets", members: &[(44, 100)] },
];

/// A method's label; its code when the store has no label for it.
pub(crate) fn method_label(code: &str) -> &str {
    match code {
        "card_token" => "Card",
        _ => METHODS.iter().find(|(known, _)| *known == code).map_or(code, |(_, label)| label),
    }
}

pub(crate) fn gateway(id: u64) -> Option<&'static Gateway> {
    GATEWAYS.iter().find(|gateway| gateway.id == id)
}
