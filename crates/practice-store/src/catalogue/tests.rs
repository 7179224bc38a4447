//! The catalogue as a whole: what holds for all goods.

use std::collections::HashSet;

use super::*;

#[test]
fn the_standard_catalogue_is_as_varied_as_a_real_one() {
    let catalogue = Catalogue::of(CatalogueSize::Standard);
    let variants: Vec<_> = catalogue.products.values().flat_map(|p| &p.variants).collect();
    assert_eq!(catalogue.products.len(), 80);
    assert!((140..=170).contains(&variants.len()), "{} variants", variants.len());

    let unlike = |lacks: &dyn Fn(&Variant) -> bool| variants.iter().filter(|v| lacks(v)).count();
    assert!(unlike(&|v| v.upc.is_none()) >= 4, "some have no barcode");
    assert!(unlike(&|v| v.prices.len() == 2) >= 4, "some lack a currency");
    assert!(unlike(&|v| !v.is_for_sale()) >= 6, "some are not for sale");
    assert!(catalogue.products.values().any(|p| p.title.chars().count() >= 200));
}

#[test]
fn ids_and_barcodes_are_unique_and_one_sku_is_not() {
    let catalogue = Catalogue::of(CatalogueSize::Standard);
    let variants: Vec<_> = catalogue.products.values().flat_map(|p| &p.variants).collect();
    let ids: HashSet<_> =
        (variants.iter().map(|v| v.id)).chain(catalogue.products.values().map(|p| p.id)).collect();
    assert_eq!(ids.len(), variants.len() + catalogue.products.len());

    let codes: Vec<_> = variants.iter().filter_map(|v| v.upc.as_ref()).collect();
    assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len());
    let skus: HashSet<_> = variants.iter().map(|v| &v.sku).collect();
    assert_eq!(skus.len(), variants.len() - 1);
}

#[test]
fn every_recommendation_leads_to_something_sold_here() {
    let catalogue = Catalogue::of(CatalogueSize::Standard);
    let recommended: Vec<_> = catalogue.products.values().flat_map(|p| &p.recommended).collect();
    let (products, variants): (Vec<&u64>, Vec<&u64>) =
        recommended.into_iter().partition(|id| catalogue.product(**id).is_some());
    assert!(products.len() > variants.len() && !variants.is_empty());
    assert!(variants.iter().all(|id| catalogue.variant(**id).is_some()));
}

#[test]
fn prices_in_yen_are_whole() {
    let catalogue = Catalogue::of(CatalogueSize::Standard);
    let amounts = catalogue
        .products
        .values()
        .flat_map(|product| &product.variants)
        .filter_map(|variant| variant.price_in(Currency::Jpy))
        .flat_map(|price| [Some(price.price), price.retail, price.subscription]);
    assert!(amounts.flatten().all(|amount| amount.minor() % 100 == 0));
}
