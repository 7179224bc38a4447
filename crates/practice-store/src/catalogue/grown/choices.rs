//! What the variants of generated products differ in.

/// What variants can differ in. Its choices are `LABEL:CODE` or `LABEL:CODE:MORE`, where `MORE` is
/// what the choice costs more, in percent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dimension {
    pub(super) name: &'static str,
    choices: &'static str,
}

/// One choice of a dimension.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) label: String,
    pub(super) code: String,
    /// What it costs more than the cheapest, in percent.
    pub(super) more: i64,
}

impl Dimension {
    pub(super) fn choices(&self) -> Vec<Choice> {
        self.choices.split(',').map(Choice::read).collect()
    }
}

impl Choice {
    /// A product with nothing to choose has this one.
    pub(super) fn only() -> Self {
        Self { label: String::new(), code: String::new(), more: 0 }
    }

    /// Both of two choices at once.
    pub(super) fn with(&self, other: &Self) -> Self {
        Self {
            label: format!("{} / {}", self.label, other.label),
            code: format!("{}-{}", self.code, other.code),
            more: self.more + other.more,
        }
    }

    fn read(text: &str) -> Self {
        let mut parts = text.trim().split(':');
        let mut next = || parts.next().unwrap_or_default().to_owned();
        let (label, code) = (next(), next());
        Self { label, code, more: next().parse().unwrap_or_default() }
    }
}

pub(super) const COLOUR: Dimension = Dimension {
    name: "Colour",
    choices: "Sage:SAG, Cream:CRM, Midnight:MID, Tomato:TOM, Rust:RST, Ink:INK, Flax:FLX, Moss:MOS, \
              Cobalt:COB, Ochre:OCH, Plum:PLM, Charcoal:CHA, Blush:BLU, Snow:SNO, Café noir:CAF, \
              Rosé:ROS, Bleu pâle:BLP",
};
pub(super) const FINISH: Dimension = Dimension {
    name: "Finish",
    choices: "Brushed:BR, Matte black:MB, Polished:PO:10, Copper:CO:25, Hammered:HA:15, Brass:BS:20, \
              Gunmetal:GM:10, Raw:RW",
};
pub(super) const SIZE: Dimension = Dimension {
    name: "Size",
    choices: "14 cm:14, 16 cm:16:10, 18 cm:18:20, 20 cm:20:30, 24 cm:24:50, 28 cm:28:75, 32 cm:32:95, \
              36 cm:36:120",
};
pub(super) const LETTER: Dimension = Dimension {
    name: "Size",
    choices: "Mini:MN, Small:SM:15, Medium:MD:40, Large:LG:70, Extra large:XL:110, Giant:GT:180",
};
pub(super) const VOLUME: Dimension = Dimension {
    name: "Volume",
    choices: "100 ml:010, 250 ml:025:25, 350 ml:035:40, 500 ml:050:60, 750 ml:075:90, 1 l:100:120, \
              1.5 l:150:160, 2 l:200:210",
};
pub(super) const WEIGHT: Dimension = Dimension {
    name: "Weight",
    choices: "50 g:50, 100 g:100:40, 125 g:125:50, 250 g:250:110, 400 g:400:170, 500 g:500:210, \
              1 kg:1K:360, 2.5 kg:2K5:780",
};
pub(super) const PACK: Dimension = Dimension {
    name: "Pack",
    choices: "Single:1P, Pack of 3:3P:170, Pack of 6:6P:400, Pack of 12:12P:850, Carton of 24:24P:1700",
};
pub(super) const CUPS: Dimension =
    Dimension { name: "Set", choices: "One:1, Two:2:80, Four:4:240, Six:6:400, Eight:8:540" };
pub(super) const GRIND: Dimension = Dimension {
    name: "Grind",
    choices: "Whole bean:WB, Filter grind:FG, Espresso grind:EG, French press:FP, Moka:MK, Turkish:TK",
};
pub(super) const SCENT: Dimension = Dimension {
    name: "Scent",
    choices: "Unscented:UN, Lavender:LAV, Bergamot:BER, Cedar:CED, Rose:ROS, Sea salt:SEA, Vetiver:VET, \
              Fig:FIG, Smoke:SMO, Néroli:NER",
};
pub(super) const BINDING: Dimension = Dimension {
    name: "Binding",
    choices: "Paperback:PB, Hardback:HB:60, Large print:LP:40, Signed:SG:150, Spiral:SP:10",
};
