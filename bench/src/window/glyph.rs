//! How the first letter looks in the field that takes it: what a program shows once it takes keys.
//!
//! It is learnt from the program itself before anything is timed: of all pixels that a key changes for
//! good, those of the upper left letter. A caret blinks, and belongs to neither picture.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use x11rb::protocol::xproto::Window;

use super::screen::{Area, Screen};

/// Longer than a caret takes to blink.
const BLINK: Duration = Duration::from_millis(1_600);

/// Between two looks within a blink.
const LOOK: Duration = Duration::from_millis(100);

/// How long a program may take to show anything.
const PATIENCE: Duration = Duration::from_secs(60);

/// Keys come as quickly as a person types who cannot wait; nobody looks away in between.
const BETWEEN_KEYS: Duration = Duration::from_millis(40);
const BETWEEN_LOOKS: Duration = Duration::from_millis(3);

/// The letter, where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Glyph {
    area: Area,
    pixels: Vec<u32>,
}

/// What stands still on a window: none where something moves.
type Still = Vec<Option<u32>>;

impl Glyph {
    /// Learns it in a window whose field is empty and has the focus.
    pub(crate) fn learn(screen: &Screen, window: Window) -> Result<Self> {
        let area = screen.area(window)?;
        let empty = still(screen, window, area)?;
        screen.press()?;
        let one = still_after(screen, window, area)?;
        screen.press()?;
        let two = still_after(screen, window, area)?;
        // Behind the second letter stands the caret, where it was behind the first.
        let letters = empty.iter().zip(&one).zip(&two);
        let is_letter: Vec<bool> = letters
            .map(|((empty, one), two)| {
                empty.is_some() && one.is_some() && one == two && empty != one
            })
            .collect();
        let area = first_cluster(&is_letter, area).context("a key changed nothing")?;
        let pixels = screen.look(window, area)?.context("the window is gone")?;
        Ok(Self { area, pixels })
    }

    /// Types from the moment on at which there is a window, until the first letter is there. Gives the
    /// window.
    pub(crate) fn type_until_shown(&self, screen: &Screen) -> Result<Window> {
        let began = Instant::now();
        let mut typed: Option<Instant> = None;
        while began.elapsed() < PATIENCE {
            if let Some(window) = screen.newest()? {
                if screen.look(window, self.area)?.as_ref() == Some(&self.pixels) {
                    return Ok(window);
                }
                if typed.is_none_or(|typed| typed.elapsed() >= BETWEEN_KEYS) {
                    screen.press()?;
                    typed = Some(Instant::now());
                }
            }
            sleep(BETWEEN_LOOKS);
        }
        bail!("no letter appeared at {:?}", self.area)
    }
}

/// A window that shows something, and has stood still for a blink.
pub(crate) fn settled(screen: &Screen) -> Result<Window> {
    let began = Instant::now();
    let mut last: Option<(Window, Still)> = None;
    while began.elapsed() < PATIENCE {
        sleep(LOOK);
        let Some(window) = screen.newest()? else { continue };
        let Ok(now) = still(screen, window, screen.area(window)?) else { continue };
        let moves = |before: &Still| {
            let pairs = before.iter().zip(&now);
            pairs.filter(|(one, two)| one.is_some() && two.is_some() && one != two).count()
        };
        let is_blank = now.iter().all(|pixel| *pixel == now[0]);
        if let Some((before, pixels)) = &last
            && *before == window
            && pixels.len() == now.len()
            && moves(pixels) == 0
            && !is_blank
        {
            return Ok(window);
        }
        last = Some((window, now));
    }
    bail!("no window came to a rest")
}

/// Waits until a window has not changed for so long.
pub(crate) fn rest(screen: &Screen, window: Window, time: Duration) -> Result<()> {
    let began = Instant::now();
    let area = screen.area(window)?;
    let (mut last, mut since) = (screen.look(window, area)?, Instant::now());
    while since.elapsed() < time && began.elapsed() < PATIENCE {
        sleep(BETWEEN_LOOKS);
        let now = screen.look(window, area)?;
        if now != last {
            (last, since) = (now, Instant::now());
        }
    }
    Ok(())
}

fn still_after(screen: &Screen, window: Window, area: Area) -> Result<Still> {
    sleep(BLINK);
    still(screen, window, area)
}

fn still(screen: &Screen, window: Window, area: Area) -> Result<Still> {
    let began = Instant::now();
    let mut still: Option<Still> = None;
    while began.elapsed() < BLINK {
        let pixels = screen.look(window, area)?.context("the window is gone")?;
        match &mut still {
            None => still = Some(pixels.into_iter().map(Some).collect()),
            Some(still) => still.iter_mut().zip(pixels).for_each(|(pixel, now)| {
                pixel.take_if(|before| *before != now);
            }),
        }
        sleep(LOOK);
    }
    still.context("nothing was seen")
}

/// The upper left of the parts that changed, as far as it hangs together.
fn first_cluster(changed: &[bool], area: Area) -> Option<Area> {
    let row = |y: usize| &changed[y * area.width..(y + 1) * area.width];
    let top = (0..area.height).find(|y| row(*y).contains(&true))?;
    let bottom = (top..area.height).find(|y| !row(*y).contains(&true)).unwrap_or(area.height);
    let has = |x: usize| (top..bottom).any(|y| row(y)[x]);
    let left = (0..area.width).find(|x| has(*x))?;
    let right = (left..area.width).find(|x| !has(*x)).unwrap_or(area.width);
    Some(Area { left, top, width: right - left, height: bottom - top })
}
