//! Settings of this till for its store.

use ledger::Books;
use sale::Currency;

use crate::app::App;
use crate::error::Result;
use crate::open_store::OpenStore;
use crate::view::{GatewayView, PaymentGateways, SettingsView};

const KEY: &str = "settings";

impl App {
    /// Keeps the settings. Gives them as kept.
    ///
    /// # Errors
    /// When they cannot be written.
    pub async fn save_settings(&self, settings: SettingsView) -> Result<SettingsView> {
        let store = self.store()?;
        let kept = settings.clone();
        store.ledger.post(move |posting| Result::Ok(posting.set_setting(KEY, &kept)?)).await?;
        Ok(settings)
    }

    /// The store's gateways and gateway groups (`gatewaysList`, `gatewayGroupsList`).
    ///
    /// # Errors
    /// When the store cannot be asked, or the token lacks `gateways:read`.
    pub async fn payment_gateways(&self) -> Result<PaymentGateways> {
        let client = self.store()?.client()?;
        let view = |gateway: admin_api::Gateway| GatewayView {
            id: gateway.id,
            name: gateway.name,
            active: gateway.active,
        };
        Ok(PaymentGateways {
            gateways: client.gateways_list().await?.into_iter().map(view).collect(),
            groups: client.gateway_groups_list().await?.into_iter().map(view).collect(),
        })
    }
}

impl OpenStore {
    pub(crate) async fn settings(&self) -> Result<SettingsView> {
        let kept = self.ledger.look_up(|books| books.setting(KEY)).await?;
        let mut settings: SettingsView = kept.unwrap_or_default();
        if settings.currency.is_empty() {
            settings.currency = self.first_currency().to_string();
        }
        Ok(settings)
    }

    /// The currency that new sales start in.
    pub(crate) async fn currency(&self) -> Result<Currency> {
        let otherwise = self.first_currency();
        Ok(self.ledger.look_up(move |books| currency(books, otherwise)).await?)
    }

    /// The store's own first currency.
    pub(crate) fn first_currency(&self) -> Currency {
        self.facts().currencies.first().copied().unwrap_or(Currency::USD)
    }
}

/// The currency that new sales start in, as it was set, or else this one.
pub(crate) fn currency(books: &Books<'_>, otherwise: Currency) -> ledger::Result<Currency> {
    let kept: Option<SettingsView> = books.setting(KEY)?;
    Ok(kept.and_then(|settings| settings.currency.parse().ok()).unwrap_or(otherwise))
}
