//! How many goods a store sells, and how many customers it already has.

/// How many goods the store sells. Its customers grow with its goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum CatalogueSize {
    /// The shop of the demonstration: 80 products, about 150 variants.
    #[default]
    Standard,
    /// The shop of the demonstration, and then products made up by a seed until there are this many
    /// variants. The same seed makes up the same ones; a larger catalogue begins with the smaller.
    /// For every 20 variants there is one made-up customer.
    Grown {
        /// How many variants there are in all; not fewer than in the standard shop.
        variants: u32,
        /// What the products and customers are made up from.
        seed: u64,
    },
}

/// How many variants there are to a made-up customer.
const VARIANTS_TO_A_CUSTOMER: u32 = 20;

impl CatalogueSize {
    /// How many customers are made up.
    pub(crate) fn made_up_customers(self) -> u32 {
        match self {
            Self::Standard => 0,
            Self::Grown { variants, .. } => variants / VARIANTS_TO_A_CUSTOMER,
        }
    }

    pub(crate) fn seed(self) -> u64 {
        match self {
            Self::Standard => 0,
            Self::Grown { seed, .. } => seed,
        }
    }
}
