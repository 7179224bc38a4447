//! Vouchers, and how a discount is shared out among lines.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Line;
use crate::money::{Amount, Currency};

/// A voucher of this store.
#[derive(Debug)]
pub(crate) struct Voucher {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    reduction: Reduction,
    pub(crate) start: Timestamp,
    pub(crate) end: Timestamp,
}

#[derive(Debug)]
enum Reduction {
    Percent(i64),
    /// So much in dollars and euros, and so much in yen.
    Off {
        hundredths: i64,
        yen: i64,
    },
}

/// The beginning of the years 2025, 2026 and 2100.
const YEAR_2025: Timestamp = Timestamp::constant(1_735_689_600, 0);
const YEAR_2026: Timestamp = Timestamp::constant(1_767_225_600, 0);
const YEAR_2100: Timestamp = Timestamp::constant(4_102_444_800, 0);

static VOUCHERS: [Voucher; 3] = [
    Voucher {
        code: "SPRING10",
        name: "10% off",
        description: "A tenth off everything but gift cards",
        reduction: Reduction::Percent(10),
        start: YEAR_2026,
        end: YEAR_2100,
    },
    Voucher {
        code: "FIVEOFF",
        name: "5.00 off",
        description: "Five off the order, 500 yen in Japan",
        reduction: Reduction::Off { hundredths: 500, yen: 500 },
        start: YEAR_2026,
        end: YEAR_2100,
    },
    Voucher {
        code: "EXPIRED",
        name: "Last year's 25% off",
        description: "A quarter off, until the end of 2025",
        reduction: Reduction::Percent(25),
        start: YEAR_2025,
        end: YEAR_2026,
    },
];

impl Voucher {
    /// The voucher with a code, in whatever case it is typed.
    pub(crate) fn with_code(code: &str) -> Option<&'static Self> {
        VOUCHERS.iter().find(|voucher| voucher.code.eq_ignore_ascii_case(code.trim()))
    }

    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        self.end <= now
    }
}

/// What a voucher took off an order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Discount {
    pub(crate) code: String,
    pub(crate) amount: Amount,
}

/// Takes a voucher off the lines that take discounts, each by its share of their sum.
pub(super) fn apply(voucher: &Voucher, lines: &mut [Line], currency: Currency) -> Discount {
    let mut lines: Vec<&mut Line> =
        lines.iter_mut().filter(|line| !line.product.is_gift_card).collect();
    let sum: Amount = lines.iter().map(|line| line.excl_tax()).sum();
    let amount = reduction_of(voucher, sum, currency);
    if amount == Amount::ZERO {
        return Discount { code: voucher.code.to_owned(), amount };
    }
    // Rounding the running total, not each share, makes the shares add up to the discount exactly.
    let (mut passed, mut taken) = (Amount::ZERO, Amount::ZERO);
    for line in &mut lines {
        passed += line.excl_tax();
        let due = amount.portion(passed.minor(), sum.minor(), currency.step());
        line.discount += due - taken;
        taken = due;
    }
    Discount { code: voucher.code.to_owned(), amount }
}

/// What a voucher takes off a sum: never more than all of it.
fn reduction_of(voucher: &Voucher, sum: Amount, currency: Currency) -> Amount {
    let reduction = match (&voucher.reduction, currency) {
        (Reduction::Percent(percent), _) => sum.portion(*percent, 100, currency.step()),
        (Reduction::Off { yen, .. }, Currency::Jpy) => Amount::from_minor(yen * 100),
        (Reduction::Off { hundredths, .. }, _) => Amount::from_minor(*hundredths),
    };
    reduction.min(sum)
}
