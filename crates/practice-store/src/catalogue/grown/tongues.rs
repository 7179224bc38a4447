//! Titles in other languages and scripts than English.

use super::titles::Titled;
use crate::dice::Dice;

/// A language with a few things and what they are made of, each `WORD:ENGLISH`; before a thing
/// stands the place of its family in `shelves`.
struct Tongue {
    things: &'static str,
    stuffs: &'static str,
    qualities: &'static str,
    /// How a title is put together: `T` is the thing, `S` its stuff, `Q` what it is like.
    forms: &'static [&'static str],
    /// Whether some titles say it in English too.
    is_translated: bool,
}

/// A title in some language.
pub(super) fn title(dice: &mut Dice) -> Titled {
    let tongue = &TONGUES[dice.place(TONGUES.len())];
    let (family, thing) = word(dice, tongue.things).split_once(':').unwrap_or_default();
    let (thing, thing_in_english) = thing.split_once(':').unwrap_or((thing, ""));
    let (stuff, stuff_in_english) = word(dice, tongue.stuffs).split_once(':').unwrap_or_default();
    let quality = word(dice, tongue.qualities);
    let mut title = String::new();
    for part in dice.pick(tongue.forms).chars() {
        match part {
            'T' => title.push_str(thing),
            'S' => title.push_str(stuff),
            'Q' => title.push_str(quality),
            other => title.push(other),
        }
    }
    if tongue.is_translated && dice.once_in(2) {
        title.push_str(&format!(" ({stuff_in_english} {thing_in_english})"));
    }
    let family = family.parse().expect("each thing names its family");
    Titled { family, title }
}

fn word<'a>(dice: &mut Dice, words: &'a str) -> &'a str {
    let count = words.split(", ").count();
    words.split(", ").nth(dice.place(count)).unwrap_or_default()
}

