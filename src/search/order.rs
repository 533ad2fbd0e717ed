//! The orders of what is listed: one table, and the one function that sorts.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::fold;
use crate::case::{Case, CasePage, ItemRef, PartialDate, RecommendationStatus as Status};
use crate::library::{Content, Entry};

/// An order of what is listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// As the search ranks it.
    #[default]
    Relevance,
    /// By title.
    Title,
    /// By date, newest first.
    Newest,
    /// By date, oldest first.
    Oldest,
    /// By area, then by title.
    Area,
    /// By the title of the case.
    Case,
    /// By status: what waits to be done first.
    Status,
    /// By due date, earliest first.
    Due,
}

/// A list that can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// All cases.
    Cases,
    /// The cases that a search finds.
    CasesFound,
    /// Entries of several cases.
    Entries,
    /// The recommendations of the tracker.
    Tracker,
}

/// A row of the table of orders.
#[derive(Debug)]
pub struct OrderRow {
    /// The order.
    pub order: Order,
    /// Its name on the command line.
    pub code: &'static str,
    /// Its name after "by": in titles and messages.
    pub told: &'static str,
    /// The lists that can be put into it.
    pub lists: &'static [Listed],
}

use Listed::{Cases, CasesFound, Entries, Tracker};

const fn row(order: Order, code: &'static str, told: &'static str, lists: &'static [Listed]) -> OrderRow {
    OrderRow { order, code, told, lists }
}

/// Every order, as they follow each other.
pub static ORDERS: [OrderRow; 8] = [
    row(Order::Relevance, "relevance", "relevance", &[CasesFound, Entries]),
    row(Order::Title, "title", "title", &[Cases, CasesFound]),
    row(Order::Newest, "newest", "date, newest first", &[Cases, CasesFound, Entries, Tracker]),
    row(Order::Oldest, "oldest", "date, oldest first", &[Cases, CasesFound, Entries, Tracker]),
    row(Order::Area, "area", "area", &[Cases, CasesFound]),
    row(Order::Case, "case", "case", &[Entries, Tracker]),
    row(Order::Status, "status", "status", &[Entries, Tracker]),
    row(Order::Due, "due", "due date", &[Entries, Tracker]),
];

impl Order {
    /// The order of this name on the command line.
    pub fn named(code: &str) -> Option<Self> {
        ORDERS.iter().find(|row| row.code == code).map(|row| row.order)
    }

    /// Its name on the command line.
    pub fn code(self) -> &'static str {
        ORDERS.iter().find(|row| row.order == self).map_or("", |row| row.code)
    }

    /// Its name after "by".
    pub fn told(self) -> &'static str {
        ORDERS.iter().find(|row| row.order == self).map_or("", |row| row.told)
    }

    /// The order after this one in a list.
    pub fn next(self, list: Listed) -> Self {
        let own = || list.orders().map(|row| row.order);
        own().skip_while(|order| *order != self).nth(1).or_else(|| own().next()).unwrap_or(self)
    }
}

impl Listed {
    /// The orders that it can be put into.
    pub fn orders(self) -> impl Iterator<Item = &'static OrderRow> {
        ORDERS.iter().filter(move |row| row.lists.contains(&self))
    }
}

/// The statuses of recommendations in their order: what waits to be done first, what nobody knows last.
const STATUSES: [Option<Status>; 15] = [
    Some(Status::Overdue),
    Some(Status::Open),
    Some(Status::InProgress),
    Some(Status::ClosedNotImplemented),
    Some(Status::ClosedImplemented),
    Some(Status::ClosedAlternativeAction),
    Some(Status::Embedded),
    Some(Status::Superseded),
    Some(Status::NoLongerApplicable),
    Some(Status::Withdrawn),
    Some(Status::Cancelled),
    Some(Status::Unconfirmed),
    Some(Status::Other),
    Some(Status::NotStated),
    None,
];

/// The values that something is sorted by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SortKey {
    /// True for what has only some of the words of a search: it stays below the line in every order.
    pub near: bool,
    /// True for a file that could not be read: it stands last.
    pub unreadable: bool,
    title: Cow<'static, str>,
    area: Cow<'static, str>,
    date: Option<PartialDate>,
    status: usize,
    due: Option<PartialDate>,
}

