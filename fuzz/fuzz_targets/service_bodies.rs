#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| avo_admin::fuzzing::run("service_bodies", bytes));
