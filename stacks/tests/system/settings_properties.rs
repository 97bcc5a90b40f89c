//! Whatever stands in a settings file: no panic, and either settings or problems with their lines.

use formwork::Language;
use prooflink::settings::Settings;
use proptest::prelude::*;

const SHIPPED: [&str; 2] = [include_str!("../../settings/dev.toml"), include_str!("../../settings/prod.toml")];

/// Either settings, or problems with their lines that can be rendered.
fn is_judged(text: &str) -> Result<(), TestCaseError> {
    let lines = 1 + text.matches('\n').count();
    if let Err(problems) = Settings::parse("dev", "dev.toml", text) {
        prop_assert!(!problems.is_empty());
        for problem in problems {
            let source = problem.place.as_ref().and_then(|place| place.source.as_ref());
            let line = source.map(|source| source.line as usize);
            prop_assert!(line.is_some_and(|line| (1..=lines).contains(&line)), "{problem:?}");
            let text = problem.render(Language::English);
            prop_assert!(text.lines().count() <= 4, "{text}");
            let wording = &problem.code.english;
            for name in [wording.what, wording.note, wording.help].into_iter().flat_map(placeholders) {
                prop_assert!(problem.arguments.iter().any(|(known, _)| *known == name), "{name} in {text}");
            }
        }
    }
    Ok(())
}

/// The names in braces.
fn placeholders(template: &'static str) -> impl Iterator<Item = &'static str> {
    template.split('{').skip(1).filter_map(|rest| rest.split('}').next())
}

/// Pieces that settings are made of, and such that break them.
fn piece() -> impl Strategy<Value = String> {
    let pieces =
        ["\n", "=", "\"", "[", "]", "[sizes]\n", "auto", ".", ",", "#", "'''", "\"\"\"", "-1", "true", "{}", "é"];
    prop_oneof![
        4 => prop::sample::select(pieces.to_vec()).prop_map(String::from),
        2 => "[a-z_]{1,12} = [0-9\"a-z./]{0,12}\n",
        1 => any::<i64>().prop_map(|number| number.to_string()),
        1 => any::<char>().prop_map(String::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_judged(text in any::<String>()) {
        is_judged(&text)?;
    }

    #[test]
    fn any_text_that_looks_like_toml_is_judged(pieces in prop::collection::vec(piece(), 0..24)) {
        is_judged(&pieces.concat())?;
    }

    #[test]
    fn any_change_of_the_shipped_settings_is_judged(
        which in 0..2usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..12usize, piece()), 1..4),
    ) {
        let mut text: Vec<char> = SHIPPED[which].chars().collect();
        for (at, removed, piece) in changes {
            let at = at.index(text.len());
            let end = text.len().min(at + removed);
            text.splice(at..end, piece.chars());
        }
        is_judged(&text.into_iter().collect::<String>())?;
    }

    #[test]
    fn any_value_of_a_key_is_judged(which in 0..2usize, line in any::<prop::sample::Index>(), value in value()) {
        let mut lines: Vec<String> = SHIPPED[which].lines().map(String::from).collect();
        let keys: Vec<usize> = (0..lines.len()).filter(|line| lines[*line].contains(" = ")).collect();
        let line = &mut lines[keys[line.index(keys.len())]];
        let (key, _) = line.split_once(" = ").expect("a key");
        *line = format!("{} = {value}", key.trim_start_matches("# "));
        is_judged(&lines.join("\n"))?;
    }
}

/// Values of every type that TOML has.
fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        (0..40_000u32).prop_map(|number| number.to_string()),
        any::<bool>().prop_map(|yes| yes.to_string()),
        "\"[ -!#-\\[\\]-~é]{0,24}\"",
        (any::<u32>(), 0..40u8)
            .prop_map(|(bits, prefix)| format!("\"{}/{prefix}\"", std::net::Ipv4Addr::from_bits(bits))),
        Just("1979-05-27".to_string()),
        Just("nan".to_string()),
        Just("0xffff_ffff_ffff_ffff_ff".to_string()),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|values| format!("[{}]", values.join(", "))),
            inner.prop_map(|value| format!("{{ a = {value} }}")),
        ]
    })
}
