//! The rows that commands print: in which order, how many, and what each line of JSON says of its entry.

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use serde::Serialize;

use super::CliError;
use crate::case::{Case, ItemRef, PartialDate};
use crate::search::{Lens, Listed, ORDERS, Order};

/// The arguments of every command that prints rows.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct RowArguments {
    /// The order of the rows
    #[arg(long, value_name = "ORDER", value_parser = orders())]
    pub sort: Option<Order>,

    /// Print no more than this; without it, everything
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

/// Takes the name of an order.
fn orders() -> impl TypedValueParser<Value = Order> {
    let values = ORDERS.iter().map(|row| {
        let value = PossibleValue::new(row.code).help(format!("By {}", row.told));
        // As the settings call it.
        if row.order == Order::Newest { value.alias("date") } else { value }
    });
    PossibleValuesParser::new(values)
        .try_map(|name| Order::named(if name == "date" { "newest" } else { &name }).ok_or("no order has this name"))
}

impl RowArguments {
    /// The order that is asked for, or the usual one.
    ///
    /// # Errors
    /// When the list has no such order.
    pub fn order(&self, list: Listed, usual: Order) -> Result<Order, CliError> {
        let Some(order) = self.sort else { return Ok(usual) };
        let codes: Vec<&str> = list.orders().map(|row| row.code).collect();
        if list.orders().any(|row| row.order == order) {
            return Ok(order);
        }
        Err(CliError::Wrong(format!(
            "{} are not sorted by {}; sort them by one of {}",
            name_of(list),
            order.told(),
            codes.join(", ")
        )))
    }

    /// Leaves no more rows than are asked for.
    pub fn cut<T>(&self, rows: &mut Vec<T>) {
        rows.truncate(self.limit.unwrap_or(usize::MAX));
    }
}

fn name_of(list: Listed) -> &'static str {
    match list {
        Listed::Cases | Listed::CasesFound => "cases",
        Listed::Entries => "entries",
        Listed::Tracker => "the recommendations of the tracker",
    }
}

/// The list that a lens shows.
///
/// # Errors
/// Themes and agencies have one order.
pub fn list_of(lens: Lens, rows: &RowArguments) -> Result<Listed, CliError> {
    match lens {
        Lens::Cases => Ok(Listed::CasesFound),
        Lens::Terms if rows.sort.is_some() => {
            let told = "themes and agencies stand by how many entries have them; leave --sort away";
            Err(CliError::Wrong(told.to_owned()))
        }
        _ => Ok(Listed::Entries),
    }
}

/// The place of an entry: what every line of JSON says of one.
#[derive(Debug, Serialize)]
pub struct EntryOf<'a> {
    pub case: &'a str,
    pub title: &'a str,
    /// The review that it stands in; null for an event or a source.
    pub review: Option<&'a str>,
    /// The date of its report, or of the event or source; null where none is known.
    pub date: Option<PartialDate>,
    /// The year of that date, else of the case.
    pub year: Option<i16>,
}

impl<'a> EntryOf<'a> {
    pub fn new(case: &'a Case, item: ItemRef) -> Self {
        let date = case.date_of(item);
        Self {
            case: case.id.as_str(),
            title: &case.title,
            review: case.review_of(item).map(|review| review.id.as_str()),
            date,
            year: date.or_else(|| case.sort_date()).map(PartialDate::year),
        }
    }
}
