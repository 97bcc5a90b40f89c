//! A small language for what one resource must hold, and its one evaluator: facts of AWS are data.
//!
//! A file is a service's. A line without a space before it names a type; `source` says where AWS says what follows; `each`
//! makes what follows about every item of a list. Every other line is a fact:
//!
//! ```text
//! AWS::RDS::DBInstance
//! source https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
//! F2001 iops-without-number : StorageType is io1|io2 => Iops is set
//! each DBParameters
//! F2002? odd-parameter : Name is not a|b
//! ```
//!
//! Number (with `?` it is a warning, with `??` a remark), name, aliases of other tools in brackets, and the rule: what has to hold, after `=>`
//! where it only has to hold in some cases. A predicate is one of
//!
//! | predicate | holds when |
//! |---|---|
//! | `A is set`, `A is unset` | there is a value, there is none |
//! | `A is x\|y`, `A is not x\|y` | the value is one of these; `*` stands for any letters |
//! | `A matches /expression/` | the text matches, somewhere, unless `^` and `$` say otherwise |
//! | `A < 5`, `A <= B`, `A in 1..5`, `A steps 60` | a number is so: compared, within, a multiple |
//! | `A has 1..5 items`, `A has 1..5 letters` | a list or a text is so long |
//! | `A unique`, `A unique Key` | no two items are the same, by this member |
//! | `some of A, B`, `one of A, B`, `at most one of A, B`, `all of A, B`, `none of A, B` | so many of them are set |
//!
//! joined by `and` and `or`, where `and` binds more tightly, and turned by `not`. A path goes into maps by dots, to the
//! resource from within `each` by `^.`, and into the item of a list that has a member by `Attributes[Key=idle_timeout].Value`.
//! Of a path with `[]`, one item is enough, or all of them with `every`. Where a value is not known, nothing is found; where
//! there is none, what a number or a text has to be is not asked.

mod book;
mod example;
mod judge;
mod path;
mod predicate;
mod read;
mod render;

pub(super) use book::{Book, Fact};
pub(super) use example::properties as example;
pub(super) use judge::judge;

use std::sync::OnceLock;

/// What is safe.
pub(super) fn controls() -> &'static Book {
    static BOOK: OnceLock<Book> = OnceLock::new();
    BOOK.get_or_init(|| Book::of(super::security::DATA))
}

/// What AWS wants and no schema says.
pub(super) fn facts() -> &'static Book {
    static BOOK: OnceLock<Book> = OnceLock::new();
    BOOK.get_or_init(|| Book::of(super::fact::DATA))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of the facts that are found in a resource with these properties.
    fn found(fact: &Fact, properties: &serde_json::Value) -> Vec<&'static str> {
        let json = serde_json::json!({"Resources": {"One": {"Type": fact.type_name, "Properties": properties}}});
        let (template, problems) = crate::Template::from_document(json);
        assert!(problems.is_empty());
        let stack = crate::AssembledStack {
            id: "Stack".to_string(),
            stack_name: "stack".to_string(),
            region: "ap-northeast-1".to_string(),
            dependencies: Vec::new(),
            termination_protection: false,
            tags: Vec::new(),
            template,
            places: Default::default(),
        };
        let environment = crate::AssembledEnvironment {
            name: "dev".to_string(),
            account: None,
            region: "ap-northeast-1".to_string(),
            stacks: vec![stack],
            expectations: Vec::new(),
        };
        let mut problems = Vec::new();
        for sight in crate::sight::Sight::worlds(&environment) {
            judge(&[facts(), controls()], &environment, &sight, &mut problems);
        }
        problems.iter().map(|problem| problem.code.number).collect()
    }

    /// Facts whose examples nothing makes.
    const WITHOUT: &[&str] = &[];

    #[test]
    fn every_fact_is_found_where_it_is_broken_and_only_there() {
        let mut wrong = Vec::new();
        for fact in facts().facts().chain(controls().facts()).filter(|fact| !WITHOUT.contains(&fact.number)) {
            for keeps in [false, true] {
                let Some(properties) = example(fact, keeps) else {
                    wrong.push(format!("{}: no example, kept {keeps}", fact.number));
                    continue;
                };
                if found(fact, &properties).contains(&fact.number) == keeps {
                    wrong.push(format!("{}, kept {keeps}: {properties}", fact.number));
                }
            }
        }
        assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn every_line_of_the_books_can_be_read_and_has_a_number_and_a_name_of_its_own() {
        assert_eq!(facts().unreadable(), Vec::<String>::new());
        assert_eq!(controls().unreadable(), Vec::<String>::new());
        let codes: Vec<_> = facts().facts().chain(controls().facts()).map(Fact::code).collect();
        for word in [|code: &crate::Code| code.number, |code: &crate::Code| code.slug] {
            let mut words: Vec<&str> = codes.iter().map(|code| word(code)).collect();
            words.sort_unstable();
            let twice: Vec<_> = words.windows(2).filter(|two| two[0] == two[1]).collect();
            assert!(twice.is_empty(), "{twice:?}");
        }
    }
}
