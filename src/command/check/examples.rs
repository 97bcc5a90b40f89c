//! Templates with one mistake and with none: those that the tests of each code read.

/// The template with the mistake, and the one without, by code.
macro_rules! examples {
    ($($code:literal)*) => {
        const EXAMPLES: &[(&str, &str, &str)] = &[$((
            $code,
            include_str!(concat!("../../../tests/findings/", $code, "/bad.yaml")),
            include_str!(concat!("../../../tests/findings/", $code, "/good.yaml")),
        )),*];
    };
}

examples! {
    "F0001"
    "F0002"
    "F0003"
    "F0004"
    "F0005"
    "F0006"
    "F0007"
    "F0008"
    "F0009"
    "F0010"
    "F0011"
    "F0012"
    "F3001"
    "F3002"
    "F3003"
    "F3004"
    "F3005"
    "F3006"
    "F3007"
    "F3008"
    "F3009"
    "F3010"
    "F3012"
    "F3013"
    "F3014"
    "F3015"
    "F3016"
    "F3017"
    "F3018"
    "F3019"
    "K0102"
    "K0103"
    "K0104"
    "L0011"
    "N0101"
    "N0102"
    "N0103"
    "N0104"
    "N0105"
    "N0106"
    "N0107"
    "N0109"
    "N0113"
    "P0101"
    "P0102"
    "P0103"
    "P0104"
    "P0105"
    "P0106"
    "P0107"
    "P0108"
    "P0109"
    "P0110"
    "P0111"
    "P0112"
    "P0113"
    "P0114"
    "R0001"
    "R0002"
    "R0003"
    "R0004"
    "R0005"
    "R0006"
    "R0007"
    "R0009"
    "R0010"
    "R0011"
    "S0001"
    "S0002"
    "S0003"
    "S0004"
    "S0005"
    "S0006"
    "S0007"
    "S0008"
    "S0009"
    "S0010"
    "S0011"
    "S0012"
    "S0013"
    "S0014"
    "S0015"
    "S0016"
    "T0004"
    "T0005"
    "T0006"
}

/// The template with the mistake that a code is about, and the one without.
pub fn of(code: &str) -> Option<(&'static str, &'static str)> {
    EXAMPLES.iter().find(|(known, ..)| *known == code).map(|(_, bad, good)| (*bad, *good))
}

#[cfg(test)]
mod tests {
    use super::EXAMPLES;

    #[test]
    fn every_code_that_has_a_folder_shows_it() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/findings");
        let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
        let mut folders: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
        folders.sort();
        assert_eq!(EXAMPLES.iter().map(|(code, ..)| code.to_string()).collect::<Vec<_>>(), folders);
    }
}
