//! Sales taxes, by the place that the goods go to. Prices are without tax everywhere.

use serde::{Deserialize, Serialize};

use crate::money::{Amount, Currency};

/// Where goods go to, as far as taxes ask.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) country: &'a str,
    pub(crate) state: &'a str,
}

/// The place of the store itself, for what is collected there.
pub(crate) const STORE: Place<'static> = Place { country: "US", state: "NY" };

/// A tax with its rate in hundred-thousandths: 8875 is 8.875 %.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tax {
    pub(crate) id: u64,
    pub(crate) title: String,
    pub(crate) rate: u32,
}

const WHOLE: i64 = 100_000;

impl Tax {
    /// The tax on an amount, rounded half up to what the currency can pay.
    pub(super) fn on(&self, amount: Amount, currency: Currency) -> Amount {
        amount.portion(i64::from(self.rate), WHOLE, currency.step())
    }
}

/// Country, the codes and names of states (none: the whole country), title, rate.
type Row = (&'static str, &'static [&'static str], &'static str, u32);

/// The first row that fits counts, so that states stand before their country.
const TABLE: &[Row] = &[
    ("US", &["CA", "California"], "CA Sales Tax", 7250),
    ("US", &["MA", "Massachusetts"], "MA Sales Tax", 6250),
    ("US", &["NY", "New York"], "NY Sales Tax", 8875),
    ("US", &["TX", "Texas"], "TX Sales Tax", 8250),
    ("US", &["WA", "Washington"], "WA Sales Tax", 10_350),
    ("CA", &["BC", "British Columbia"], "GST and PST", 12_000),
    ("CA", &["ON", "Ontario"], "HST", 13_000),
    ("CA", &["QC", "Quebec", "Québec"], "GST and QST", 14_975),
    ("CA", &[], "GST", 5000),
    ("GB", &[], "VAT 20%", 20_000),
    ("DE", &[], "MwSt. 19%", 19_000),
    ("FR", &[], "TVA 20%", 20_000),
    ("AT", &[], "USt. 20%", 20_000),
    ("BE", &[], "BTW/TVA 21%", 21_000),
    ("ES", &[], "IVA 21%", 21_000),
    ("IE", &[], "VAT 23%", 23_000),
    ("IT", &[], "IVA 22%", 22_000),
    ("NL", &[], "BTW 21%", 21_000),
    ("JP", &[], "消費税 10%", 10_000),
    ("AU", &[], "GST 10%", 10_000),
    ("NZ", &[], "GST 15%", 15_000),
];

/// The tax at a place; none where the store collects none.
pub(crate) fn tax_at(place: Place<'_>) -> Option<Tax> {
    let fits = |(country, states, _, _): &Row| {
        *country == place.country
            && (states.is_empty()
                || states.iter().any(|name| name.eq_ignore_ascii_case(place.state.trim())))
    };
    let row = TABLE.iter().position(fits)?;
    let (_, _, title, rate) = TABLE[row];
    Some(Tax { id: row as u64 + 1, title: title.to_owned(), rate })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_come_before_their_country() {
        let check = |country: &str, state: &str, rate: Option<u32>| {
            assert_eq!(tax_at(Place { country, state }).map(|tax| tax.rate), rate, "{country}");
        };
        check("US", "NY", Some(8875));
        check("US", " new york", Some(8875));
        check("US", "OR", None);
        check("CA", "QC", Some(14_975));
        check("CA", "AB", Some(5000));
        check("JP", "東京都", Some(10_000));
        check("BR", "", None);
    }
}
