//! The one table of commands. Help, hints, configuration, keymap and the search page read their rows from it.

/// The keys that are asked for a command: each layer of the screen has one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// The panes.
    Browse,
    /// A page in place of the panes.
    Page,
    /// The search line, while it is typed in.
    Search,
    /// A line to fill in.
    Prompt,
    /// A list to choose from, which letters filter.
    Picker,
    /// The help, which letters filter.
    Help,
    /// The explanation of an item's words.
    Explain,
    /// The facets.
    Facets,
}

impl Context {
    /// Every context.
    pub const ALL: [Self; 8] =
        [Self::Browse, Self::Page, Self::Search, Self::Prompt, Self::Picker, Self::Help, Self::Explain, Self::Facets];

    /// True when `c` is text here, and never a command. The help can be closed by the sign that opens it.
    pub fn types(self, c: char) -> bool {
        match self {
            Self::Search | Self::Prompt | Self::Picker => true,
            Self::Help => c.is_alphanumeric() || c == ' ',
            Self::Browse | Self::Page | Self::Explain | Self::Facets => false,
        }
    }
}

/// Every context.
const ALL: &[Context] = &Context::ALL;
/// The panes, and a page in their place.
const BASE: &[Context] = &[Context::Browse, Context::Page];
/// The panes alone.
const PANES: &[Context] = &[Context::Browse];
/// The contexts in which a letter is a command.
const LETTERS: &[Context] = &[Context::Browse, Context::Page, Context::Explain, Context::Facets];
/// The contexts that have rows or lines to move through.
const ROWS: &[Context] =
    &[Context::Browse, Context::Page, Context::Explain, Context::Facets, Context::Picker, Context::Help];
/// The contexts that have parts beside each other.
const PARTS: &[Context] = &[Context::Browse, Context::Page, Context::Explain, Context::Facets, Context::Picker];
/// The contexts that have long texts to scroll.
const TEXTS: &[Context] = &[Context::Browse, Context::Page, Context::Help];
/// The contexts in which a line is typed.
const LINES: &[Context] = &[Context::Search, Context::Prompt, Context::Picker];
/// The same, and the filter of the help.
const TYPED: &[Context] = &[Context::Search, Context::Prompt, Context::Picker, Context::Help];
/// The search line alone.
const SEARCH: &[Context] = &[Context::Search];

/// Part of the help that a command stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HelpSection {
    /// Moving in a list or text.
    Move,
    /// Going from pane to pane and tab to tab.
    Go,
    /// From an item to others that belong to it.
    Follow,
    /// Pages made from many cases.
    Pages,
    /// Marks, notes, saved searches and snapshots.
    Keep,
    /// Taking something out of the program: to a mail, an editor, a browser.
    Take,
    /// Searching.
    Search,
    /// While a search is typed.
    Typing,
    /// In the facets.
    Counting,
    /// The program.
    Program,
}

impl HelpSection {
    /// Heading in the help.
    pub fn title(self) -> &'static str {
        match self {
            Self::Move => "Move",
            Self::Go => "Go",
            Self::Follow => "Follow",
            Self::Pages => "Pages for the meeting",
            Self::Keep => "Keep",
            Self::Take => "Take with you",
            Self::Search => "Search",
            Self::Typing => "While you type a search",
            Self::Counting => "While facets are open",
            Self::Program => "Program",
        }
    }
}

macro_rules! commands {
    ($($variant:ident, $name:literal, $contexts:expr, $group:ident, [$($key:literal),+], $help:literal;)+) => {
        /// Something that a key can ask for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Command {
            $(#[doc = $help] $variant,)+
        }

        /// Every command, in the order of the help.
        pub const COMMANDS: &[CommandRow] = &[
            $(CommandRow {
                command: Command::$variant,
                name: $name,
                contexts: $contexts,
                group: HelpSection::$group,
                keys: &[$($key),+],
                help: $help,
            },)+
        ];
    };
}

/// A row of the table.
#[derive(Debug)]
pub struct CommandRow {
    /// The command.
    pub command: Command,
    /// Its name in the configuration.
    pub name: &'static str,
    /// Every place that it can be given in.
    pub contexts: &'static [Context],
    /// Its part of the help.
    pub group: HelpSection,
    /// Its keys, unless the configuration says otherwise.
    pub keys: &'static [&'static str],
    /// Its effect, a verb first.
    pub help: &'static str,
}

