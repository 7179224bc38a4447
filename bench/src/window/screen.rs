//! The screen as a person has it: keys that go to whatever has the focus, and what is painted.

use anyhow::{Context as _, Result};
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, ImageFormat,
    KEY_PRESS_EVENT, KEY_RELEASE_EVENT, Keycode, Window,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

/// The key that is typed: a letter that no program takes for a command.
const KEY: u32 = 'x' as u32;

/// A part of a window, from its upper left corner, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) left: usize,
    pub(crate) top: usize,
    pub(crate) width: usize,
    pub(crate) height: usize,
}

/// An X screen with a window manager.
pub(crate) struct Screen {
    connection: RustConnection,
    root: Window,
    windows: Atom,
    close: Atom,
    activate: Atom,
    key: Keycode,
}

impl Screen {
    pub(crate) fn open(display: &str) -> Result<Self> {
        let (connection, number) = x11rb::connect(Some(display))?;
        let root = connection.setup().roots[number].root;
        let atom = |name: &[u8]| -> Result<Atom> {
            Ok(connection.intern_atom(false, name)?.reply()?.atom)
        };
        let (windows, close) = (atom(b"_NET_CLIENT_LIST")?, atom(b"_NET_CLOSE_WINDOW")?);
        let activate = atom(b"_NET_ACTIVE_WINDOW")?;
        let key = key(&connection)?;
        Ok(Self { connection, root, windows, close, activate, key })
    }

    /// The window that was opened last, once the window manager has taken it in.
    pub(crate) fn newest(&self) -> Result<Option<Window>> {
        let list = self.connection.get_property(
            false,
            self.root,
            self.windows,
            AtomEnum::WINDOW,
            0,
            u32::from(u8::MAX),
        )?;
        Ok(list.reply()?.value32().and_then(Iterator::last))
    }

    /// Presses the key, and lets it go.
    pub(crate) fn press(&self) -> Result<()> {
        for kind in [KEY_PRESS_EVENT, KEY_RELEASE_EVENT] {
            self.connection.xtest_fake_input(kind, self.key, 0, self.root, 0, 0, 0)?;
        }
        Ok(self.connection.flush()?)
    }

    /// Asks a window to close, as its title bar does.
    pub(crate) fn close(&self, window: Window) -> Result<()> {
        self.ask(window, self.close)
    }

    /// Puts a window in front, with the keyboard's focus in it.
    pub(crate) fn activate(&self, window: Window) -> Result<()> {
        self.ask(window, self.activate)?;
        while self.active()? != Some(window) {
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        Ok(())
    }

    fn active(&self) -> Result<Option<Window>> {
        let asked = (false, self.root, self.activate, AtomEnum::WINDOW, 0, 1);
        let (delete, root, property, kind, from, length) = asked;
        let active = self.connection.get_property(delete, root, property, kind, from, length)?;
        Ok(active.reply()?.value32().and_then(|mut windows| windows.next()))
    }

    fn ask(&self, window: Window, what: Atom) -> Result<()> {
        // The first word says that a person asks, by a pager.
        let asked = ClientMessageEvent::new(32, window, what, [2, 0, 0, 0, 0]);
        let mask = EventMask::SUBSTRUCTURE_REDIRECT | EventMask::SUBSTRUCTURE_NOTIFY;
        self.connection.send_event(false, self.root, mask, asked)?;
        Ok(self.connection.flush()?)
    }

    /// The whole of a window.
    pub(crate) fn area(&self, window: Window) -> Result<Area> {
        let shape = self.connection.get_geometry(window)?.reply()?;
        Ok(Area { left: 0, top: 0, width: shape.width.into(), height: shape.height.into() })
    }

    /// The pixels of a part of a window; none while it cannot be seen.
    pub(crate) fn look(&self, window: Window, area: Area) -> Result<Option<Vec<u32>>> {
        let Area { left, top, width, height } = area;
        let image = self.connection.get_image(
            ImageFormat::Z_PIXMAP,
            window,
            i16::try_from(left)?,
            i16::try_from(top)?,
            u16::try_from(width)?,
            u16::try_from(height)?,
            u32::MAX,
        )?;
        // A window that is gone, or not there yet, is no failure.
        let Ok(image) = image.reply() else { return Ok(None) };
        let pixels = image.data.chunks_exact(4);
        Ok(Some(
            pixels.map(|pixel| u32::from_le_bytes([pixel[0], pixel[1], pixel[2], 0])).collect(),
        ))
    }
}

/// Which key of the keyboard types it.
fn key(connection: &RustConnection) -> Result<Keycode> {
    let setup = connection.setup();
    let (first, last) = (setup.min_keycode, setup.max_keycode);
    let map = connection.get_keyboard_mapping(first, last - first + 1)?.reply()?;
    let keys = map.keysyms.chunks_exact(map.keysyms_per_keycode.into());
    let place = keys.map(|symbols| symbols[0]).position(|symbol| symbol == KEY);
    let place = u8::try_from(place.context("a keyboard without that key")?)?;
    Ok(first + place)
}
