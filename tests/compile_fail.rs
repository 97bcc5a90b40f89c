//! What must not compile, and what the compiler says of it: `ui/NAME.rs` and `ui/NAME.stderr`.

#[test]
fn wrong_ids_units_and_left_out_properties_do_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
