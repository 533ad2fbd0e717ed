//! The subcommands, the files that they read and write, and what holds the project together.

#[path = "../support/mod.rs"]
mod support;
#[path = "../support_fuzz/mod.rs"]
mod support_fuzz;

mod action_plan;
mod architecture;
mod asked;
mod audit;
mod bundled_cases;
mod cache;
mod case_files;
mod catalogue;
mod check;
mod citation;
mod complete_fields;
mod config_example;
mod docs;
mod export;
mod fault_rules;
mod faults;
mod field_words;
mod fuzz_loader;
mod fuzz_private;
mod generator;
mod group_notes;
mod hostile;
mod import;
mod layers;
mod meeting_filters;
mod model;
mod notebook_command;
mod packaging;
mod page_parts;
mod page_rules;
mod plain;
mod profiles;
mod readers;
mod readme;
mod records;
mod redact_numbers;
mod reports;
mod round_trip;
mod search_command;
mod settings;
mod shared_searches;
mod similar_command;
mod since;
mod state_files;
mod terms;
mod text;
