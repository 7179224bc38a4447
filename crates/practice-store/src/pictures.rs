//! Product pictures: a simple shape for each family, on a soft ground of the product's own colour.

use crate::catalogue::{Product, Shape};

/// The picture of a product, as SVG.
pub(crate) fn product_svg(product: &Product) -> String {
    let hue = hue_of(&product.slug);
    let shape = outline(product.category.shape);
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" width="480" height="480">
<defs><linearGradient id="g" x2="0" y2="1">
<stop stop-color="hsl({hue} 46% 93%)"/><stop offset="1" stop-color="hsl({hue} 40% 84%)"/>
</linearGradient></defs>
<rect width="120" height="120" fill="url(#g)"/>
<ellipse cx="60" cy="97" rx="31" ry="4" fill="hsl({hue} 34% 42%)" opacity=".22"/>
<g fill="hsl({hue} 38% 46%)" stroke="hsl({hue} 42% 30%)" stroke-width="2.4"
 stroke-linejoin="round" stroke-linecap="round">
{shape}
</g>
</svg>
"##
    )
}

/// A hue that stays the same for a product and differs between neighbours.
fn hue_of(slug: &str) -> u32 {
    slug.bytes().fold(7, |hue, byte| (hue * 31 + u32::from(byte)) % 360)
}

/// The parts of a shape; the white ones are what catches the light.
fn outline(shape: Shape) -> &'static str {
    match shape {
        Shape::Bag => {
            r##"<path d="M41 33h38l5 14v44a5 5 0 0 1-5 5H41a5 5 0 0 1-5-5V47z"/>
<path d="M41 33h38l5 14H36z" fill="#fff" fill-opacity=".35"/>
<rect x="46" y="58" width="28" height="22" rx="3" fill="#fff" fill-opacity=".8"/>
<path d="M60 63c-5 3-5 9 0 12 5-3 5-9 0-12z"/>"##
        }
        Shape::Tin => {
            r##"<rect x="38" y="40" width="44" height="56" rx="4"/>
<rect x="36" y="30" width="48" height="13" rx="4"/>
<rect x="38" y="55" width="44" height="24" fill="#fff" fill-opacity=".8"/>
<path d="M52 72c0-8 7-11 16-11 0 9-6 13-13 12z"/>"##
        }
        Shape::Kettle => {
            r##"<path d="M43 44c2-20 32-20 34 0" fill="none" stroke-width="5"/>
<path d="M78 62l16-13 4 5-17 24z"/>
<path d="M40 50h40l7 38a8 8 0 0 1-8 8H41a8 8 0 0 1-8-8z"/>
<path d="M40 50h40l1.500 8h-43z" fill="#fff" fill-opacity=".35"/>
<circle cx="60" cy="45" r="4.500"/>"##
        }
        Shape::Mug => {
            r##"<path d="M80 52h8c12 0 12 26 0 26h-8" fill="none" stroke-width="5"/>
<path d="M34 42h48v44a10 10 0 0 1-10 10H44a10 10 0 0 1-10-10z"/>
<ellipse cx="58" cy="42" rx="24" ry="5" fill="#fff" fill-opacity=".55"/>
<path d="M50 32c-4-5 4-7 0-12M64 32c-4-5 4-7 0-12" fill="none"/>"##
        }
        Shape::Pan => {
            r##"<path d="M84 62l22-14" fill="none" stroke-width="7"/>
<path d="M20 58h66l-6 30a9 9 0 0 1-9 8H35a9 9 0 0 1-9-8z"/>
<ellipse cx="53" cy="58" rx="33" ry="7" fill="#fff" fill-opacity=".45"/>"##
        }
        Shape::Jar => {
            r##"
<path d="M38 46h44c5 5 6 10 6 16v24a10 10 0 0 1-10 10H42a10 10 0 0 1-10-10V62c0-6 1-11 6-16z"/>
<rect x="37" y="31" width="46" height="14" rx="4" fill="#fff" fill-opacity=".7"/>
<rect x="44" y="62" width="32" height="20" rx="4" fill="#fff" fill-opacity=".8"/>
<path d="M60 66l5 3v6l-5 3-5-3v-6z"/>"##
        }
        Shape::Book => {
            r##"<path d="M36 26h44a4 4 0 0 1 4 4v58H40a6 6 0 0 0-6 6V32a6 6 0 0 1 2-6z"/>
<path d="M84 88v8H40a5 5 0 0 1 0-8z" fill="#fff" fill-opacity=".8"/>
<path d="M47 42h26M47 51h18" fill="none" stroke="#fff" stroke-opacity=".85"/>"##
        }
        Shape::Bottle => {
            r##"<rect x="53" y="22" width="14" height="12" rx="2" fill="#fff" fill-opacity=".7"/>
<path d="M51 34h18v8c8 4 11 9 11 17v29a8 8 0 0 1-8 8H48a8 8 0 0 1-8-8V59c0-8 3-13 11-17z"/>
<rect x="46" y="62" width="28" height="22" rx="3" fill="#fff" fill-opacity=".8"/>
<path d="M60 66c4 5 6 7 6 10a6 6 0 0 1-12 0c0-3 2-5 6-10z"/>"##
        }
        Shape::Card => {
            r##"<rect x="24" y="38" width="72" height="50" rx="7"/>
<path d="M26 58h68" stroke="#fff" stroke-opacity=".75" stroke-width="6" stroke-linecap="butt"/>
<path d="M60 58V38M60 58c-14-4-16-18-8-19 6 0 8 10 8 19 0-9 2-19 8-19 8 1 6 15-8 19z"
 fill="#fff" fill-opacity=".75"/>"##
        }
    }
}
