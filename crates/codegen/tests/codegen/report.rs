//! What a person reads after a refresh.

use formwork_codegen::world::World;
use formwork_codegen::{parse, report};

fn world(texts: &[&'static str]) -> World {
    World::new(texts.iter().map(|text| parse::resource(text).expect("facts that can be read")))
}

#[test]
fn dangerous_differences_come_first() {
    let before = world(&[
        "resource AWS::Test::Gone\n Name text\n",
        "resource AWS::Test::Stays\n Name text\n Old text\n Part First\n type First\n  A text\n",
    ]);
    let after = world(&[
        "resource AWS::Test::New\n Name text\n",
        "resource AWS::Test::Stays\n Name text required replace\n Part Second\n type Second\n  A text\n",
    ]);
    let expected = "\
removed types: code that uses them stops compiling (1):
  AWS::Test::Gone
properties that replace the resource from now on (1):
  AWS::Test::Stays/Name
removed properties (2):
  AWS::Test::Stays#First/A
  AWS::Test::Stays/Old
removed or renamed parts and enumerations (1):
  AWS::Test::Stays#First
new parts and enumerations, perhaps renamed (1):
  AWS::Test::Stays#Second
newly required properties (1):
  AWS::Test::Stays/Name
new types (1):
  AWS::Test::New
new properties (1):
  AWS::Test::Stays#Second/A
";
    assert_eq!(report::differences(&before, &after), expected);
}

#[test]
fn no_difference_is_nothing_to_read() {
    let world = world(&["resource AWS::Test::Stays\n Name text\n"]);
    assert_eq!(report::differences(&world, &world), "");
}
