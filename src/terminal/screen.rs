//! What is on the screen: only cells that changed are written, in one write a frame, and nothing when nothing changed.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use ratatui::backend::{Backend, ClearType, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::outlet::Outlet;

/// Collects a frame. The backend flushes after many of its commands; here nothing goes out before the frame is whole.
#[derive(Clone, Default)]
struct Frame(Rc<RefCell<Vec<u8>>>);

impl Write for Frame {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The screen and what stands on it.
pub struct Screen {
    outlet: &'static Outlet,
    frame: Frame,
    backend: CrosstermBackend<Frame>,
    shown: Buffer,
    next: Buffer,
    cursor: Option<Position>,
    cursor_known: bool,
    /// Whether what stands on the terminal is not known, so that every cell must be written.
    lost: bool,
}

impl Screen {
    /// A blank screen of this size.
    pub fn new(outlet: &'static Outlet, (width, height): (u16, u16)) -> Self {
        let area = Rect::new(0, 0, width, height);
        let frame = Frame::default();
        Self {
            outlet,
            backend: CrosstermBackend::new(frame.clone()),
            frame,
            shown: Buffer::empty(area),
            next: Buffer::empty(area),
            cursor: None,
            cursor_known: false,
            lost: true,
        }
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
        let changed = self.shown.diff(&self.next);
        let cursor_changed = !self.cursor_known || cursor != self.cursor;
        if changed.is_empty() && !cursor_changed && !self.lost {
            return Ok(());
        }
        if self.lost {
            self.backend.clear_region(ClearType::All)?;
        }
        if !changed.is_empty() {
            if self.cursor.is_some() || !self.cursor_known {
                self.backend.hide_cursor()?;
            }
            self.backend.draw(changed.into_iter())?;
        }
        match cursor {
            Some(position) => {
                self.backend.set_cursor_position(position)?;
                self.backend.show_cursor()?;
            }
            None if cursor_changed => self.backend.hide_cursor()?,
            None => {}
        }
        let mut frame = self.frame.0.borrow_mut();
        self.outlet.write(&frame)?;
        frame.clear();
        drop(frame);
        std::mem::swap(&mut self.shown, &mut self.next);
        (self.cursor, self.cursor_known, self.lost) = (cursor, true, false);
        Ok(())
    }
}