static TONGUES: [Tongue; 14] = [
    Tongue {
        things: "2:やかん:kettle, 2:急須:teapot, 3:包丁:kitchen knife, 3:まな板:cutting board, \
                 3:土鍋:clay pot, 4:湯呑み:tea cup, 4:茶碗:rice bowl, 4:箸置き:chopstick rest, \
                 4:徳利:sake flask, 0:コーヒー豆:coffee beans, 1:煎茶:sencha, 5:はちみつ:honey, \
                 5:味噌:miso, 7:石けん:soap, 8:風呂敷:wrapping cloth, 6:料理帖:cookbook",
        stuffs: "銅:copper, 南部鉄:Nambu iron, 備前焼:Bizen ware, 有田焼:Arita ware, 檜:cypress, \
                 竹:bamboo, 桜:cherry, 柚子:yuzu, 黒糖:black sugar, 藍染:indigo",
        qualities: "手作りの, 職人の, 小さな, 昔ながらの, 春の, 深煎りの, 朝の, 旅の",
        forms: &["SのT", "QSのT", "QT", "ST", "S・T（Q品）"],
        is_translated: true,
    },
    Tongue {
        things: "2:茶壶:teapot, 2:水壶:kettle, 4:茶杯:tea cup, 4:碗:bowl, 1:乌龙茶:oolong, 1:普洱:pu-erh, \
                 3:菜刀:cleaver, 3:炒锅:wok, 5:蜂蜜:honey, 7:香皂:soap, 8:礼盒:gift box, 4:筷子:chopsticks",
        stuffs: "紫砂:zisha, 青瓷:celadon, 白瓷:white porcelain, 竹:bamboo, 铁:iron, 银:silver, \
                 桂花:osmanthus, 茉莉:jasmine, 陈皮:tangerine peel",
        qualities: "手工, 传统, 迷你, 精选, 陈年, 野生, 双层",
        forms: &["ST", "QST", "QT"],
        is_translated: true,
    },
    Tongue {
        things: "2:주전자:kettle, 4:찻잔:tea cup, 4:그릇:bowl, 4:수저:cutlery, 1:녹차:green tea, \
                 0:원두:coffee beans, 5:꿀:honey, 3:도마:cutting board, 7:비누:soap, 8:보자기:wrapping cloth",
        stuffs: "청자:celadon, 백자:white porcelain, 놋:brass, 대나무:bamboo, 유자:yuzu, 인삼:ginseng, \
                 옻칠:lacquer",
        qualities: "수제, 전통, 작은, 아침, 햇",
        forms: &["S T", "Q S T", "Q T"],
        is_translated: true,
    },
    Tongue {
        things: "2:чайник:kettle, 2:самовар:samovar, 3:нож:knife, 3:половник:ladle, 3:поднос:tray, \
                 4:стакан:glass, 4:подстаканник:glass holder, 4:кувшин:jug, 5:мёд:honey, 1:чай:tea, \
                 0:кофе:coffee, 8:набор:set, 6:ежедневник:diary, 3:фартук:apron",
        stuffs: "медный:copper, серебряный:silver, берёзовый:birch, льняной:linen, чугунный:cast-iron, \
                 липовый:linden, глиняный:clay, расписной:painted, вишнёвый:cherry, стеклянный:glass",
        qualities: "Домашний, Дорожный, Старинный, Большой, Маленький, Утренний, Зимний",
        forms: &["Q S T", "Q T, S", "T S", "Q S T «Ёлка»"],
        is_translated: true,
    },
    Tongue {
        things: "2:μπρίκι:briki, 4:ποτήρι:glass, 4:πιάτο:plate, 3:τηγάνι:pan, 5:μέλι:honey, 5:λάδι:oil, \
                 7:σαπούνι:soap, 1:τσάι:tea, 8:καλάθι:basket, 6:βιβλίο:book",
        stuffs: "χάλκινο:copper, γυάλινο:glass, πήλινο:clay, ξύλινο:wooden, θυμαρίσιο:thyme, \
                 ασημένιο:silver",
        qualities: "Μικρό, Μεγάλο, Παραδοσιακό, Χειροποίητο, Καλοκαιρινό",
        forms: &["Q S T", "T S", "Q T, S"],
        is_translated: true,
    },
    Tongue {
        things: "2:إبريق:jug, 4:فنجان:cup, 4:صحن:plate, 0:بنّ:coffee, 1:شاي:tea, 5:عسل:honey, 5:زعتر:za’atar, \
                 7:صابون:soap, 8:صندوق:box, 3:هاون:mortar, 6:دفتر:notebook",
        stuffs: "نحاسي:copper, خشبي:wooden, فضّي:silver, زجاجي:glass, جبلي:mountain, حلبي:Aleppo, \
                 يمني:Yemeni, دمشقي:Damascene",
        qualities: "صغير, كبير, تقليدي, فاخر, يدويّ الصنع",
        forms: &["T S", "T S Q", "T Q"],
        is_translated: true,
    },
    Tongue {
        things: "2:קומקום:kettle, 4:ספל:mug, 4:צלחת:plate, 3:סיר:pot, 3:סכין:knife, 5:דבש:honey, \
                 1:תה:tea, 0:קפה:coffee, 7:סבון:soap, 8:מארז:gift box, 6:מחברת:notebook",
        stuffs: "נחושת:copper, זכוכית:glass, עץ זית:olivewood, חרס:clay, תמרים:date, לבנדר:lavender, \
                 פשתן:linen",
        qualities: "בעבודת יד, מהגליל, לשבת, של סבתא, קטן",
        forms: &["T S", "T S Q", "T Q"],
        is_translated: true,
    },
    Tongue {
        things: "2:Bouilloire:kettle, 2:Théière:teapot, 0:Cafetière:coffee pot, 3:Poêle:pan, \
                 3:Crêpière:crêpe pan, 4:Tasse à thé:tea cup, 4:Assiette à goûter:plate, \
                 4:Sucrier:sugar pot, 8:Boîte à biscuits:biscuit tin, 6:Carnet:notebook",
        stuffs: "cuivre:copper, grès:stoneware, chêne:oak, laiton:brass, fonte émaillée:enamel, \
                 porcelaine:porcelain, hêtre:beech, céramique:ceramic, bambou:bamboo",
        qualities: "façon bistrot, modèle déposé, d’autrefois, pour l’été, à l’ancienne",
        forms: &["T en S", "T en S, Q", "T Q"],
        is_translated: false,
    },
    Tongue {
        things: "2:Wasserkessel:kettle, 3:Brotkasten:bread bin, 3:Schneebesen:whisk, \
                 3:Käsereibe:grater, 4:Schüssel:bowl, 3:Gewürzmühle:spice mill, 4:Milchkännchen:creamer, \
                 4:Frühstücksbrett:board, 3:Küchenwaage:scale, 8:Geschenkkörbchen:basket",
        stuffs: "Kupfer:copper, Eiche:oak, Buche:beech, Gusseisen:cast iron, Steingut:stoneware, \
                 Edelstahl:steel, Zirbenholz:pine, Weißblech:tin, Porzellan:porcelain",
        qualities: "extragroß, für Zwei, rostfrei, spülmaschinenfest, naturgeölt",
        forms: &["T aus S", "T aus S, Q", "T, Q"],
        is_translated: false,
    },
    Tongue {
        things: "0:Cafetera:coffee pot, 3:Sartén:pan, 4:Jarrón:vase, 4:Tazón:bowl, 4:Azucarero:sugar pot, \
                 3:Paño:cloth, 3:Mortero:mortar, 3:Cucharón:ladle, 8:Cestón:basket, 5:Turrón:nougat",
        stuffs: "cobre:copper, barro:clay, mármol:marble, algodón:cotton, hierro:iron, olivo:olivewood, \
                 latón:brass, añil:indigo",
        qualities: "pequeño, de la abuela, artesanal, para compañía, español",
        forms: &["T de S", "T de S, Q", "T Q"],
        is_translated: false,
    },
    Tongue {
        things: "2:czajnik:kettle, 4:kubek:mug, 4:talerz:plate, 3:garnek:pot, 3:nóż:knife, 5:miód:honey, \
                 8:koszyk:basket, 4:dzbanek:jug, 3:wałek:rolling pin",
        stuffs: "miedziany:copper, gliniany:clay, emaliowany:enamel, dębowy:oak, lniany:linen, \
                 żeliwny:cast-iron, szklany:glass",
        qualities: "Duży, Mały, Ręcznie zdobiony, Świąteczny, Żółty",
        forms: &["Q T S", "Q S T"],
        is_translated: false,
    },
    Tongue {
        things: "2:çaydanlık:kettle, 2:cezve:cezve, 4:fincan:cup, 4:tabak:plate, 3:tava:pan, 5:bal:honey, \
                 7:sabun:soap, 1:çay:tea, 8:kutu:box",
        stuffs: "Bakır:copper, Gümüş:silver, Ahşap:wooden, Çini:tile, Keten:linen, Zeytin:olive, \
                 Şeffaf cam:glass",
        qualities: "küçük, büyük, İstanbul işi, el yapımı, günlük",
        forms: &["S T", "S T, Q"],
        is_translated: false,
    },
    Tongue {
        things: "2:Ấm trà:teapot, 4:Chén trà:tea cup, 0:Phin cà phê:coffee filter, 4:Bát:bowl, \
                 4:Đĩa:plate, 1:Trà sen:lotus tea, 5:Mật ong:honey, 8:Hộp quà:gift box",
        stuffs: "gốm:ceramic, đồng:copper, tre:bamboo, sứ:porcelain, gỗ mun:ebony, thủy tinh:glass",
        qualities: "nhỏ, thủ công, Bát Tràng, cổ điển, mùa xuân",
        forms: &["T S", "T S Q"],
        is_translated: false,
    },
    Tongue {
        things: "2:กาน้ำชา:teapot, 4:ถ้วยชา:tea cup, 4:ชาม:bowl, 0:กาแฟคั่ว:coffee, 5:น้ำผึ้ง:honey, \
                 7:สบู่:soap, 8:กล่องของขวัญ:gift box",
        stuffs: "เซรามิก:ceramic, ทองเหลือง:brass, ไม้ไผ่:bamboo, ตะไคร้:lemongrass, มะลิ:jasmine",
        qualities: "ทำมือ, โบราณ, เล็ก, พิเศษ",
        forms: &["TS", "TSQ", "TQ"],
        is_translated: true,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::shelves::FAMILIES;

    #[test]
    fn every_word_of_every_tongue_can_be_told() {
        for tongue in &TONGUES {
            for thing in tongue.things.split(", ") {
                let (family, word) = thing.split_once(':').expect(thing);
                assert!(family.parse::<usize>().is_ok_and(|family| family < FAMILIES.len()));
                assert!(word.split_once(':').is_some_and(|(_, english)| !english.is_empty()));
            }
            assert!(
                tongue.stuffs.split(", ").all(|stuff| stuff.contains(':')),
                "{}",
                tongue.stuffs
            );
        }
    }
}
