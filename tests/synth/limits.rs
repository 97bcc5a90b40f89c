//! CloudFormation's limits: what is just within them passes, and what is beyond is found, with path and line.

use crate::sample::{dev, findings, topic, topics};
use formwork::{CustomResource, Mapping, Output, Parameter, Stack};

/// The findings about one stack that `build` fills; it has one resource, so that it is no empty stack.
fn stack_with(build: impl FnOnce(&Stack)) -> (u32, Vec<String>) {
    let (app, dev) = dev();
    let (line, stack) = (line!(), dev.stack("DataStack"));
    stack.add("Only", topic());
    build(&stack);
    (line, findings(app))
}

#[test]
fn a_stack_of_500_resources_is_a_stack_of_500_resources() {
    let (app, dev) = dev();
    topics(&dev.stack("DataStack"), 500);
    assert_eq!(findings(app), [""; 0]);
}

#[test]
fn the_501st_resource_is_found_with_path_and_line_and_with_what_could_move() {
    let (app, dev) = dev();
    let (line, stack) = (line!(), dev.stack("DataStack"));
    topics(&stack, 1);
    topics(&stack.scope("Queues"), 200);
    topics(&stack.scope("Alarms"), 300);
    let expected = format!(
        "error[L0001]: the stack has 501 resources, and CloudFormation takes 500
  --> dev/DataStack   tests/synth/limits.rs:{line}
  note: most of them are in Alarms (300), Queues (200), the stack itself (1)
  help: move some to another stack; what they refer to is exported and imported by itself
"
    );
    assert_eq!(findings(app), [expected]);
}

#[test]
fn the_201st_parameter_output_and_mapping_are_found_at_once() {
    let fill = |count: usize| {
        stack_with(|stack| {
            for number in 0..count {
                stack.add(format!("Size{number}"), Parameter::text());
                stack.add(format!("Shown{number}"), Output::new("text").export(format!("name-{number}")));
                stack.add(format!("Table{number}"), Mapping::new().row("row", [("cell", "text")]));
            }
        })
    };
    assert_eq!(fill(200).1, [""; 0]);
    let (line, found) = fill(201);
    assert_eq!(
        found,
        [
            format!(
                "error[L0002]: the stack has 201 parameters, and CloudFormation takes 200
  --> dev/DataStack   tests/synth/limits.rs:{line}
  help: turn parameters that never change into literals, or several of one kind into one list
"
            ),
            format!(
                "error[L0003]: the stack has 201 outputs, and CloudFormation takes 200
  --> dev/DataStack   tests/synth/limits.rs:{line}
  note: 201 of them are exports, most of which other stacks' references ask for
  help: move what is referred to most to the stack that refers to it, or split the stack
"
            ),
            format!(
                "error[L0004]: the stack has 201 mappings, and CloudFormation takes 200
  --> dev/DataStack   tests/synth/limits.rs:{line}
  help: join mappings with the same rows, or choose the values in the program
"
            ),
        ]
    );
}

#[test]
fn a_template_over_1_000_000_bytes_is_found_with_its_largest_resources() {
    let long = line!() + 2;
    let (line, found) = stack_with(|stack| {
        stack.add("Long", CustomResource::new("Custom::Long").property("ServiceToken", "x".repeat(999_900)));
    });
    let [found] = found.as_slice() else { panic!("{found:?}") };
    let expected = format!(
        "error[L0005]: the template has 1000013 bytes without white space, and CloudFormation takes 1000000
  --> dev/DataStack   tests/synth/limits.rs:{line}
  note: the largest resources are dev/DataStack/Long (tests/synth/limits.rs:{long}, 999956 bytes), \
         dev/DataStack/Only (tests/synth/limits.rs:{}, 26 bytes)
  help: move some resources to another stack, or put long texts where a resource can read them, such as a bucket
",
        line + 1
    );
    assert_eq!(found, &expected);
}

#[test]
fn a_template_that_fits_without_white_space_is_written_without() {
    let verified = crate::sample::verified({
        let (app, dev) = dev();
        let deep = serde_json::json!([[[vec!["x"; 100_000]]]]);
        dev.stack("DataStack").add("Deep", formwork::CustomResource::new("Custom::Deep").property("Deep", deep));
        app
    });
    let text = &verified.texts()[0][0];
    assert!(verified.assembly().environments[0].stacks[0].template.to_json().len() > 1_000_000);
    assert!(text.len() < 1_000_000 && !text.contains('\n'));
}

