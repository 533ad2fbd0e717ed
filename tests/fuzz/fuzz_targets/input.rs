//! Feeds the terminal's input parser whatever the fuzzer thinks of, and checks the promises of `tests/support_input`.
#![no_main]

#[path = "../../support_input/mod.rs"]
mod support_input;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| support_input::check(bytes));
