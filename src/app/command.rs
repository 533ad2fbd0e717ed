//! The one table of commands. Help, hints, configuration, keymap and the search page read their rows from it.

/// The keys that are asked for a command: each layer of the screen has one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// The panes, with nothing over them.
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
    /// The counts of what is found.
    Facets,
}

impl Context {
    /// All contexts, in no order.
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

/// The contexts of commands that work everywhere.
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

// The headings of the help.
const MOVE: &str = "Move";
const GO: &str = "Go";
const FOLLOW: &str = "Follow";
const PAGES: &str = "Pages for the meeting";
const KEEP: &str = "Keep";
const TAKE: &str = "Take with you";
const FIND: &str = "Search";
const LAYOUT: &str = "Panes";
const TYPING: &str = "While you type a search";
const COUNTING: &str = "While facets are open";
const PROGRAM: &str = "Program";

macro_rules! commands {
    ($($variant:ident, $name:literal, $contexts:expr, $group:expr, [$($key:literal),+], $help:literal;)+) => {
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
                group: $group,
                keys: &[$($key),+],
                help: $help,
            },)+
        ];
    };
}

/// A row of the table.
#[derive(Debug)]
pub struct CommandRow {
    /// The command that this row describes.
    pub command: Command,
    /// Its name in the configuration.
    pub name: &'static str,
    /// Every place that it can be given in.
    pub contexts: &'static [Context],
    /// The heading that it has in the help.
    pub group: &'static str,
    /// Its keys, unless the configuration says otherwise.
    pub keys: &'static [&'static str],
    /// Its effect, a verb first.
    pub help: &'static str,
}

