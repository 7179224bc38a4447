//! Where the crowd lives, what they are called, how their phones and addresses look.
//!
//! Entries are separated by commas. `#` stands for a digit, `%` for one that is not 0; phone numbers
//! are those that are kept for fiction, where a country keeps some.

/// A country with its people.
pub(super) struct Land {
    pub(super) country: &'static str,
    /// How many of the crowd live there, against the others.
    pub(super) weight: u32,
    /// The language in which they are written to.
    pub(super) language: &'static str,
    /// Each as it is written, or `WRITTEN=PLAIN` where that is not in plain letters.
    pub(super) first_names: &'static str,
    pub(super) last_names: &'static str,
    /// `CITY/STATE/POSTCODE`.
    pub(super) places: &'static str,
    pub(super) streets: &'static str,
    pub(super) phones: &'static str,
}

pub(super) static LANDS: [Land; 16] = [
    Land {
        country: "US",
        weight: 40,
        language: "en",
        first_names: "Aaliyah, Benjamin, Camila, Darnell, Eleanor, Frank, Grace, Hector, Imani, James, \
                      Kayla, Liam, Mary Ann=maryann, Noah, Olivia, Priya, Quinn, Rosa, Samuel, Tamika, \
                      Uriah, Vivian, William, Xiomara, Yolanda, Zachary, José=jose, Zoë=zoe",
        last_names: "Adams, Baker, Castillo, Davis, Edwards, Flores, Garcia, Harris, Ibarra, Johnson, \
                     Kowalski, Lee, McCarthy, Nguyen, O'Brien, Patel, Quiñones=quinones, Rodriguez, \
                     Smith, Thompson, Underwood, Vance, Washington, Young, Zimmerman, \
                     St. James=stjames, Okafor",
        places: "Boston/MA/02108, New York/NY/10011, Austin/TX/78704, Portland/OR/97209, \
                 Chicago/IL/60614, Miami/FL/33130, Honolulu/HI/96815, Anchorage/AK/99501, \
                 Burlington/VT/05401, Albuquerque/NM/87102-1234",
        streets: "%# Oak Street, %## Maple Avenue, %### Elm Drive, % Harbor Way, %## N 4th Street",
        phones: "+161755501##, +121255501##, +151255501##, +130555501##, +190755501##, +180855501##",
    },
    Land {
        country: "CA",
        weight: 6,
        language: "fr",
        first_names: "Chloé=chloe, Étienne=etienne, Maude, Félix=felix, Sarah, Owen, Geneviève=genevieve",
        last_names: "Tremblay, Gagnon, Roy, Côté=cote, Bouchard, MacDonald, Singh, Lévesque=levesque",
        places: "Montréal/QC/H2J 3W4, Québec/QC/G1R 4P5, Toronto/ON/M5V 2T6, Vancouver/BC/V6B 1A1, \
                 Halifax/NS/B3J 1S9",
        streets: "%# rue Marquette, %## boul. Saint-Laurent, %### Queen Street W, % King's Row",
        phones: "+151455501##, +141855501##, +141655501##, +160455501##",
    },
    Land {
        country: "GB",
        weight: 10,
        language: "en",
        first_names: "Oliver, Amelia, Rhys, Niamh, Hamish, Aoife, Mohammed, Charlotte, Alfie, Bronwen",
        last_names: "Hughes, Khan, Campbell, O'Neill=oneill, Featherstonehaugh, Evans, Wright, \
                     Lloyd-Jones, Begum, Fraser",
        places: "Bath//BA1 5LR, London//SW1A 1AA, Leeds//LS1 4DY, Cardiff//CF10 1EP, \
                 Edinburgh//EH1 1YZ, Belfast//BT1 5GS",
        streets: "% Mill Lane, %# High Street, Flat % The Maltings, %## Station Road",
        phones: "+4420794600##, +4411349600##, +4477009000##, +4429201800##",
    },
    Land {
        country: "DE",
        weight: 8,
        language: "de",
        first_names: "Anke, Jürgen=juergen, Sören=soeren, Käthe=kaethe, Lukas, Mia, Jörg=joerg, Ayşe=ayse",
        last_names: "Großmann=grossmann, Müller=mueller, Schmidt, Weiß=weiss, Özdemir=oezdemir, \
                     von der Heide=vonderheide, Krüger=krueger, Böhm=boehm",
        places: "Berlin//10437, München//80331, Köln//50667, Görlitz//02826, Hamburg//20095",
        streets: "Lärchenweg %#, Hauptstraße %, Am Mühlgraben %, Goethestr. %#",
        phones: "+493023125###, +496990009###, +494066969###, +498999998###",
    },
    Land {
        country: "FR",
        weight: 6,
        language: "fr",
        first_names: "Lucie, François=francois, Zoé=zoe, Jérôme=jerome, Agnès=agnes, Théo=theo, Maëlle=maelle",
        last_names: "Fontaine, Lefèvre=lefevre, D'Artois=dartois, Benoît=benoit, Nuñez=nunez, Dubois, \
                     Le Goff=legoff",
        places: "Lyon//69002, Paris//75011, Besançon//25000, Nîmes//30000, Saint-Étienne//42000",
        streets: "%# place du Marché, % rue de l'Église, %## avenue d'Italie, % bis rue Hoche",
        phones: "+331990055##, +336399800##, +334657100##",
    },
    Land {
        country: "JP",
        weight: 6,
        language: "en",
        first_names: "花子=hanako, 太郎=taro, さくら=sakura, 健=ken, 陽菜=hina, 翔太=shota, 美咲=misaki, エミリー=emily",
        last_names: "山田=yamada, 佐藤=sato, 鈴木=suzuki, 髙橋=takahashi, 田中=tanaka, 渡邊=watanabe, \
                     伊藤=ito, 齋藤=saito",
        places: "渋谷区/東京都/150-0041, 大阪市/大阪府/530-0001, 札幌市/北海道/060-0001, 京都市/京都府/604-8006",
        streets: "神南%-%-%, 梅田%-%#-%, 北一条西%丁目, 寺町通%#番地",
        phones: "+81355501###, +81655502###, +819055503###",
    },
    Land {
        country: "AU",
        weight: 4,
        language: "en",
        first_names: "Liam, Matilda, Jarrah, Charlotte, Lachlan, Ngoc",
        last_names: "Nguyen, Walker, O'Shea, Papadopoulos, Chen, Williams",
        places: "Sydney/NSW/2000, Darwin/NT/0800, Hobart/TAS/7000, Perth/WA/6000",
        streets: "%# Banksia Road, %## Coral Parade, Unit % Wattle Court",
        phones: "+6125550####, +6185550####, +61491570###",
    },
    Land {
        country: "RU",
        weight: 2,
        language: "en",
        first_names: "Анна=anna, Дмитрий=dmitry, Ольга=olga, Фёдор=fyodor, Мария=maria, Юрий=yuri",
        last_names: "Иванова=ivanova, Смирнов=smirnov, Кузнецова=kuznetsova, Щукин=shchukin, Ёлкина=yolkina",
        places: "Москва//101000, Казань/Татарстан/420000, Томск//634000",
        streets: "ул. Ленина %#, Невский пр. %#, пер. Сивцев Вражек %",
        phones: "+74955550###, +78435550###",
    },
    Land {
        country: "UA",
        weight: 2,
        language: "en",
        first_names: "Олена=olena, Тарас=taras, Ірина=iryna, Їжак=yizhak, Богдан=bohdan",
        last_names: "Шевченко=shevchenko, Ковальчук=kovalchuk, Ґалаґан=galagan, Бондаренко=bondarenko",
        places: "Київ//01001, Львів//79000, Одеса//65000",
        streets: "вул. Хрещатик %#, пл. Ринок %, вул. Франка %#",
        phones: "+380445550###, +380325550###",
    },
    Land {
        country: "GR",
        weight: 2,
        language: "en",
        first_names: "Ελένη=eleni, Γιώργος=giorgos, Μαρία=maria, Ανδρέας=andreas",
        last_names: "Παπαδοπούλου=papadopoulou, Αλεξίου=alexiou, Καζαντζάκης=kazantzakis",
        places: "Αθήνα//105 57, Θεσσαλονίκη//546 24",
        streets: "Ερμού %#, Λεωφ. Νίκης %",
        phones: "+302105550###, +302315550###",
    },
    Land {
        country: "EG",
        weight: 3,
        language: "en",
        first_names: "محمد=mohamed, فاطمة=fatma, يوسف=youssef, ليلى=layla, نور=nour",
        last_names: "الحسن=elhassan, عبد الله=abdullah, المصري=elmasry, منصور=mansour",
        places: "القاهرة//11511, الإسكندرية//21500",
        streets: "شارع التحرير %#, طريق الكورنيش %##",
        phones: "+2025550####, +2035550###",
    },
    Land {
        country: "IL",
        weight: 3,
        language: "en",
        first_names: "נועה=noa, דוד=david, תמר=tamar, יוסף=yosef, שירה=shira",
        last_names: "כהן=cohen, לוי=levi, בן־דוד=bendavid, מזרחי=mizrahi",
        places: "תל אביב-יפו//6688101, חיפה//3303139, ירושלים//9426214",
        streets: "דיזנגוף %#, שדרות רוטשילד %, הרצל %##",
        phones: "+972355501##, +972255502##",
    },
    Land {
        country: "KR",
        weight: 2,
        language: "en",
        first_names: "민준=minjun, 서연=seoyeon, 지우=jiwoo, 하은=haeun",
        last_names: "김=kim, 이=lee, 박=park, 최=choi",
        places: "서울//04524, 부산//48058",
        streets: "세종대로 %##, 해운대로 %#",
        phones: "+8225550####, +82515550###",
    },
    Land {
        country: "CN",
        weight: 2,
        language: "en",
        first_names: "伟=wei, 芳=fang, 秀英=xiuying, 小龙=xiaolong",
        last_names: "王=wang, 李=li, 欧阳=ouyang, 张=zhang",
        places: "上海市/上海/200001, 成都市/四川/610000",
        streets: "南京东路%##号, 春熙路%#号",
        phones: "+86215550####, +86285550####",
    },
    Land {
        country: "ES",
        weight: 3,
        language: "es",
        first_names: "María José=mariajose, Íñigo=inigo, Begoña=begona, Andrés=andres, Lucía=lucia",
        last_names: "García Lorca=garcialorca, Muñoz=munoz, Ibáñez=ibanez, Etxeberria, Peña=pena",
        places: "Madrid/Madrid/28013, A Coruña/Galicia/15001, Cádiz/Andalucía/11001",
        streets: "Calle Mayor %#, Paseo del Prado %#, Rúa Nova % 2º izda.",
        phones: "+34910550###, +34981550###, +34600550###",
    },
    Land {
        country: "SE",
        weight: 3,
        language: "sv",
        first_names: "Åsa=asa, Björn=bjorn, Elsa, Göran=goran, Märta=marta",
        last_names: "Sjöberg=sjoberg, Öberg=oberg, Lindström=lindstrom, Ångström=angstrom",
        places: "Stockholm//111 29, Malmö//211 20, Umeå//903 26",
        streets: "Storgatan %#, Västerlånggatan %, Kungsgatan %# B",
        phones: "+4684650###, +46406280###",
    },
];
