//! How this till prints.

use paper::PaperSize;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The settings of paper and printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct PaperSettings {
    /// The paper.
    pub size: PaperSize,
    /// What stands below the store's name: its address, its tax number. Lines as they are typed.
    pub head: String,
    /// What stands at the end.
    pub foot: String,
    /// What prints.
    pub printer: PrinterKind,
    /// Where the receipt printer is: its address and port, its device, or the file.
    pub place: String,
    /// The speed of a serial port, in bits a second.
    pub baud: u32,
    /// Whether a receipt printer cuts the paper.
    pub cut: bool,
    /// Whether a receipt printer opens the drawer when a receipt is printed for the first time.
    pub drawer: bool,
}

impl Default for PaperSettings {
    fn default() -> Self {
        Self {
            size: PaperSize::default(),
            head: String::new(),
            foot: "Thank you".to_owned(),
            printer: PrinterKind::default(),
            place: String::new(),
            baud: 9_600,
            cut: true,
            drawer: false,
        }
    }
}

/// What prints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PrinterKind {
    /// Any printer of the system, by its own dialog.
    #[default]
    System,
    /// A receipt printer in the network.
    Network,
    /// A receipt printer at a device of this machine that takes bytes, such as `/dev/usb/lp0`.
    Usb,
    /// A receipt printer at a serial port.
    Serial,
    /// A file that takes what a receipt printer would.
    File,
}
