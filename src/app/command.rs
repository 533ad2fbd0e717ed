//! The one table of commands. Help, hints, configuration, keymap and README read their rows from it.

/// Where a command can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// In the panes.
    Browse,
    /// While a search is typed; keys that are no command are text.
    Search,
    /// In the help; keys that are no command filter it.
    Help,
    /// In the explanation of an item's words.
    Explain,
    /// In the facets.
    Facets,
}

/// Part of the help that a command stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Moving in a list or text.
    Move,
    /// Going from pane to pane and tab to tab.
    Go,
    /// From an item to others that belong to it.
    Follow,
    /// Pages made from many cases.
    Pages,
    /// What the user keeps.
    Keep,
    /// Taking something out of the program: to a mail, an editor, a browser.
    Take,
    /// Searching.
    Search,
    /// While a search is typed.
    Typing,
    /// In the explanation.
    Explaining,
    /// In the facets.
    Counting,
    /// The program.
    Program,
}

impl Group {
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
            Self::Explaining => "While words are explained",
            Self::Counting => "While facets are open",
            Self::Program => "Program",
        }
    }
}

macro_rules! commands {
    ($($variant:ident, $name:literal, $context:ident, $group:ident, [$($key:literal),+], $help:literal;)+) => {
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
                context: Context::$context,
                group: Group::$group,
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
    /// Where it can be given.
    pub context: Context,
    /// Its part of the help.
    pub group: Group,
    /// Its keys, unless the configuration says otherwise.
    pub keys: &'static [&'static str],
    /// What it does, a verb first.
    pub help: &'static str,
}

