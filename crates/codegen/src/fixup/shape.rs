//! What a property holds, and what `Ref` returns, where the schema has it wrong or leaves it open.

use super::{Change, Fixup};
use crate::facts::Kind;

pub const FIXUPS: &[Fixup] = &[
    Fixup {
        name: "managed-policy-document",
        reason: "the schema takes a text in JSON; the documentation calls it JSON, and a map is what everybody writes",
        change: Change::Holds(&["AWS::IAM::ManagedPolicy/PolicyDocument"], || Kind::Json),
    },
    Fixup {
        name: "texts-of-any-type",
        reason: "the schema takes every JSON type, and the service makes a text of each",
        change: Change::Holds(
            &["AWS::CloudFormation::Stack/Parameters", "AWS::Lambda::Function#Environment/Variables"],
            || Kind::Map(Box::new(Kind::Text)),
        ),
    },
    Fixup {
        name: "table-key-schema",
        reason: "the documentation calls one entry of the key schema `KeySchema`",
        change: Change::Rename("AWS::DynamoDB::Table", "KeySchemaItems", "KeySchema"),
    },
    Fixup {
        name: "global-table-key-schema",
        reason: "the documentation calls one entry of the key schema `KeySchema`",
        change: Change::Rename("AWS::DynamoDB::GlobalTable", "KeySchemaItems", "KeySchema"),
    },
    Fixup {
        name: "key-schema",
        reason: "the schema also takes a JSON text, which nobody wants to write; elsewhere it is a list",
        change: Change::Holds(&["AWS::DynamoDB::Table/KeySchema"], || Kind::List(Box::new(Kind::Named("KeySchema")))),
    },
];
