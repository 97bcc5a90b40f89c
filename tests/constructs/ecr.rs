//! Repositories, as their templates say.
#![cfg(feature = "ecr")]

use formwork::ecr::{ImageEncryption, Repository, TagMutability};
use formwork::iam::{Principal, Role};
use formwork::ids::ecr::RepositoryName;
use formwork::ids::kms::KeyArn;
use formwork::{App, CustomResource, DeletionPolicy, Environment, Language, Parameter, Stack};
use serde_json::{Value, json};

const ARN: &str = "arn:aws:ecr:us-east-1:123456789012:repository/shared/base";

/// Builds one stack and returns its template, and what was wrong, in full.
fn synth(build: impl FnOnce(&Stack)) -> (Value, Vec<String>) {
    let app = App::new("demo");
    build(&app.environment(Environment::new("dev", "ap-northeast-1")).stack("DataStack"));
    let assembly = app.synth();
    let template = serde_json::from_str(&assembly.environments[0].stacks[0].template.to_json()).expect("JSON");
    (template, assembly.problems.iter().map(|problem| problem.render(Language::English)).collect())
}

/// The resources of one stack that has nothing wrong with it.
fn resources(build: impl FnOnce(&Stack)) -> Value {
    let (mut template, problems) = synth(build);
    assert_eq!(problems, Vec::<String>::new());
    template["Resources"].take()
}

/// What is wrong, without its place, which has line numbers in it.
fn wrong(build: impl FnOnce(&Stack)) -> Vec<String> {
    let (_, problems) = synth(build);
    let without_place = |problem: &String| {
        let lines = problem.lines().filter(|line| !line.starts_with("  --> "));
        lines.collect::<Vec<_>>().join("\n")
    };
    problems.iter().map(without_place).collect()
}

/// The properties of one repository.
fn properties(repository: Repository) -> Value {
    let resources = resources(|stack| drop(stack.add("Repository", repository)));
    resources["Repository22E53BBD"]["Properties"].clone()
}

fn of_type<'a>(resources: &'a Value, type_name: &str) -> Vec<&'a Value> {
    let resources = resources.as_object().expect("resources").values();
    resources.filter(|resource| resource["Type"] == type_name).collect()
}

/// A text as it reads: `${Id}` for `Ref`, `${Id.Attribute}` for `Fn::GetAtt`, `${=Export}` for `Fn::ImportValue`.
fn read(value: &Value) -> String {
    if let Some(text) = value.as_str() {
        return text.to_string();
    }
    let (function, argument) = value.as_object().and_then(|map| map.iter().next()).expect("a function");
    match function.as_str() {
        "Ref" => format!("${{{}}}", argument.as_str().expect("an id")),
        "Fn::GetAtt" => {
            format!("${{{}.{}}}", argument[0].as_str().expect("an id"), argument[1].as_str().expect("a name"))
        }
        "Fn::ImportValue" => format!("${{={}}}", argument.as_str().expect("a name")),
        "Fn::Select" => format!("{}[{}]", read(&argument[1]), argument[0]),
        "Fn::Split" => format!("{}.split({})", read(&argument[1]), argument[0].as_str().expect("a separator")),
        "Fn::Join" => argument[1].as_array().expect("parts").iter().map(read).collect(),
        other => panic!("{other}"),
    }
}

#[test]
fn a_repository_is_a_repository_and_nothing_else() {
    let resources = resources(|stack| drop(stack.add("Repository", Repository::new())));
    assert_eq!(resources, json!({"Repository22E53BBD": {"Type": "AWS::ECR::Repository"}}));
}

