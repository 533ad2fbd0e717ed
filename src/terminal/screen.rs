//! The screen: only cells that changed are written, in one write a frame, and nothing when nothing changed.

use std::io;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::paint::{Painter, changes};
use super::tty::{END_UPDATE, Tty};

const BEGIN_UPDATE: &str = "\x1b[?2026h";
const HIDE_CURSOR: &str = "\x1b[?25l";
const SHOW_CURSOR: &str = "\x1b[?25h";
const CLEAR: &str = "\x1b[2J";

/// The screen and what stands on it.
pub struct Screen {
    tty: Arc<Tty>,
    shown: Buffer,
    next: Buffer,
    cursor: Option<Position>,
    /// True when the content of the terminal is not known, so that every cell must be written.
    lost: bool,
}

impl Screen {
    /// A blank screen of this size.
    pub fn new(tty: Arc<Tty>, (width, height): (u16, u16)) -> Self {
        let area = Rect::new(0, 0, width, height);
        Self { tty, shown: Buffer::empty(area), next: Buffer::empty(area), cursor: None, lost: true }
    }

    /// Takes another size; the next frame writes every cell.
    pub fn resize(&mut self, (width, height): (u16, u16)) {
        let area = Rect::new(0, 0, width, height);
        self.shown = Buffer::empty(area);
        self.next = Buffer::empty(area);
        self.lost = true;
    }

    /// Makes the next frame write every cell.
    pub fn forget(&mut self) {
        self.shown.reset();
        self.lost = true;
    }

    /// Draws a frame. `paint` fills the buffer and says where the cursor stands, if it is shown.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<()> {
        self.next.reset();
        let cursor = paint(&mut self.next);
        let changed = changes(&self.shown, &self.next);
        if changed.is_empty() && !self.lost && cursor == self.cursor {
            return Ok(());
        }
        let mut painter = Painter::new();
        if self.tty.is_synchronised() {
            painter.control(BEGIN_UPDATE);
        }
        let visible = self.cursor.is_some() && !self.lost;
        let hide = self.lost || (visible && (cursor.is_none() || !changed.is_empty()));
        if hide {
            painter.control(HIDE_CURSOR);
        }
        if self.lost {
            painter.control(CLEAR);
        }
        painter.cells(&changed, &self.next);
        painter.plain();
        if let Some(position) = cursor {
            painter.cursor(position);
            if hide || !visible {
                painter.control(SHOW_CURSOR);
            }
        }
        if self.tty.is_synchronised() {
            painter.control(END_UPDATE);
        }
        self.tty.write(painter.finish().as_bytes())?;
        std::mem::swap(&mut self.shown, &mut self.next);
        (self.cursor, self.lost) = (cursor, false);
        Ok(())
    }
}
