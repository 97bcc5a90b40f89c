//! The first sentence of a documentation text, as one line of Markdown that rustdoc takes.

/// Abbreviations whose full stop ends nothing.
const ABBREVIATIONS: [&str; 8] = ["e.g", "i.e", "etc", "vs", "ex", "Inc", "approx", "no"];

/// The first sentence; none if there is nothing to say.
pub fn first(text: &str) -> Option<String> {
    let text = text.replace('\r', "");
    let paragraph = text.split("\n\n").map(str::trim).find(|paragraph| is_prose(paragraph))?;
    let line = plain(&paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
    let sentence = cut(&line).trim();
    let sentence = sentence.trim_start_matches(['>', '-', '#', '*', ' ']).trim_end_matches(':').trim();
    let has_words = sentence.chars().filter(|c| c.is_alphabetic()).count() > 3;
    has_words.then(|| sentence.to_owned())
}

fn is_prose(paragraph: &str) -> bool {
    !paragraph.is_empty()
        && !paragraph.starts_with("```")
        && !paragraph.starts_with('|')
        && !paragraph.starts_with("---")
}

/// Up to the first full stop that ends a sentence.
fn cut(line: &str) -> &str {
    let mut in_code = false;
    for (at, c) in line.char_indices() {
        match c {
            '`' => in_code = !in_code,
            '.' if !in_code => {
                let before = &line[..at];
                let word = before.rsplit([' ', '(']).next().unwrap_or(before);
                let after = &line[at + 1..];
                if (after.is_empty() || after.starts_with(' ')) && !ABBREVIATIONS.contains(&word) {
                    return &line[..=at];
                }
            }
            _ => {}
        }
    }
    line
}

/// Markdown without links, HTML and emphasis: what stays is text and `code`.
fn plain(line: &str) -> String {
    let line = without_links(&line.replace("``", "`"));
    let mut out = String::new();
    for (at, piece) in line.split('`').enumerate() {
        let is_code = at % 2 == 1;
        if is_code && !piece.trim().is_empty() && line.matches('`').count() / 2 * 2 > at {
            let code = piece.trim();
            if out.ends_with(|c: char| c.is_alphanumeric()) {
                out.push(' ');
            }
            out.push('`');
            out.push_str(code);
            out.push('`');
        } else {
            out.push_str(&text(piece));
        }
    }
    tidy(&out)
}

/// Links as their labels, which may be code.
fn without_links(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(start) = rest.find('[') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        match link(rest) {
            Some((label, after)) => {
                out.push_str(label);
                rest = after;
            }
            None => {
                out.push('[');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

/// The text outside code.
fn text(piece: &str) -> String {
    let mut out = String::new();
    let mut rest = piece;
    while let Some(start) = rest.find(['[', '<']) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        if let Some(after) = tag(rest) {
            rest = after;
        } else {
            out.push('\\');
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out.replace(']', "\\]").replace("**", "").replace('*', "").replace('_', "\\_")
}

/// `[label](address)`
fn link(text: &str) -> Option<(&str, &str)> {
    let (label, rest) = text.strip_prefix('[')?.split_once("](")?;
    if label.contains(['[', ']']) {
        return None;
    }
    let (_, after) = rest.split_once(')')?;
    Some((label, after))
}

/// `<p>`, `</p>`, `<code class="x">`
fn tag(text: &str) -> Option<&str> {
    let (name, after) = text.strip_prefix('<')?.split_once('>')?;
    let name = name.trim_start_matches('/');
    (name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.len() < 60).then_some(after)
}

/// Spaces before punctuation come from links and names that were marked up; addresses become links.
fn tidy(line: &str) -> String {
    let mut line = line.to_owned();
    for (wrong, right) in [(" .", "."), (" ,", ","), (" )", ")"), ("( ", "("), ("  ", " ")] {
        while line.contains(wrong) {
            line = line.replace(wrong, right);
        }
    }
    let words = line.split(' ').map(|word| match word.find("http") {
        Some(at) if word[at..].contains("://") && !word.contains('`') => {
            let end = word.rfind(|c: char| c.is_ascii_alphanumeric() || c == '/').map_or(word.len(), |last| last + 1);
            format!("{}<{}>{}", &word[..at], word[at..end].replace('\\', ""), &word[end..])
        }
        _ => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}
