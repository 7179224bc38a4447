//! Random text for what must not be guessed: tokens, payment pages, cookies, nonces.

/// 128 random bits as 32 hexadecimal digits.
pub(crate) fn key() -> String {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).expect("the system's random source answers once the system is up");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