#[test]
fn a_repository_has_everything_else_where_asked() {
    let resources = resources(|stack| {
        let repository = Repository::new()
            .name("shop/app")
            .tag_mutability(TagMutability::immutable_except(["latest", "dev-*"]))
            .scan_on_push(true)
            .encryption(ImageEncryption::Aes256)
            .empty_on_delete(true)
            .deletion_policy(DeletionPolicy::Retain);
        stack.add("Repository", repository);
    });
    let filter = |tag: &str| json!({"ImageTagMutabilityExclusionFilterType": "WILDCARD", "ImageTagMutabilityExclusionFilterValue": tag});
    assert_eq!(
        resources["Repository22E53BBD"],
        json!({
            "Type": "AWS::ECR::Repository",
            "Properties": {
                "EmptyOnDelete": true,
                "EncryptionConfiguration": {"EncryptionType": "AES256"},
                "ImageScanningConfiguration": {"ScanOnPush": true},
                "ImageTagMutability": "IMMUTABLE_WITH_EXCLUSION",
                "ImageTagMutabilityExclusionFilters": [filter("latest"), filter("dev-*")],
                "RepositoryName": "shop/app",
            },
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
        })
    );
}

#[test]
fn what_the_caller_says_is_written_even_if_aws_does_the_same() {
    let mutable = properties(Repository::new().tag_mutability(TagMutability::Mutable).scan_on_push(false));
    let scanning = json!({"ScanOnPush": false});
    assert_eq!(mutable, json!({"ImageScanningConfiguration": scanning, "ImageTagMutability": "MUTABLE"}));
    let immutable = properties(Repository::new().tag_mutability(TagMutability::Immutable));
    assert_eq!(immutable, json!({"ImageTagMutability": "IMMUTABLE"}));
    let except = properties(Repository::new().tag_mutability(TagMutability::mutable_except(["v*"])));
    assert_eq!(except["ImageTagMutability"], "MUTABLE_WITH_EXCLUSION");
}

#[test]
fn images_may_be_encrypted_with_a_key() {
    let encryption =
        |key| properties(Repository::new().encryption(ImageEncryption::Kms(key)))["EncryptionConfiguration"].clone();
    assert_eq!(encryption(None), json!({"EncryptionType": "KMS"}));
    let arn = "arn:aws:kms:us-east-1:123456789012:key/1";
    assert_eq!(encryption(Some(KeyArn::literal(arn))), json!({"EncryptionType": "KMS", "KmsKey": arn}));
}

#[test]
fn images_are_named_by_uri_and_tag_in_the_stack_and_out_of_it() {
    let app = App::new("demo");
    let environment = app.environment(Environment::new("dev", "ap-northeast-1"));
    let data = environment.stack("DataStack");
    let repository = data.add("Repository", Repository::new());
    data.add("Here", CustomResource::new("Custom::Task").property("Image", repository.image("v1.2.3")));
    let there = environment.stack("AppStack");
    let tag = there.add("Tag", Parameter::text()).value();
    there.add("There", CustomResource::new("Custom::Task").property("Image", repository.image(tag)));
    let assembly = app.synth();
    assert!(assembly.problems.is_empty());
    let image = |stack: usize, id: &str| {
        let text = assembly.environments[0].stacks[stack].template.to_json();
        read(&serde_json::from_str::<Value>(&text).expect("JSON")["Resources"][id]["Properties"]["Image"])
    };
    assert_eq!(image(0, "Here"), "${Repository22E53BBD.RepositoryUri}:v1.2.3");
    assert_eq!(image(1, "There"), "${=demo-dev-data:Repository22E53BBDRepositoryUri}:${Tag}");
}

#[test]
fn imported_repositories_have_the_same_attributes() {
    let resources = resources(|stack| {
        let named = stack.add("Named", Repository::from_name(RepositoryName::literal("shop/app")));
        let literal = stack.add("Literal", Repository::from_arn(ARN));
        let given = stack.add("Arn", Parameter::text()).value();
        let given = stack.add("Given", Repository::from_arn(given));
        assert!(named.resource().is_none());
        for (id, repository) in [("OfNamed", named), ("OfLiteral", literal), ("OfGiven", given)] {
            let reader = CustomResource::new("Custom::Reader").property("Arn", repository.repository_arn());
            let reader = reader.property("Name", repository.repository_name());
            stack.add(id, reader.property("Image", repository.image("latest")));
        }
    });
    let said = |id: &str| ["Arn", "Name", "Image"].map(|name| read(&resources[id]["Properties"][name]));
    let (arn, host) = ("arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/shop/app", ".dkr.ecr.");
    let own = format!("${{AWS::AccountId}}{host}${{AWS::Region}}.${{AWS::URLSuffix}}/shop/app:latest");
    assert_eq!(said("OfNamed"), [arn.to_string(), "shop/app".to_string(), own]);
    let literal = format!("123456789012{host}us-east-1.${{AWS::URLSuffix}}/shared/base:latest");
    assert_eq!(said("OfLiteral"), [ARN.to_string(), "shared/base".to_string(), literal]);
    let name = "${Arn}.split(:repository/)[1]";
    let given = format!("${{Arn}}.split(:)[4]{host}${{Arn}}.split(:)[3].${{AWS::URLSuffix}}/{name}:latest");
    assert_eq!(said("OfGiven"), ["${Arn}".to_string(), name.to_string(), given]);
}

