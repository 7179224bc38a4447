//! Payment gateways and their groups.

use serde_json::Value;

use crate::client::Client;
use crate::error::ApiError;
use crate::read::{integer, words};

/// A gateway, or a group of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gateway {
    /// Its id.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Whether it takes payments; groups always do.
    pub active: bool,
}

impl Client {
    /// `gatewaysList`, all pages.
    ///
    /// # Errors
    /// See [`crate::Failure`].
    pub async fn gateways_list(&self) -> Result<Vec<Gateway>, ApiError> {
        let gateways = self.all_items("reading the payment gateways", "gateways/", 10).await?;
        Ok(gateways.iter().filter_map(gateway).collect())
    }

    /// `gatewayGroupsList`, all pages.
    ///
    /// # Errors
    /// See [`crate::Failure`].
    pub async fn gateway_groups_list(&self) -> Result<Vec<Gateway>, ApiError> {
        let groups = self.all_items("reading the gateway groups", "gateway-groups/", 10).await?;
        Ok(groups.iter().filter_map(gateway).collect())
    }
}

fn gateway(value: &Value) -> Option<Gateway> {
    Some(Gateway {
        id: integer(value, "id")?,
        name: words(value, "name"),
        active: value.get("active").and_then(Value::as_bool).unwrap_or(true),
    })
}
