//! The areas of the screen: one function for update, which decides scrolling, and view, which draws.

use ratatui::layout::{Margin, Rect};

use super::place::Pane;
use super::state::State;
use super::tab::Tab;

/// Below this many columns one pane is shown at a time.
pub const TWO_PANES: u16 = 80;
/// Below this size there is only a message.
pub const SMALLEST: (u16, u16) = (24, 8);
/// A right pane with fewer rows than this shows the list or the detail, not both.
const BOTH_ROWS: u16 = 14;
/// The fewest columns that a border leaves on each side, and the fewest rows.
const NARROWEST: u16 = 24;
const LOWEST: u16 = 6;
/// A list with fewer lines than this has rows of one line.
const ROOM_FOR_TWO: u16 = 6;
/// From this many lines on a term that is searched for has one.
const ROOM_FOR_TERM: u16 = 16;
/// From this many cells on a case takes one line of the list of cases, and not two.
const CASE_IN_ONE: u16 = 90;

/// The parts of the screen. A part that is not shown has no area.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Areas {
    /// The whole screen.
    pub screen: Rect,
    /// The top line: what this is and what is searched.
    pub top: Rect,
    /// The line that tells what the term is that is searched for.
    pub term: Rect,
    /// The pane of the cases, frame included.
    pub cases: Rect,
    /// The lines that a case takes in it.
    pub case_lines: usize,
    /// The pane of the case, frame included.
    pub right: Rect,
    /// The names of the lenses, above the list of one.
    pub lens_names: Rect,
    /// The rows of that list.
    pub lens_rows: Rect,
    /// The lines of each of them.
    pub lens_lines: usize,
    /// The row of tabs.
    pub tabs: Rect,
    /// The list of the tab.
    pub list: Rect,
    /// The lines of each of its entries.
    pub list_lines: usize,
    /// The line between list and detail.
    pub divider: Rect,
    /// The selected item in full.
    pub detail: Rect,
    /// A page in place of the panes, frame included.
    pub page_frame: Rect,
    /// The lines of that page.
    pub page: Rect,
    /// The bottom line.
    pub status: Rect,
    /// The entry above which a line stands in the list of cases or entries: from there on they are near.
    pub line: Option<usize>,
    /// True when one pane is shown at a time.
    pub single: bool,
    /// True when there is room for nothing but a message.
    pub too_small: bool,
}

impl Areas {
    /// The list in the pane of the cases.
    pub fn cases_inner(&self) -> Rect {
        list_area(self.cases)
    }

    /// How many entries of a lens are shown at once.
    pub fn lens_shown(&self) -> usize {
        usize::from(self.lens_rows.height).saturating_sub(usize::from(self.line.is_some())) / self.lens_lines.max(1)
    }

    /// The width of the list of cases and of what it stands in, where the case stands beside it.
    pub fn beside_cases(&self) -> Option<(u16, u16)> {
        let beside = self.cases.height > 0 && self.right.height > 0 && self.right.x > self.cases.x;
        beside.then_some((self.cases.width, self.screen.width))
    }

    /// The height of a list and of what it stands in, where an entry is read below it.
    pub fn below_list(&self) -> Option<(u16, u16)> {
        if self.divider.height > 0 {
            return Some((self.list.height, self.list.height + self.divider.height + self.detail.height));
        }
        let lens = self.cases.height > 0 && self.right.height > 0 && self.right.y > self.cases.y;
        lens.then_some((self.cases.height, self.cases.height + self.right.height))
    }

    /// How many cases are shown at once.
    pub fn cases_shown(&self) -> usize {
        usize::from(self.cases_inner().height).saturating_sub(usize::from(self.line.is_some())) / self.case_lines.max(1)
    }
}

/// True when one pane is shown at a time.
pub fn one_pane(state: &State) -> bool {
    state.panes.zoomed || state.size.0 < TWO_PANES
}

/// The areas for this state.
pub fn layout(state: &State) -> Areas {
    let (width, height) = state.size;
    let screen = Rect::new(0, 0, width, height);
    if width < SMALLEST.0 || height < SMALLEST.1 {
        return Areas { screen, too_small: true, ..Areas::default() };
    }
    let whole = Rect::new(0, 1, width, height - 2);
    let told = u16::from(height >= ROOM_FOR_TERM && state.page.is_none() && state.search.kept_term().is_some());
    let body = Rect { y: whole.y + told, height: whole.height - told, ..whole };
    let single = one_pane(state);
    let mut layout = Areas {
        screen,
        top: Rect::new(0, 0, width, 1),
        term: Rect { height: told, ..whole },
        status: Rect::new(0, height - 1, width, 1),
        single,
        line: state.first_near(),
        page_frame: body,
        page: text_area(body),
        ..Areas::default()
    };
    if state.lists_all() {
        lens_panes(&mut layout, state, body);
    } else if single {
        match state.focus {
            Pane::Cases => layout.cases = body,
            Pane::Items | Pane::Detail => {
                layout.right = body;
                right_pane(&mut layout, state, true);
            }
        }
    } else {
        // Hidden cases come back while they have the focus.
        let hidden = state.panes.cases_hidden && state.focus != Pane::Cases;
        let left = match state.panes.cases_share {
            _ if hidden => 0,
            Some(share) => share_of(width, share).clamp(NARROWEST, width - NARROWEST),
            None => (width / 3).clamp(32, 60),
        };
        layout.cases = if hidden { Rect::default() } else { Rect { width: left, ..body } };
        layout.right = Rect { x: left, width: width - left, ..body };
        right_pane(&mut layout, state, false);
    }
    let in_one = layout.cases_inner().width >= CASE_IN_ONE && !state.panes.two_lines;
    layout.case_lines = if in_one { 1 } else { 2 };
    layout
}