#[test]
fn whoever_pulls_may_do_no_more() {
    let resources = resources(|stack| {
        let role = stack.add("Role", Role::new(Principal::service("ecs-tasks.amazonaws.com")));
        stack.add("Repository", Repository::new()).grant_pull(&role);
    });
    let policy = of_type(&resources, "AWS::IAM::Policy")[0];
    assert_eq!(
        policy["Properties"]["PolicyDocument"]["Statement"],
        json!([
            {
                "Effect": "Allow",
                "Action": ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
                "Resource": {"Fn::GetAtt": ["Repository22E53BBD", "Arn"]},
            },
            {"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"},
        ])
    );
}

#[test]
fn an_image_has_a_tag_that_images_can_have() {
    let line = line!() + 3;
    let (_, problems) = synth(|stack| {
        let repository = stack.add("Repository", Repository::new());
        repository.image("feature/login");
    });
    assert_eq!(
        problems,
        [format!(
            "error[C0432]: an image cannot have the tag `feature/login`
  --> dev/DataStack/Repository   tests/constructs/ecr.rs:{line}
  note: a tag is at most 128 letters, digits and _.- and does not begin with . or -
  help: name the image by a tag that it can have
"
        )]
    );
    let tagged =
        |tag: &str| wrong(|stack| drop(stack.add("Repository", Repository::new()).image(tag.to_string()))).len();
    assert_eq!(["", ".1", "-1", &"a".repeat(129)].map(tagged), [1; 4]);
    assert_eq!(["latest", "_1", "1.2-rc.3", &"a".repeat(128)].map(tagged), [0; 4]);
}

#[test]
fn what_is_no_arn_of_a_repository_is_an_error() {
    for arn in ["shared/base", "arn:aws:ecr:us-east-1:123456789012:repository/", "arn:aws:s3:::shared"] {
        let arn = arn.to_string();
        let problems = wrong(|stack| drop(stack.add("Repository", Repository::from_arn(arn.clone()))));
        assert_eq!(
            problems,
            [format!(
                "error[C0431]: `{arn}` is not the ARN of a repository
  help: write arn:aws:ecr:REGION:ACCOUNT:repository/NAME, or import it by its name"
            )]
        );
    }
}

#[test]
fn a_repository_excludes_one_to_five_tags_from_its_mutability() {
    let excluding = |tags: &[&'static str]| {
        let mutability = TagMutability::immutable_except(tags.iter().copied());
        wrong(|stack| drop(stack.add("Repository", Repository::new().tag_mutability(mutability))))
    };
    assert!(excluding(&["1", "2", "3", "4", "*-*"]).is_empty());
    assert_eq!(
        excluding(&[]),
        ["error[C0433]: 0 tags are excluded from the mutability of tags
  note: a repository takes 1 to 5 filters of at most 128 letters, digits and ._-, each with two * at most
  help: say which tags behave the other way, such as `latest` or `dev-*`"]
    );
    assert_eq!(excluding(&["1", "2", "3", "4", "5", "6"]).len(), 1);
    assert_eq!(excluding(&["*-*-*", "a/b", ""]).len(), 3);
}

#[test]
fn a_name_may_be_an_expression() {
    let resources = resources(|stack| {
        let name = stack.add("Name", Parameter::text()).value();
        stack.add("Repository", Repository::new().name(name));
    });
    assert_eq!(read(&resources["Repository22E53BBD"]["Properties"]["RepositoryName"]), "${Name}");
}
