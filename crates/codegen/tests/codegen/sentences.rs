//! AWS's documentation, down to one sentence that rustdoc takes.

use formwork_codegen::docs::sentence::first;

fn sentence(text: &str) -> String {
    first(text).unwrap_or_default()
}

#[test]
fn the_first_sentence_is_kept() {
    assert_eq!(sentence("The delay in seconds. Values are 0 to 900."), "The delay in seconds.");
    assert_eq!(sentence("A name, e.g. `a.b`, or a path. More."), "A name, e.g. `a.b`, or a path.");
    assert_eq!(sentence("Version 1.2 of it.\n\nMore."), "Version 1.2 of it.");
    assert_eq!(sentence("The name:\n\n- one\n- two"), "The name");
}

#[test]
fn lines_and_carriage_returns_become_spaces() {
    assert_eq!(sentence("The name\r\n  of the\n thing."), "The name of the thing.");
}

#[test]
fn links_become_their_labels() {
    assert_eq!(sentence("See [the guide](https://a.example/b_c.html) for more."), "See the guide for more.");
    assert_eq!(sentence("Calls [`Put_Events`](https://a.example/API_Put.html) ."), "Calls `Put_Events`.");
}

#[test]
fn addresses_become_links() {
    assert_eq!(sentence("A code (http://a.example/x_y), or none."), "A code (<http://a.example/x_y>), or none.");
    assert_eq!(sentence("See https://a.example/b."), "See <https://a.example/b>.");
}

#[test]
fn markup_is_removed_and_what_looks_like_markup_is_escaped() {
    assert_eq!(sentence("<p>The <code>name</code> of *it*.</p>"), "The name of it.");
    assert_eq!(sentence("A list [a, b] of my_names < 5."), "A list \\[a, b\\] of my\\_names \\< 5.");
}

#[test]
fn double_backticks_are_code() {
    assert_eq!(sentence("Set ``FifoQueue`` to ``true``."), "Set `FifoQueue` to `true`.");
}

#[test]
fn nothing_to_say_is_nothing() {
    for text in ["", "  ", "---", "...", "\n\n"] {
        assert_eq!(first(text), None, "{text:?}");
    }
}