/// The list of a lens takes the whole width, with the selected entry in full below it where there is room.
fn lens_panes(layout: &mut Areas, state: &State, body: Rect) {
    let both = !state.lists_terms() && !layout.single && body.height >= BOTH_ROWS + 4;
    let list = match (both, state.focus) {
        (true, _) => match state.panes.list_share {
            Some(share) => share_of(body.height, share).clamp(LOWEST, body.height - LOWEST),
            None => body.height * 11 / 20,
        },
        (false, Pane::Detail) => 0,
        (false, _) => body.height,
    };
    let detail = Rect { y: body.y + list, height: body.height - list, ..body };
    layout.cases = Rect { height: list, ..body };
    let rows = list_area(layout.cases);
    layout.lens_names = Rect { height: rows.height.min(1), ..rows };
    // Above the rows stand the names, and above counts what they count.
    let above = if state.lists_terms() { 2 } else { 1 };
    layout.lens_rows = Rect { y: rows.y.saturating_add(above), height: rows.height.saturating_sub(above), ..rows };
    layout.lens_lines = if state.lists_terms() { 1 } else { lines_of(state, layout.lens_rows) };
    if detail.height > 0 {
        (layout.right, layout.detail) = (detail, text_area(detail));
    }
}

fn right_pane(layout: &mut Areas, state: &State, single: bool) {
    let inside = text_area(layout.right);
    if inside.height == 0 || inside.width == 0 {
        return;
    }
    layout.tabs = Rect { height: 1, ..inside };
    let rest = Rect { y: inside.y + 1, height: inside.height - 1, ..inside };
    let unreadable = state.entry().is_some_and(|entry| entry.case().is_none());
    if unreadable {
        (layout.tabs.height, layout.detail) = (0, inside);
    } else if single || inside.height < BOTH_ROWS {
        if state.focus == Pane::Detail {
            layout.detail = rest;
        } else {
            layout.list = rest;
        }
    } else {
        let rows = u16::try_from(state.rows(state.tab).len()).unwrap_or(u16::MAX);
        let share = match state.tab {
            Tab::Timeline => rest.height * 3 / 5,
            Tab::Reviews => rest.height * 3 / 10,
            _ => rest.height / 2,
        };
        let lines = lines_of(state, Rect { height: share, ..rest });
        let list = match state.panes.list_share {
            Some(share) => share_of(rest.height, share).clamp(3, rest.height - 4),
            None => rows.saturating_mul(u16::try_from(lines).unwrap_or(1)).clamp(3, share.max(3)),
        };
        layout.list = Rect { height: list, ..rest };
        layout.divider = Rect { y: rest.y + list, height: 1, ..rest };
        layout.detail = Rect { y: rest.y + list + 1, height: rest.height - list - 1, ..rest };
    }
    // A page or source has a title, and no text to wrap.
    let has_text = !matches!(state.tab, Tab::Reviews | Tab::Sources);
    layout.list_lines = if has_text { lines_of(state, layout.list) } else { 1 };
}

/// So many thousandths of a length.
fn share_of(length: u16, share: u16) -> u16 {
    u16::try_from(u32::from(length) * u32::from(share) / 1000).unwrap_or(length)
}

/// The lines of a row in a list of this size: two where they are wanted and there is room for some.
fn lines_of(state: &State, list: Rect) -> usize {
    if state.panes.two_lines && list.height >= ROOM_FOR_TWO { 2 } else { 1 }
}

/// The inside of a frame.
fn inner(area: Rect) -> Rect {
    area.inner(Margin::new(1, 1))
}

/// The inside of a frame for a list: what stands at the right end of a row keeps a cell from the frame.
fn list_area(area: Rect) -> Rect {
    let inner = inner(area);
    Rect { width: inner.width.saturating_sub(1), ..inner }
}

/// The inside of a frame for text, which does not stand against the frame.
fn text_area(area: Rect) -> Rect {
    area.inner(Margin::new(2, 1))
}