commands! {
    Down, "down", ROWS, MOVE, ["j", "Down", "Ctrl-n"], "Move down a line";
    Up, "up", ROWS, MOVE, ["k", "Up", "Ctrl-p"], "Move up a line";
    Top, "top", TEXTS, MOVE, ["g", "Home"], "Go to the first line";
    Bottom, "bottom", TEXTS, MOVE, ["G", "End"], "Go to the last line";
    HalfPageDown, "half-page-down", TEXTS, MOVE, ["Ctrl-d"], "Move down half a page";
    HalfPageUp, "half-page-up", TEXTS, MOVE, ["Ctrl-u"], "Move up half a page";
    PageDown, "page-down", TEXTS, MOVE, ["PgDn", "Ctrl-f", "Space"], "Move down a page";
    PageUp, "page-up", TEXTS, MOVE, ["PgUp", "Ctrl-b"], "Move up a page";
    NextCase, "next-case", BASE, MOVE, ["J"], "Show the next case, from any pane";
    PreviousCase, "previous-case", BASE, MOVE, ["K"], "Show the previous case, from any pane";
    Open, "open", &[Context::Browse, Context::Page, Context::Explain], GO, ["Enter"], "Open the selected case, item or link";
    Back, "back", ALL, GO, ["Esc"], "Close what is on top or leave the pane; in the cases and while you type, clear the search";
    Close, "close", LETTERS, GO, ["q"], "Close what is on top; in the panes, quit";
    NextPane, "next-pane", PARTS, GO, ["Tab", "l"], "Go to the next pane, group or part";
    PreviousPane, "previous-pane", PARTS, GO, ["Shift-Tab", "h"], "Go to the previous pane, group or part";
    Findings, "findings", PANES, GO, ["1"], "Show findings";
    Recommendations, "recommendations", PANES, GO, ["2"], "Show recommendations";
    Timeline, "timeline", PANES, GO, ["3"], "Show the timeline";
    Reviews, "reviews", PANES, GO, ["4"], "Show the case and its reviews";
    Sources, "sources", PANES, GO, ["5"], "Show the sources";
    NextTab, "next-tab", &[Context::Browse, Context::Facets], GO, ["Right"], "Show the next tab";
    PreviousTab, "previous-tab", PANES, GO, ["Left"], "Show the previous tab";
    NextHeading, "next-heading", &[Context::Browse, Context::Page, Context::Facets], GO, ["]"], "In a text, go to the next heading; elsewhere, show the next tab";
    PreviousHeading, "previous-heading", BASE, GO, ["["], "In a text, go to the heading before; elsewhere, show the previous tab";
    Headings, "headings", BASE, GO, ["#"], "List the headings of the text, to choose from";
    Explain, "explain", LETTERS, GO, ["x"], "Explain the word under the cursor or searched for and the terms of the selected item, and list where else they occur";
    ExplainAny, "explain-any", LETTERS, GO, ["X"], "Explain any term: type it, or choose from the list";
    FollowLink, "follow-link", BASE, FOLLOW, ["a"], "Go from a finding to a recommendation that answers it, or back; press again for the next";
    Similar, "similar", BASE, FOLLOW, ["r"], "List similar findings and recommendations of other cases";
    GoBack, "go-back", BASE, FOLLOW, ["Ctrl-o"], "Go back to the previous place: its case, tab, search and scroll";
    GoForward, "go-forward", BASE, FOLLOW, ["Alt-o"], "Go forward again, after going back";
    Found, "found", BASE, PAGES, ["F"], "Read what is listed in full, one entry under the other: what is found, the matches of this case, or your marks";
    Pages, "pages", BASE, PAGES, [":"], "List every page, to choose from";
    Brief, "brief", BASE, PAGES, ["b"], "Read the seven-minute briefing on the case; press again for the short form, to be read aloud";
    AgencyBrief, "agency-brief", BASE, PAGES, ["B"], "Read the brief on an agency, a theme, a harm, a nation, a place or what is found; press again for the short form";
    Compare, "compare", BASE, PAGES, ["c"], "Show the reviews of the case side by side";
    Tracker, "tracker", BASE, PAGES, ["t"], "List all recommendations by status; press again to sort by case, agency or theme";
    Since, "since", BASE, PAGES, ["d"], "List what was added, changed, closed or became overdue since a snapshot or date";
    Recurring, "recurring", BASE, PAGES, ["R"], "List the themes and findings that recur most";
    Pictures, "pictures", BASE, PAGES, ["p"], "Show charts: themes by decade, agencies by theme, statuses; press again for the contacts of this case";
    Contacts, "contacts", BASE, PAGES, ["P"], "Show the contacts of the case over time, with missed opportunities";
    Orphans, "orphans", BASE, PAGES, ["O"], "List findings that nothing answers and recommendations that cite no finding; press again for this case only";
    Mark, "mark", BASE, KEEP, ["m"], "Mark the selected item, or remove its mark";
    MarkAll, "mark-all", PANES, KEEP, ["*"], "Mark everything that is found; press again to take these marks away";
    Marks, "marks", BASE, KEEP, ["'"], "List what is marked or has a note";
    Note, "note", BASE, KEEP, ["w"], "Write a note on the selected item";
    GroupNote, "group-note", BASE, KEEP, ["W"], "Write a note on the selected item for everybody who reads the library, in its folder \"notes\"";
    SavedSearches, "saved-searches", BASE, KEEP, ["\""], "List the saved searches; press a digit to run one";
    SaveSearch, "save-search", BASE, KEEP, ["S"], "Save the search under a name";
    Snapshot, "snapshot", BASE, KEEP, ["D"], "Save a snapshot of the library under a name, to list later what has changed";
    LookedAt, "looked-at", BASE, TAKE, ["L"], "List what was opened, copied or exported, with times: the appendix of the minutes";
    ClearLookedAt, "clear-looked-at", &[Context::Page], TAKE, ["C"], "Clear that list, while it is on the screen";
    Export, "export", BASE, TAKE, ["E"], "Export marked items, what is found, the case or the page to a file";
    Hide, "hide", BASE, TAKE, ["H"], "Hide names, ages, dates and places for a shared screen, or show them";
    Copy, "copy", BASE, TAKE, ["y"], "Copy the selected item with its citation, as plain text";
    CopyMarkdown, "copy-markdown", BASE, TAKE, ["Y"], "Copy the selected item with its citation, as Markdown";
    OpenSource, "open-source", BASE, TAKE, ["o"], "Open the address of the selected source, or of the item's first source, in the browser";
    Edit, "edit", BASE, TAKE, ["e"], "Edit the file of the case, at the selected item, in VISUAL or EDITOR";
    Search, "search", BASE, FIND, ["/"], "Search every word of every case; on a page or in a long text, find in it";
    NextMatch, "next-match", BASE, FIND, ["n"], "Go to the next match: in the text that is read, in this case or the next";
    PreviousMatch, "previous-match", BASE, FIND, ["N"], "Go to the previous match";
    NextLens, "next-lens", PANES, FIND, ["v"], "Switch the view: cases, everything, findings, recommendations, events, themes and agencies";
    PreviousLens, "previous-lens", PANES, FIND, ["V"], "Switch to the previous view";
    Facets, "facets", &[Context::Browse, Context::Facets], FIND, ["f"], "Count what is found by agency, theme, kind, status, nation and decade, and filter by it";
    AllWords, "all-words", PANES, FIND, ["A"], "List only entries with every word of the search, or near ones too";
    AsWords, "as-words", PANES, FIND, ["Alt-w"], "Search for every word as it is typed, or read phrases such as \"in wales\" as filters again";
    Sort, "sort", BASE, FIND, ["s"], "Sort what is listed: cases by title, date or area; what is found by relevance, date, case, status or due date";
    Zoom, "zoom", PANES, LAYOUT, ["z"], "Show only the pane you are in, or all panes again";
    HideCases, "hide-cases", PANES, LAYOUT, ["Z"], "Hide the list of cases while you are in another pane, or keep it";
    NarrowCases, "narrow-cases", PANES, LAYOUT, ["<"], "Make the list of cases narrower";
    WidenCases, "widen-cases", PANES, LAYOUT, [">"], "Make the list of cases wider";
    ShortenList, "shorten-list", PANES, LAYOUT, ["Minus"], "Make the list shorter and the text below it longer";
    LengthenList, "lengthen-list", PANES, LAYOUT, ["Plus"], "Make the list longer and the text below it shorter";
    TwoLines, "two-lines", PANES, LAYOUT, ["T"], "Give each row two lines where there is room, or one";
    KeepSearch, "keep-search", TYPED, TYPING, ["Enter"], "Keep the search and go to its results; accept a line; choose from a list";
    TypingDown, "typing-down", SEARCH, TYPING, ["Down", "Ctrl-n"], "Move down the results; from an earlier search, go to the next one";
    TypingUp, "typing-up", SEARCH, TYPING, ["Up", "Ctrl-p"], "Move up the results; before you type, recall earlier searches";
    Complete, "complete", SEARCH, TYPING, ["Tab"], "Complete a field or its value, with how often it occurs; press again for the next";
    CompleteBack, "complete-back", SEARCH, TYPING, ["Shift-Tab"], "Go back to the previous choice";
    TypingLens, "typing-lens", SEARCH, TYPING, ["Ctrl-t"], "Switch the view while you type, as v does in the panes";
    CursorLeft, "cursor-left", LINES, TYPING, ["Left"], "Move the cursor left";
    CursorRight, "cursor-right", LINES, TYPING, ["Right"], "Move the cursor right";
    CursorStart, "cursor-start", LINES, TYPING, ["Home", "Ctrl-a"], "Move the cursor to the start";
    CursorEnd, "cursor-end", LINES, TYPING, ["End", "Ctrl-e"], "Move the cursor to the end";
    EraseLeft, "erase-left", TYPED, TYPING, ["Backspace", "Ctrl-h"], "Erase the letter before the cursor";
    EraseRight, "erase-right", LINES, TYPING, ["Delete"], "Erase the letter under the cursor";
    EraseWord, "erase-word", LINES, TYPING, ["Ctrl-w"], "Erase the word before the cursor";
    EraseAll, "erase-all", LINES, TYPING, ["Ctrl-u"], "Erase the whole line";
    Help, "help", ALL, PROGRAM, ["?", "F1"], "Show this help, or close it";
    Mouse, "mouse", BASE, PROGRAM, ["M"], "Use the mouse (clicks, wheel, tabs), or leave it to the terminal";
    Redraw, "redraw", ALL, PROGRAM, ["Ctrl-l"], "Redraw the screen";
    Quit, "quit", ALL, PROGRAM, ["Ctrl-c"], "Quit, from anywhere";
    Suspend, "suspend", ALL, PROGRAM, ["Ctrl-z"], "Suspend: back to the shell; fg returns";
    FacetsChoose, "facets-choose", &[Context::Facets], COUNTING, ["Enter", "Space"], "Add the filter to the search, or take it out";
}

impl Command {
    /// The command's row. Every command has one: the macro makes both.
    pub fn row(self) -> Option<&'static CommandRow> {
        COMMANDS.iter().find(|row| row.command == self)
    }
}
