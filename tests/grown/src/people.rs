//! Who buys and who sells: names in several scripts, mail at a few hosts, phones of several countries.

use sale::Customer;

/// First and last names that go together.
const NAMES: [(&[&str], &[&str]); 8] = [
    (
        &["Grace", "Ann", "Ben", "Clara", "Joan", "Mary", "Peter", "Rosa", "Samuel", "Tom"],
        &["Hopper", "Lee", "Carter", "Mitchell", "O'Brien", "Smith-Jones", "Walker", "Young"],
    ),
    (&["Jürgen", "Zoë", "Björn", "Anaïs"], &["Müller", "Łuczak", "Ångström", "Straße", "Peña"]),
    (&["Николай", "Анна", "Ольга"], &["Иванов", "Кузнецова", "Соколов"]),
    (&["Ελένη", "Γιώργος"], &["Παπαδοπούλου", "Νικολάου"]),
    (&["花子", "太郎", "グレース"], &["山田", "佐藤", "鈴木"]),
    (&["فاطمة", "محمد"], &["العربي", "حداد"]),
    (&["민준", "서연"], &["김", "박"]),
    (&["आरती", "राज"], &["शर्मा", "पटेल"]),
];

const HOSTS: [&str; 5] =
    ["example.com", "mail.example.org", "hotmail.example", "googlemail.example", "example.net"];

/// How phones begin, abroad, and how many digits follow.
const PHONES: [(&str, usize); 5] =
    [("+1 617 555 ", 4), ("+1 (415) ", 7), ("+49 30 ", 8), ("+81 3-", 8), ("+44 20 ", 8)];

/// Who sells.
pub(crate) const SELLERS: [&str; 6] = ["Ada", "Bo", "Chi Wei", "Dörte", "Екатерина", "Fay"];

/// The customer of this number.
pub(crate) fn customer(number: u64) -> Customer {
    let mut chance = fastrand::Rng::with_seed(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let script = if chance.u8(..10) < 6 { 0 } else { chance.usize(1..NAMES.len()) };
    let (first, last) = NAMES[script];
    let (first, last) = (first[chance.usize(..first.len())], last[chance.usize(..last.len())]);
    let name = if script == 0 { first.to_lowercase() } else { "customer".to_owned() };
    let (begin, digits) = PHONES[chance.usize(..PHONES.len())];
    let rest: String = (0..digits).map(|_| chance.digit(10)).collect();
    Customer {
        email: format!("{name}.{number}@{}", HOSTS[chance.usize(..HOSTS.len())]),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        phone: format!("{begin}{rest}"),
        address: format!("{} Long Street", chance.u16(1..400)),
        city: "Springfield".to_owned(),
        postcode: format!("{:05}", chance.u32(..100_000)),
        country: "US".to_owned(),
        ..Customer::default()
    }
}
