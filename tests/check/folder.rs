//! Templates that belong together.

use formwork::command::{Invocation, Shell, run_check};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

static COUNT: AtomicUsize = AtomicUsize::new(0);

/// A folder that goes with this.
pub struct Folder(PathBuf);

impl Folder {
    pub fn of(files: &[(&str, &str)]) -> Self {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("formwork-check-tests-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        for (name, text) in files {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
        Folder(folder)
    }

    /// The status, the results and the messages of `check` with these arguments.
    pub fn check(&self, arguments: &[&str]) -> (u8, String, String) {
        let invocation = Invocation {
            arguments: ["check"].iter().chain(arguments).map(Into::into).collect(),
            working_folder: self.0.clone(),
            workspace: self.0.clone(),
            cdk_outdir: None,
            cdk_validates: true,
            today: None,
        };
        let (mut results, mut messages) = (Vec::new(), Vec::new());
        let status = run_check(&invocation, &mut Shell::new(&mut results, &mut messages));
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (status, text(results), text(messages))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const NET: &str = "Resources:\n  Vpc:\n    Type: AWS::EC2::VPC\n    Properties: {CidrBlock: 10.0.0.0/16}\n\
                   Outputs:\n  Vpc:\n    Value: !Ref Vpc\n    Export: {Name: net-vpc}\n";
const APP: &str = "Resources:\n  Subnet:\n    Type: AWS::EC2::Subnet\n    Properties: {CidrBlock: 10.0.0.0/24, VpcId: !ImportValue net-vpc}\n";

#[test]
fn one_template_imports_what_another_one_exports() {
    let folder = Folder::of(&[("app.yaml", APP), ("net.yml", NET)]);
    assert_eq!(folder.check(&["."]), (0, "2 templates, nothing found\n".to_string(), String::new()));
    assert_eq!(folder.check(&["net.yml", "app.yaml"]).0, 0);
}

#[test]
fn every_template_below_a_folder_is_found_and_nothing_else() {
    let package = "{\"name\": \"Resources\"}";
    let folder = Folder::of(&[
        ("a/net.yaml", NET),
        ("b/net.template", APP),
        ("b/c/net.json", "{\"Resources\": {\"T\": {\"Type\": \"AWS::SNS::Topic\"}}}"),
        ("b/notes.md", "Resources"),
        ("node_modules/x/template.yaml", "Resources: 7"),
        (".git/template.yaml", "Resources: 7"),
        ("values.yaml", "replicas: 3"),
    ]);
    assert_eq!(folder.check(&["."]).1, "3 templates, nothing found\n");
    let (status, _, said) = Folder::of(&[("package.json", package)]).check(&["package.json"]);
    assert_eq!(status, 1);
    assert!(said.contains("no template in package.json"), "{said}");
}

fn manifest(artifacts: &str) -> String {
    format!("{{\"version\": \"36.0.0\", \"artifacts\": {artifacts}}}")
}

#[test]
fn a_manifest_says_which_stacks_there_are_and_what_they_are_called() {
    let bad = r#"{"Resources": {"Bucket83908E77": {"Type": "AWS::S3::Bucket", "DependsOn": "Gone",
        "Metadata": {"aws:cdk:path": "Prod/Data/Bucket/Resource"}}}}"#;
    let root = manifest(
        r#"{"assembly-Prod": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-Prod"}, "displayName": "Prod"},
        "Tree": {"type": "cdk:tree", "properties": {"file": "tree.json"}}}"#,
    );
    let nested = manifest(
        r#"{"ProdData": {"type": "aws:cloudformation:stack", "environment": "aws://123456789012/eu-west-1",
        "properties": {"templateFile": "data.template.json", "stackName": "prod-data"}, "displayName": "Prod/Data"}}"#,
    );
    let folder = Folder::of(&[
        ("cdk.out/manifest.json", &root),
        ("cdk.out/tree.json", "{\"Resources\": 7}"),
        ("cdk.out/assembly-Prod/manifest.json", &nested),
        ("cdk.out/assembly-Prod/data.template.json", bad),
    ]);
    let (status, _, said) = folder.check(&["cdk.out"]);
    assert_eq!(status, 1);
    assert!(said.contains("--> Prod/Data/Bucket/Resource   cdk.out/assembly-Prod/data.template.json:1"), "{said}");
    assert!(said.contains("1 error"), "{said}");
}

#[test]
fn a_manifest_leads_nowhere_outside_of_its_folder() {
    let stack = |file: &str| {
        let properties = format!("{{\"templateFile\": \"{file}\"}}");
        manifest(&format!("{{\"S\": {{\"type\": \"aws:cloudformation:stack\", \"properties\": {properties}}}}}"))
    };
    for file in ["../net.yaml", "/etc/passwd", "gone.json"] {
        let folder = Folder::of(&[("out/manifest.json", &stack(file)), ("net.yaml", NET)]);
        let (status, _, said) = folder.check(&["out"]);
        assert_eq!(status, 1, "{file}");
        assert!(said.contains("error[T0001]"), "{file}: {said}");
    }
    let nested = r#"{"N": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "."}}}"#;
    let (status, _, said) = Folder::of(&[("out/manifest.json", &manifest(nested))]).check(&["out"]);
    assert_eq!(status, 1, "a folder in itself ends");
    assert!(said.contains("nested too deep"), "{said}");
    let (status, _, said) = Folder::of(&[("out/manifest.json", "[]")]).check(&["out"]);
    assert_eq!(status, 1);
    assert!(said.contains("error[T0009]"), "{said}");
}