impl SortKey {
    /// Of a case. Where names are hidden, its title is that which is shown.
    pub fn of_case(case: &Case) -> Self {
        let area = fold(case.area.as_deref().unwrap_or_default()).into();
        Self { title: fold(&case.title).into(), area, date: case.sort_date(), ..Self::default() }
    }

    /// Of a file of a library.
    pub fn of_file(entry: &Entry) -> Self {
        match &entry.content {
            Content::Case(case) => Self::of_case(case),
            // Its texts were folded when it was written into the cache file.
            Content::Cached(case) => {
                let ([title, area], date) = case.sorted_by().unwrap_or_default();
                Self { title, area, date, ..Self::default() }
            }
            // A file that could not be read is sorted by its path.
            Content::Unreadable(_) => {
                Self { unreadable: true, title: entry.origin.to_string().into(), ..Self::default() }
            }
        }
    }

    /// Of an entry, as far as an order asks for it: the rest of a long list would be read for nothing.
    pub fn of_entry(case: &Case, item: ItemRef, order: Order) -> Self {
        let recommendation = case.recommendation(item).map(|(_, recommendation)| recommendation);
        // Entries other than recommendations have no status at all, and stand behind those of which none is entered.
        let status = recommendation.map(|found| STATUSES.iter().position(|status| *status == found.status));
        match order {
            Order::Relevance => Self::default(),
            Order::Title | Order::Area | Order::Case => Self::of_case(case),
            Order::Newest | Order::Oldest => Self { date: case.date_of(item), ..Self::default() },
            Order::Status => Self { status: status.flatten().unwrap_or(STATUSES.len()), ..Self::default() },
            Order::Due => Self { due: recommendation.and_then(|found| found.due), ..Self::default() },
        }
    }

    /// Of the case itself, or of an entry of it.
    pub fn of(case: &Case, item: ItemRef, order: Order) -> Self {
        if item == ItemRef::Page(CasePage::Case) { Self::of_case(case) } else { Self::of_entry(case, item, order) }
    }

    /// The same, below the line where it is near.
    #[must_use]
    pub fn below_line(self, near: bool) -> Self {
        Self { near, ..self }
    }

    /// How this one stands to another in an order.
    pub fn compare(&self, other: &Self, order: Order) -> Ordering {
        // An entry without a date stands last, whichever way dates run.
        let dated = |a: Option<PartialDate>, b: Option<PartialDate>| a.is_none().cmp(&b.is_none()).then(a.cmp(&b));
        let by_order = match order {
            Order::Relevance => return self.near.cmp(&other.near),
            Order::Title | Order::Case => Ordering::Equal,
            Order::Newest => other.date.cmp(&self.date),
            Order::Oldest => dated(self.date, other.date),
            // A case without an area stands behind those with one.
            Order::Area => self.area.is_empty().cmp(&other.area.is_empty()).then_with(|| self.area.cmp(&other.area)),
            Order::Status => self.status.cmp(&other.status),
            Order::Due => dated(self.due, other.due),
        };
        let last = |key: &Self| (key.near, key.unreadable);
        last(self).cmp(&last(other)).then(by_order).then_with(|| self.title.cmp(&other.title))
    }
}