commands! {
    Down, "down", Browse, Move, ["j", "Down"], "Move down a line";
    Up, "up", Browse, Move, ["k", "Up"], "Move up a line";
    Top, "top", Browse, Move, ["g", "Home"], "Go to the first line";
    Bottom, "bottom", Browse, Move, ["G", "End"], "Go to the last line";
    HalfPageDown, "half-page-down", Browse, Move, ["Ctrl-d"], "Move down half a page";
    HalfPageUp, "half-page-up", Browse, Move, ["Ctrl-u"], "Move up half a page";
    PageDown, "page-down", Browse, Move, ["PgDn", "Ctrl-f", "Space"], "Move down a page";
    PageUp, "page-up", Browse, Move, ["PgUp", "Ctrl-b"], "Move up a page";
    NextCase, "next-case", Browse, Move, ["J"], "Show the next case, from any pane";
    PreviousCase, "previous-case", Browse, Move, ["K"], "Show the previous case, from any pane";
    Open, "open", Browse, Go, ["Enter"], "Open: from case to list, from list to text";
    Back, "back", Browse, Go, ["Esc"], "Go back; from the cases, clear the search";
    NextPane, "next-pane", Browse, Go, ["Tab", "l"], "Go to the next pane";
    PreviousPane, "previous-pane", Browse, Go, ["Shift-Tab", "h"], "Go to the previous pane";
    Findings, "findings", Browse, Go, ["1"], "Show findings";
    Recommendations, "recommendations", Browse, Go, ["2"], "Show recommendations";
    Timeline, "timeline", Browse, Go, ["3"], "Show the timeline";
    Reviews, "reviews", Browse, Go, ["4"], "Show the case and its reviews";
    Sources, "sources", Browse, Go, ["5"], "Show the sources";
    NextTab, "next-tab", Browse, Go, ["Right", "]"], "Show the next tab";
    PreviousTab, "previous-tab", Browse, Go, ["Left", "["], "Show the previous tab";
    Explain, "explain", Browse, Go, ["x"], "Explain the words of the selected item, and list where else they occur";
    FollowLink, "follow-link", Browse, Follow, ["a"], "Go from a finding to a recommendation that answers it, or back; again for the next";
    Similar, "similar", Browse, Follow, ["r"], "List similar findings and recommendations of other cases";
    GoBack, "go-back", Browse, Follow, ["Ctrl-o"], "Go back to where you were: case, tab, search and scroll";
    GoForward, "go-forward", Browse, Follow, ["Alt-o"], "Go forward again";
    Brief, "brief", Browse, Pages, ["b"], "Read the seven-minute briefing of the case";
    AgencyBrief, "agency-brief", Browse, Pages, ["B"], "Read what is addressed to an agency and was found about it";
    Tracker, "tracker", Browse, Pages, ["t"], "Track all recommendations by status; again by case, agency and theme";
    Since, "since", Browse, Pages, ["d"], "List what was added, changed, closed or became overdue since a moment or date";
    Recurring, "recurring", Browse, Pages, ["R"], "List the themes and findings that recur most";
    Pictures, "pictures", Browse, Pages, ["p"], "Show themes over the decades, agencies by theme, and statuses as pictures";
    Contacts, "contacts", Browse, Pages, ["P"], "Show the contacts of the case over time, with missed opportunities";
    Orphans, "orphans", Browse, Pages, ["O"], "List findings that nothing answers and recommendations that cite no finding; again for this case only";
    Mark, "mark", Browse, Keep, ["m"], "Mark the selected item, or take the mark away";
    Marks, "marks", Browse, Keep, ["'"], "List what is marked or has a note";
    Note, "note", Browse, Keep, ["w"], "Write a note on the selected item";
    SavedSearches, "saved-searches", Browse, Keep, ["\""], "List the saved searches; a digit recalls one";
    SaveSearch, "save-search", Browse, Keep, ["S"], "Save the search under a name";
    Moment, "moment", Browse, Keep, ["D"], "Name this moment, to see later what has changed since";
    Export, "export", Browse, Take, ["E"], "Export marked items, what is found, the case or the page to a file";
    Hide, "hide", Browse, Take, ["H"], "Hide names, ages, dates and places for a shared screen, or show them";
    Copy, "copy", Browse, Take, ["y"], "Copy the selected item with its citation, as plain text";
    CopyMarkdown, "copy-markdown", Browse, Take, ["Y"], "Copy the selected item with its citation, as Markdown";
    OpenSource, "open-source", Browse, Take, ["o"], "Open the address of the selected source, or of the item's first source, in the browser";
    Edit, "edit", Browse, Take, ["e"], "Edit the file of the case, at the selected item, in VISUAL or EDITOR";
    Search, "search", Browse, Search, ["/"], "Search every word of every case";
    NextMatch, "next-match", Browse, Search, ["n"], "Go to the next match, in this case or the next";
    PreviousMatch, "previous-match", Browse, Search, ["N"], "Go to the previous match";
    NextLens, "next-lens", Browse, Search, ["v"], "View cases, everything, findings, recommendations, events, or themes and agencies, of all cases";
    PreviousLens, "previous-lens", Browse, Search, ["V"], "View the one before";
    Facets, "facets", Browse, Search, ["f"], "Count what is found by agency, theme, kind, status, nation and decade, and filter by it";
    AllWords, "all-words", Browse, Search, ["A"], "List only what has every word of the search, or what is near too";
    AsWords, "as-words", Browse, Search, ["W"], "Search for every word as a word, or understand filters in plain words again";
    Sort, "sort", Browse, Search, ["s"], "Sort the cases by title, date or area";
    KeepSearch, "keep-search", Search, Typing, ["Enter"], "Keep the search and go to what it found";
    ClearSearch, "clear-search", Search, Typing, ["Esc"], "Clear the search";
    TypingDown, "typing-down", Search, Typing, ["Down", "Ctrl-n"], "Move down in what is found; from an older search, to the next newer one";
    TypingUp, "typing-up", Search, Typing, ["Up", "Ctrl-p"], "Move up in what is found; before you type, recall older searches";
    Complete, "complete", Search, Typing, ["Tab"], "Complete a field or its value, with how often it occurs; again for the next";
    CompleteBack, "complete-back", Search, Typing, ["Shift-Tab"], "Go back to the choice before";
    TypingLens, "typing-lens", Search, Typing, ["Ctrl-t"], "View cases, everything, findings, and so on, as v does";
    CursorLeft, "cursor-left", Search, Typing, ["Left"], "Move the cursor left";
    CursorRight, "cursor-right", Search, Typing, ["Right"], "Move the cursor right";
    CursorStart, "cursor-start", Search, Typing, ["Home", "Ctrl-a"], "Move the cursor to the start";
    CursorEnd, "cursor-end", Search, Typing, ["End", "Ctrl-e"], "Move the cursor to the end";
    EraseLeft, "erase-left", Search, Typing, ["Backspace", "Ctrl-h"], "Erase the letter before the cursor";
    EraseRight, "erase-right", Search, Typing, ["Delete"], "Erase the letter under the cursor";
    EraseWord, "erase-word", Search, Typing, ["Ctrl-w"], "Erase the word before the cursor";
    EraseAll, "erase-all", Search, Typing, ["Ctrl-u"], "Erase the whole search";
    QuitTyping, "quit-typing", Search, Typing, ["Ctrl-c"], "Quit, while you type";
    SuspendTyping, "suspend-typing", Search, Typing, ["Ctrl-z"], "Suspend, while you type";
    Help, "help", Browse, Program, ["?", "F1"], "Show this help";
    Mouse, "mouse", Browse, Program, ["M"], "Use the mouse (clicks, wheel, tabs), or leave it to the terminal";
    Redraw, "redraw", Browse, Program, ["Ctrl-l"], "Draw the screen anew";
    Quit, "quit", Browse, Program, ["q", "Ctrl-c"], "Quit";
    Suspend, "suspend", Browse, Program, ["Ctrl-z"], "Suspend: back to the shell; fg returns";
    HelpDown, "help-down", Help, Program, ["Down", "Ctrl-n"], "Move down in the help";
    HelpUp, "help-up", Help, Program, ["Up", "Ctrl-p"], "Move up in the help";
    HelpPageDown, "help-page-down", Help, Program, ["PgDn", "Ctrl-d"], "Move down a page of the help";
    HelpPageUp, "help-page-up", Help, Program, ["PgUp", "Ctrl-u"], "Move up a page of the help";
    HelpErase, "help-erase", Help, Program, ["Backspace"], "Erase a letter of the help's filter";
    HelpClose, "help-close", Help, Program, ["Esc", "?", "Enter", "F1"], "Close the help";
    HelpQuit, "help-quit", Help, Program, ["Ctrl-c"], "Quit, from the help";
    HelpSuspend, "help-suspend", Help, Program, ["Ctrl-z"], "Suspend, from the help";
    ExplainDown, "explain-down", Explain, Explaining, ["j", "Down"], "Move down";
    ExplainUp, "explain-up", Explain, Explaining, ["k", "Up"], "Move up";
    ExplainTurn, "explain-turn", Explain, Explaining, ["Tab", "l", "h"], "Go from the words to the places, and back";
    ExplainOpen, "explain-open", Explain, Explaining, ["Enter"], "Go to the place";
    ExplainClose, "explain-close", Explain, Explaining, ["Esc", "x", "q"], "Close the explanation";
    FacetsDown, "facets-down", Facets, Counting, ["j", "Down"], "Move down";
    FacetsUp, "facets-up", Facets, Counting, ["k", "Up"], "Move up";
    FacetsNext, "facets-next", Facets, Counting, ["Tab", "l", "Right"], "Go to the next group";
    FacetsChoose, "facets-choose", Facets, Counting, ["Enter", "Space"], "Add the filter to the search, or take it out";
    FacetsClose, "facets-close", Facets, Counting, ["Esc", "f", "q"], "Close the facets";
    FacetsQuit, "facets-quit", Facets, Counting, ["Ctrl-c"], "Quit, from the facets";
    FacetsSuspend, "facets-suspend", Facets, Counting, ["Ctrl-z"], "Suspend, from the facets";
    ExplainQuit, "explain-quit", Explain, Explaining, ["Ctrl-c"], "Quit, from the explanation";
    ExplainSuspend, "explain-suspend", Explain, Explaining, ["Ctrl-z"], "Suspend, from the explanation";
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
            assert!(row.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", row.name);
        }
    }
}
