//! The right pane: the tabs of a case, the list of a tab, and the selected item in full.

pub mod draw;
pub mod row_text;
pub mod rows;

use self::rows::ListRow;
use crate::app::detail;
use crate::app::layout::Layout;
use crate::app::state::State;
use crate::app::text::keep_in_sight;
use crate::case::ItemRef;

/// Keeps the selected item in sight, a selection where there are items, and the detail's scroll in bounds.
pub fn settle(state: &mut State, layout: &Layout) {
    let rows = state.rows(state.tab);
    let shown = usize::from(layout.list.height);
    let lines = (layout.detail.height > 0).then(|| detail::height(state, layout.detail.width));
    let row_of = |item: Option<ItemRef>| rows.iter().position(|row| row.item() == item && item.is_some());
    let mut item = state.item();
    if row_of(item).is_none() {
        // An item that is not listed any more leaves its place to the next one, or to the last.
        let after = rows.iter().filter_map(ListRow::item).find(|other| Some(*other) >= item);
        item = after.or_else(|| rows.iter().rev().find_map(ListRow::item));
        let cursor = item.and_then(|item| state.key_of(item));
        let place = state.place_mut();
        (place.cursor, place.scroll) = (cursor, 0);
    }
    let place = state.place_mut();
    if shown > 0 {
        let row = row_of(item);
        place.top = keep_in_sight(place.top, row, rows.len(), shown);
        // The heading above the first item of a group is shown with it where there is room.
        if let Some(row) = row
            && row == place.top
            && row > 0
            && shown > 1
            && matches!(rows.get(row - 1), Some(ListRow::Heading(_)))
        {
            place.top -= 1;
        }
    }
    if let Some(lines) = lines {
        place.scroll = place.scroll.min(lines.saturating_sub(usize::from(layout.detail.height)));
    }
}