commands! {
    Down, "down", ROWS, Move, ["j", "Down", "Ctrl-n"], "Move down a line";
    Up, "up", ROWS, Move, ["k", "Up", "Ctrl-p"], "Move up a line";
    Top, "top", TEXTS, Move, ["g", "Home"], "Go to the first line";
    Bottom, "bottom", TEXTS, Move, ["G", "End"], "Go to the last line";
    HalfPageDown, "half-page-down", TEXTS, Move, ["Ctrl-d"], "Move down half a page";
    HalfPageUp, "half-page-up", TEXTS, Move, ["Ctrl-u"], "Move up half a page";
    PageDown, "page-down", TEXTS, Move, ["PgDn", "Ctrl-f", "Space"], "Move down a page";
    PageUp, "page-up", TEXTS, Move, ["PgUp", "Ctrl-b"], "Move up a page";
    NextCase, "next-case", BASE, Move, ["J"], "Show the next case, from any pane";
    PreviousCase, "previous-case", BASE, Move, ["K"], "Show the previous case, from any pane";
    Open, "open", &[Context::Browse, Context::Page, Context::Explain], Go, ["Enter"], "Open: from case to list, from list to text, from a row to where it leads";
    Back, "back", ALL, Go, ["Esc"], "Go back: close what is on top, leave the pane; from the cases or while you type, clear the search";
    Close, "close", LETTERS, Go, ["q"], "Close what is on top; from the panes, quit";
    NextPane, "next-pane", PARTS, Go, ["Tab", "l"], "Go to the next pane, group or part";
    PreviousPane, "previous-pane", PARTS, Go, ["Shift-Tab", "h"], "Go to the previous pane, group or part";
    Findings, "findings", PANES, Go, ["1"], "Show findings";
    Recommendations, "recommendations", PANES, Go, ["2"], "Show recommendations";
    Timeline, "timeline", PANES, Go, ["3"], "Show the timeline";
    Reviews, "reviews", PANES, Go, ["4"], "Show the case and its reviews";
    Sources, "sources", PANES, Go, ["5"], "Show the sources";
    NextTab, "next-tab", &[Context::Browse, Context::Facets], Go, ["Right", "]"], "Show the next tab";
    PreviousTab, "previous-tab", PANES, Go, ["Left", "["], "Show the previous tab";
    Explain, "explain", &[Context::Browse, Context::Explain], Go, ["x"], "Explain the words of the selected item, and list where else they occur";
    FollowLink, "follow-link", BASE, Follow, ["a"], "Go from a finding to a recommendation that answers it, or back; again for the next";
    Similar, "similar", BASE, Follow, ["r"], "List similar findings and recommendations of other cases";
    GoBack, "go-back", BASE, Follow, ["Ctrl-o"], "Go back to where you were: case, tab, search and scroll";
    GoForward, "go-forward", BASE, Follow, ["Alt-o"], "Go forward again";
    Pages, "pages", BASE, Pages, [":"], "List every page that can be made, to choose from";
    Brief, "brief", BASE, Pages, ["b"], "Read the seven-minute briefing of the case";
    AgencyBrief, "agency-brief", BASE, Pages, ["B"], "Read what is addressed to an agency and was found about it";
    Tracker, "tracker", BASE, Pages, ["t"], "Track all recommendations by status; again by case, agency and theme";
    Since, "since", BASE, Pages, ["d"], "List what was added, changed, closed or became overdue since a snapshot or date";
    Recurring, "recurring", BASE, Pages, ["R"], "List the themes and findings that recur most";
    Pictures, "pictures", BASE, Pages, ["p"], "Show themes over the decades, agencies by theme, and statuses as pictures; again for the contacts of this case";
    Contacts, "contacts", BASE, Pages, ["P"], "Show the contacts of the case over time, with missed opportunities";
    Orphans, "orphans", BASE, Pages, ["O"], "List findings that nothing answers and recommendations that cite no finding; again for this case only";
    Mark, "mark", BASE, Keep, ["m"], "Mark the selected item, or take the mark away";
    Marks, "marks", BASE, Keep, ["'"], "List what is marked or has a note";
    Note, "note", BASE, Keep, ["w"], "Write a note on the selected item";
    SavedSearches, "saved-searches", BASE, Keep, ["\""], "List the saved searches; a digit recalls one";
    SaveSearch, "save-search", BASE, Keep, ["S"], "Save the search under a name";
    Snapshot, "snapshot", BASE, Keep, ["D"], "Keep a snapshot of the library under a name, to see later what has changed since";
    Export, "export", BASE, Take, ["E"], "Export marked items, what is found, the case or the page to a file";
    Hide, "hide", BASE, Take, ["H"], "Hide names, ages, dates and places for a shared screen, or show them";
    Copy, "copy", BASE, Take, ["y"], "Copy the selected item with its citation, as plain text";
    CopyMarkdown, "copy-markdown", BASE, Take, ["Y"], "Copy the selected item with its citation, as Markdown";
    OpenSource, "open-source", BASE, Take, ["o"], "Open the address of the selected source, or of the item's first source, in the browser";
    Edit, "edit", BASE, Take, ["e"], "Edit the file of the case, at the selected item, in VISUAL or EDITOR";
    Search, "search", BASE, Search, ["/"], "Search every word of every case";
    NextMatch, "next-match", BASE, Search, ["n"], "Go to the next match, in this case or the next";
    PreviousMatch, "previous-match", BASE, Search, ["N"], "Go to the previous match";
    NextLens, "next-lens", PANES, Search, ["v"], "View cases, everything, findings, recommendations, events, or themes and agencies, of all cases";
    PreviousLens, "previous-lens", PANES, Search, ["V"], "View the one before";
    Facets, "facets", &[Context::Browse, Context::Facets], Search, ["f"], "Count what is found by agency, theme, kind, status, nation and decade, and filter by it";
    AllWords, "all-words", PANES, Search, ["A"], "List only what has every word of the search, or what is near too";
    AsWords, "as-words", PANES, Search, ["W"], "Search for every word as a word, or understand filters in plain words again";
    Sort, "sort", PANES, Search, ["s"], "Sort the cases by title, date or area";
    KeepSearch, "keep-search", TYPED, Typing, ["Enter"], "Keep the search and go to what it found; done with a line, choose from a list";
    TypingDown, "typing-down", SEARCH, Typing, ["Down", "Ctrl-n"], "Move down in what is found; from an older search, to the next newer one";
    TypingUp, "typing-up", SEARCH, Typing, ["Up", "Ctrl-p"], "Move up in what is found; before you type, recall older searches";
    Complete, "complete", SEARCH, Typing, ["Tab"], "Complete a field or its value, with how often it occurs; again for the next";
    CompleteBack, "complete-back", SEARCH, Typing, ["Shift-Tab"], "Go back to the choice before";
    TypingLens, "typing-lens", SEARCH, Typing, ["Ctrl-t"], "View cases, everything, findings, and so on, as v does";
    CursorLeft, "cursor-left", LINES, Typing, ["Left"], "Move the cursor left";
    CursorRight, "cursor-right", LINES, Typing, ["Right"], "Move the cursor right";
    CursorStart, "cursor-start", LINES, Typing, ["Home", "Ctrl-a"], "Move the cursor to the start";
    CursorEnd, "cursor-end", LINES, Typing, ["End", "Ctrl-e"], "Move the cursor to the end";
    EraseLeft, "erase-left", TYPED, Typing, ["Backspace", "Ctrl-h"], "Erase the letter before the cursor";
    EraseRight, "erase-right", LINES, Typing, ["Delete"], "Erase the letter under the cursor";
    EraseWord, "erase-word", LINES, Typing, ["Ctrl-w"], "Erase the word before the cursor";
    EraseAll, "erase-all", LINES, Typing, ["Ctrl-u"], "Erase the whole line";
    Help, "help", ALL, Program, ["?", "F1"], "Show this help, or close it";
    Mouse, "mouse", BASE, Program, ["M"], "Use the mouse (clicks, wheel, tabs), or leave it to the terminal";
    Redraw, "redraw", ALL, Program, ["Ctrl-l"], "Draw the screen anew";
    Quit, "quit", ALL, Program, ["Ctrl-c"], "Quit, from anywhere";
    Suspend, "suspend", ALL, Program, ["Ctrl-z"], "Suspend: back to the shell; fg returns";
    FacetsChoose, "facets-choose", &[Context::Facets], Counting, ["Enter", "Space"], "Add the filter to the search, or take it out";
}

impl Command {
    /// The command's row. Every command has one: the macro makes both.
    pub fn row(self) -> Option<&'static CommandRow> {
        COMMANDS.iter().find(|row| row.command == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_stand_once_and_every_row_is_documented() {
        let names: HashSet<&str> = COMMANDS.iter().map(|row| row.name).collect();
        assert_eq!(names.len(), COMMANDS.len());
        for row in COMMANDS {
            assert!(row.help.len() > 3 && !row.help.ends_with('.'), "{}", row.name);
            assert!(!row.contexts.is_empty(), "{}", row.name);
            assert!(row.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", row.name);
        }
    }
}
