//! Reads whatever the fuzzer thinks of as a configuration, and checks the promises of `tests/support_fuzz`.
#![no_main]

#[path = "../../support_fuzz/mod.rs"]
mod support_fuzz;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| support_fuzz::private::check_configuration(bytes));