/// Puts rows into an order. Where two are the same in it, they stand as they stood.
pub fn sort<T>(rows: &mut Vec<T>, order: Order, key: impl Fn(&T) -> SortKey) {
    if order == Order::Relevance {
        return;
    }
    let mut keyed: Vec<(SortKey, T)> = std::mem::take(rows).into_iter().map(|row| (key(&row), row)).collect();
    keyed.sort_by(|(a, _), (b, _)| a.compare(b, order));
    rows.extend(keyed.into_iter().map(|(_, row)| row));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Vocabulary, read_case};

    #[test]
    fn each_list_goes_round_through_its_orders() {
        use Order::{Area, Case, Due, Newest, Oldest, Relevance, Status, Title};
        let rows: [(Listed, &[Order]); 4] = [
            (Cases, &[Title, Newest, Oldest, Area, Title]),
            (CasesFound, &[Relevance, Title, Newest, Oldest, Area, Relevance]),
            (Entries, &[Relevance, Newest, Oldest, Case, Status, Due, Relevance]),
            (Tracker, &[Status, Due, Newest, Oldest, Case, Status]),
        ];
        for (list, orders) in rows {
            for (order, next) in orders.iter().zip(orders.iter().skip(1)) {
                assert_eq!(order.next(list), *next, "{list:?} {order:?}");
            }
        }
        for row in &ORDERS {
            assert_eq!(Order::named(row.code), Some(row.order));
        }
    }

    /// A case with two reviews: one with a date and three recommendations, one without any and one recommendation.
    fn case(title: &str, year: &str) -> Case {
        let recommendation = |id: &str, more: &str| {
            format!(
                "[[reviews.recommendations]]\nid = \"{id}\"\ntext = \"X.\"\naddressed_to = []\nthemes = []\nconfidence = \"confirmed\"\n\
                 sources = [\"s\"]\n{more}\n"
            )
        };
        let review = |id: &str, dated: &str| {
            format!(
                "[[reviews]]\nid = \"{id}\"\nkind = \"serious_case_review\"\nscope = \"case\"\ntitle = \"R\"\nconfidence = \"confirmed\"\n\
                 sources = [\"s\"]\n{dated}\n"
            )
        };
        let text = format!(
            "id = \"{id}\"\ntitle = \"{title}\"\nharm = []\nnation = \"england\"\noutcome = \"died\"\nsummary = \"S.\"\ncited = [\"s\"]\n\
             [[sources]]\nid = \"s\"\ntitle = \"T\"\npublisher = \"P\"\nkind = \"official\"\n{dated}{first}{second}{third}{undated}{last}",
            id = title.to_lowercase(),
            dated = review("dated", &format!("dated = \"{year}\"")),
            first = recommendation("R1", "status = \"closed_implemented\"\ndue = \"2015-06\""),
            second = recommendation("R2", "status = \"open\""),
            third = recommendation("R3", "due = \"2013\""),
            undated = review("undated", ""),
            last = recommendation("R4", ""),
        );
        read_case(&title.to_lowercase(), &text, Vocabulary::shipped()).unwrap().0
    }

    #[test]
    fn entries_stand_in_each_order_with_what_is_near_below_the_rest() {
        let cases = [case("Oak", "2012"), case("Ash", "2016-02")];
        // As a search ranks them; the last two are near.
        let ranked: Vec<(usize, ItemRef, bool)> = [
            (0, ItemRef::Recommendation(1, 0), false),
            (1, ItemRef::Recommendation(0, 1), false),
            (0, ItemRef::Recommendation(0, 0), false),
            (0, ItemRef::Page(CasePage::Case), false),
            (1, ItemRef::Recommendation(0, 0), true),
            (0, ItemRef::Recommendation(0, 2), true),
        ]
        .into();
        let rows = [
            (Order::Relevance, "oak/R4 ash/R2 oak/R1 oak/case - ash/R1 oak/R3"),
            (Order::Newest, "ash/R2 oak/R1 oak/R4 oak/case - ash/R1 oak/R3"),
            (Order::Oldest, "oak/R1 ash/R2 oak/R4 oak/case - oak/R3 ash/R1"),
            (Order::Case, "ash/R2 oak/R4 oak/R1 oak/case - ash/R1 oak/R3"),
            (Order::Status, "ash/R2 oak/R1 oak/R4 oak/case - ash/R1 oak/R3"),
            (Order::Due, "oak/R1 oak/R4 ash/R2 oak/case - oak/R3 ash/R1"),
        ];
        for (order, expected) in rows {
            let mut listed = ranked.clone();
            sort(&mut listed, order, |(at, item, near)| SortKey::of_entry(&cases[*at], *item, order).below_line(*near));
            let told = |(at, item, _): &(usize, ItemRef, bool)| format!("{}/{}", cases[*at].id, item.id(&cases[*at]));
            let (above, below): (Vec<_>, Vec<_>) = listed.iter().partition(|(.., near)| !near);
            let told = |part: Vec<_>| part.into_iter().map(told).collect::<Vec<_>>().join(" ");
            assert_eq!(format!("{} - {}", told(above), told(below)), expected, "{order:?}");
            assert!(listed.iter().map(|(.., near)| near).is_sorted(), "{order:?}");
        }
    }
}
