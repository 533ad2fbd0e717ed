//! Reads whatever the fuzzer thinks of as a table, in every form, and makes entries of what it finds.
#![no_main]

#[path = "../../support_fuzz/tables.rs"]
mod tables;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tables::check(bytes));
