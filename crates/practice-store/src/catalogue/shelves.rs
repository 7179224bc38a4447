//! What the store sells: one table for each family of goods.

mod books;
mod care;
mod coffee;
mod gifts;
mod kitchen;
mod pantry;
mod table;
mod tea;

use super::item::Item;

/// A family of goods: its category in the store, the shape on its pictures, and its products.
pub(super) struct Family {
    pub(super) name: &'static str,
    pub(super) slug: &'static str,
    pub(super) shape: Shape,
    pub(super) items: &'static [Item],
}

/// What is drawn on the pictures of a family (see `pictures`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Bag,
    Tin,
    Kettle,
    Mug,
    Pan,
    Jar,
    Book,
    Bottle,
    Card,
}

pub(super) const FAMILIES: &[Family] = &[
    Family { name: "Coffee", slug: "coffee", shape: Shape::Bag, items: coffee::ITEMS },
    Family { name: "Tea", slug: "tea", shape: Shape::Tin, items: tea::ITEMS },
    Family { name: "Kettles", slug: "kettles", shape: Shape::Kettle, items: kitchen::KETTLES },
    Family { name: "Kitchen", slug: "kitchen", shape: Shape::Pan, items: kitchen::ITEMS },
    Family { name: "Mugs and table", slug: "table", shape: Shape::Mug, items: table::ITEMS },
    Family { name: "Honey and pantry", slug: "pantry", shape: Shape::Jar, items: pantry::ITEMS },
    Family { name: "Books", slug: "books", shape: Shape::Book, items: books::ITEMS },
    Family { name: "Care", slug: "care", shape: Shape::Bottle, items: care::ITEMS },
    Family { name: "Gifts and courses", slug: "gifts", shape: Shape::Card, items: gifts::ITEMS },
];