#[test]
fn long_descriptions_and_defaults_are_found_at_their_place() {
    let fill = |more: usize| {
        let (app, dev) = dev();
        let stack = dev.stack("DataStack").description("x".repeat(1024 + more));
        stack.add("Only", topic());
        stack.add("Shown", Output::new("text").description("x".repeat(1024 + more)));
        let size = Parameter::text().description("é".repeat(4000 + more)).default("x".repeat(4096 + more));
        stack.add("Size", size);
        findings(app)
    };
    assert_eq!(fill(0), [""; 0]);
    let found = fill(1);
    let heads: Vec<_> =
        found.iter().map(|text| (text.lines().next(), text.contains("tests/synth/limits.rs:"))).collect();
    assert_eq!(
        heads,
        [
            (Some("error[L0006]: the description has 1025 bytes, and CloudFormation takes 1024"), true),
            (Some("error[L0006]: the description has 1025 bytes, and CloudFormation takes 1024"), true),
            (Some("error[L0008]: the parameter's default has 4097 bytes, and CloudFormation takes 4096"), true),
            (Some("error[L0006]: the description has 4001 characters, and CloudFormation takes 4000"), true),
        ]
    );
    assert!(
        found[1].contains("dev/DataStack/Shown") && found[1].contains("/Outputs/Shown/Description"),
        "{}",
        found[1]
    );
}

#[test]
fn the_61st_dynamic_reference_is_found() {
    let fill = |count: usize| {
        stack_with(|stack| {
            for number in 0..count {
                let name = "{{resolve:ssm:/demo/name}}";
                stack.add(format!("Topic{number}"), topic().property("TopicName", name));
            }
        })
    };
    assert_eq!(fill(60).1, [""; 0]);
    let (line, found) = fill(61);
    assert_eq!(
        found,
        [format!(
            "error[L0009]: the template has 61 dynamic references (`resolve:`), and CloudFormation takes 60
  --> dev/DataStack   tests/synth/limits.rs:{line}
  note: most of them are in dev/DataStack/Topic0 (1), dev/DataStack/Topic1 (1), dev/DataStack/Topic10 (1)
  help: move some resources to another stack, or let the program that needs a secret read it by itself
"
        )]
    );
}

#[test]
fn rows_and_cells_of_a_mapping_are_counted() {
    let (_, found) = stack_with(|stack| {
        let mut table = Mapping::new().row("wide", (0..201).map(|number| (format!("c{number}"), "text")));
        for number in 0..200 {
            table = table.row(format!("r{number}"), [("cell", "text")]);
        }
        stack.add("Table", table);
    });
    let heads: Vec<&str> = found.iter().filter_map(|text| text.lines().next()).collect();
    assert_eq!(
        heads,
        [
            "error[L0010]: the mapping has 201 rows, and CloudFormation takes 200",
            "error[L0010]: the mapping has 201 cells in one row, and CloudFormation takes 200",
        ]
    );
}

#[test]
fn a_stack_without_resources_is_found() {
    let (app, dev) = dev();
    let (line, _stack) = (line!(), dev.stack("DataStack"));
    let expected = format!(
        "error[L0011]: the stack has no resource, and CloudFormation takes none without
  --> dev/DataStack   tests/synth/limits.rs:{line}
  help: add a resource to it, or take the stack out of the program
"
    );
    assert_eq!(findings(app), [expected]);
}

#[test]
fn a_stack_that_cannot_be_a_file_is_found() {
    let (app, dev) = dev();
    let (line, stack) = (line!(), dev.stack("Data.Stack").name("data"));
    stack.add("Only", topic());
    let expected = format!(
        "error[L0012]: `Data.Stack` is no id for a stack: its template's file is called like it
  --> dev/Data.Stack   tests/synth/limits.rs:{line}
  note: letters a to z, digits, `-` and `_` make a file name that every system takes
  help: give it another id
"
    );
    assert_eq!(findings(app), [expected]);
}

#[test]
fn an_environment_that_leads_out_of_the_folder_is_found_once_wherever_it_comes_from() {
    let app = formwork::App::new("demo");
    app.environment(formwork::Environment::new("..", "ap-northeast-1"));
    let mut assembly = app.synth();
    let numbers = |assembly| {
        let rejected = formwork::check::check(assembly).unwrap_err();
        rejected.problems.iter().map(|problem| problem.code.number).collect::<Vec<_>>()
    };
    assert_eq!(numbers(assembly.clone()), ["A0018"]);
    assembly.problems.clear();
    assert_eq!(numbers(assembly), ["A0018"]);
}

#[test]
fn everything_is_found_at_once_in_an_order_that_is_always_the_same() {
    let build = || {
        let (app, dev) = dev();
        let second = dev.stack("SecondStack").description("x".repeat(1025));
        topics(&second, 501);
        let first = dev.stack("FirstStack");
        first.add("Twice", topic());
        first.add("Twice", topic());
        first.add("Lost", topic().property("TopicName", formwork::function::sub("${Nowhere}")));
        findings(app)
    };
    let heads: Vec<String> =
        build().iter().map(|text| text.split(':').next().unwrap_or_default().to_string()).collect();
    assert_eq!(heads, ["error[R0006]", "error[A0002]", "error[L0001]", "error[L0006]"]);
    assert_eq!(build(), build());
}
