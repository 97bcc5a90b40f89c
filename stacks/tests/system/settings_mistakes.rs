//! Every mistake that settings can hold, and what is said of it.

use formwork::Language;
use prooflink::settings::{Settings, codes};

/// Right, and without comments, so that lines can be counted: an environment with HTTP.
const HTTP: &str = r#"account = "123456789012"
region = "ap-northeast-1"
require_committed = false
allowed_addresses = ["0.0.0.0/0"]
image_tag = "latest"
image_check = "require"

[shape]
redundant = false
protected = false
monitored = false

[sizes]
task_cpu = 512
task_memory_mib = 1024
desired_count = 1
database_class = "db.t4g.micro"
database_storage_gib = 20
batch_max_vcpus = 2
user_import_cpu = 256
user_import_memory_mib = 512
test_case_import_cpu = 512
test_case_import_memory_mib = 1024
import_timeout_seconds = 3600

[cost]
interface_endpoints = true
database_schedule = true
delete_old_imports = true

[approval]
auto = 5
"#;

/// What is said of a text, or nothing where it is right.
fn said(text: &str) -> String {
    match Settings::parse("dev", "dev.toml", text) {
        Ok(_) => String::new(),
        Err(problems) => {
            let texts: Vec<String> = problems.iter().map(|problem| problem.render(Language::English)).collect();
            texts.join("\n")
        }
    }
}

/// The environment with something else in place of this.
fn with(old: &str, new: &str) -> String {
    assert_eq!(HTTP.matches(old).count(), 1, "{old}");
    HTTP.replace(old, new)
}

/// An environment with a domain, and these lines in place of the addresses.
fn https(lines: &str) -> String {
    with("allowed_addresses = [\"0.0.0.0/0\"]\n", &format!("domain = \"prooflink.example.com\"\n{lines}\n"))
}

/// The places and the first sentences alone, for tests of many cases.
fn heads(text: &str) -> Vec<String> {
    let said = said(text);
    let lines = said.lines().filter(|line| !line.starts_with("  note") && !line.starts_with("  help"));
    lines.filter(|line| !line.is_empty()).map(|line| line.trim_start().to_string()).collect()
}

#[test]
fn nothing_is_said_of_what_is_right() {
    assert_eq!(said(HTTP), "");
    assert_eq!(said(&https("")), "");
}

#[test]
fn a_misspelt_key_is_told_the_near_one() {
    assert_eq!(
        said(&with("desired_count", "desired_cuont")),
        "\
error[G0011]: `sizes.desired_count` is missing
  --> dev.toml:13   sizes.desired_count
  help: write, for example, `desired_count = 1` below [sizes]

error[G0005]: there is no setting `sizes.desired_cuont`
  --> dev.toml:16   sizes.desired_cuont
  note: the keys here are task_cpu, task_memory_mib, desired_count, database_class, database_storage_gib, \
database_max_storage_gib, batch_max_vcpus, user_import_cpu, user_import_memory_mib, test_case_import_cpu, \
test_case_import_memory_mib, import_timeout_seconds
  help: write `sizes.desired_count` if that is meant
"
    );
}

#[test]
fn a_misspelt_table_is_told_the_near_one() {
    let text = said(&with("[approval]", "[aproval]"));
    assert!(text.contains("error[G0005]: there is no setting `aproval`\n  --> dev.toml:31   aproval\n"), "{text}");
    assert!(text.contains("  help: write `approval` if that is meant\n"), "{text}");
}

#[test]
fn a_key_like_no_other_is_told_which_there_are() {
    assert_eq!(
        said(&with("auto = 5\n", "auto = 5\ncolour = \"green\"\n")),
        "\
error[G0006]: there is no setting `approval.colour`
  --> dev.toml:33   approval.colour
  note: the keys here are auto
  help: remove it
"
    );
}

#[test]
fn a_key_below_the_wrong_table_is_told_its_place() {
    assert_eq!(
        said(&with("auto = 5\n", "auto = 5\nstaging_bucket = \"prooflink-staging\"\n")),
        "\
error[G0007]: there is no setting `approval.staging_bucket`, but there is `staging_bucket`
  --> dev.toml:33   approval.staging_bucket
  note: a key belongs to the last [table] above it; keys without a table stand before the first one
  help: move the line to the place of `staging_bucket`
"
    );
}

#[test]
fn a_secret_is_refused_and_not_repeated() {
    let line = "database_password = \"swordfish\"\n";
    assert_eq!(
        said(&format!("{line}{HTTP}")),
        "\
error[G0009]: `database_password` looks like a secret
  --> dev.toml:1   database_password
  note: secrets are made and kept by AWS Secrets Manager, and never stand in settings or templates
  help: remove it, and change the secret if it was a real one
"
    );
    for key in ["NEXTAUTH_SECRET", "githubToken", "aws-access-key", "\"private key\"", "database_url"] {
        let text = said(&format!("{key} = \"swordfish\"\n{HTTP}"));
        assert!(text.starts_with("error[G0009]: ") && !text.contains("swordfish"), "{text}");
    }
    let text = said(&format!("{HTTP}\n[secrets]\nhost = \"swordfish\"\n"));
    assert!(text.starts_with("error[G0009]: `secrets` looks like a secret\n") && !text.contains("swordfish"), "{text}");
}

#[test]
fn a_missing_key_is_told_with_a_line_to_write() {
    assert_eq!(
        said(&with("account = \"123456789012\"\n", "")),
        "\
error[G0010]: `account` is missing
  --> dev.toml:1   account
  help: write, for example, `account = \"123456789012\"` before the first [table]
"
    );
}

#[test]
fn an_empty_file_misses_every_key_that_is_needed() {
    let problems = Settings::parse("dev", "dev.toml", "").expect_err("empty");
    let missing = |name| problems.iter().filter(|problem| problem.code.slug == name).count();
    assert_eq!((missing("missing-key"), missing("missing-key-of-table"), problems.len()), (4, 18, 22));
}

#[test]
fn a_value_of_another_type_is_told_the_right_one() {
    assert_eq!(
        said(&with("\"123456789012\"", "123456789012")),
        "\
error[G0012]: `account` has the type integer, not string
  --> dev.toml:1   account
  help: write it like `account = \"123456789012\"`
"
    );
    let heads_of = |old, new| heads(&with(old, new)).join(" ");
    assert_eq!(
        heads_of("task_cpu = 512", "task_cpu = 0.5"),
        "error[G0012]: `sizes.task_cpu` has the type float, not integer --> dev.toml:14   sizes.task_cpu"
    );
    assert_eq!(
        heads_of("redundant = false", "redundant = \"no\""),
        "error[G0012]: `shape.redundant` has the type string, not boolean --> dev.toml:9   shape.redundant"
    );
    assert_eq!(
        heads_of("[\"0.0.0.0/0\"]", "\"0.0.0.0/0\""),
        "error[G0012]: `allowed_addresses` has the type string, not array --> dev.toml:4   allowed_addresses"
    );
    assert_eq!(
        heads_of("[\"0.0.0.0/0\"]", "[\n  [\"0.0.0.0/0\"],\n]"),
        "error[G0012]: `allowed_addresses[0]` has the type array, not string --> dev.toml:5   allowed_addresses[0]"
    );
}

#[test]
fn a_table_that_is_none_is_told_so() {
    let text = with("\n[approval]\nauto = 5\n", "");
    assert_eq!(
        said(&format!("approval = 5\n{text}")),
        "\
error[G0012]: `approval` has the type integer, not table
  --> dev.toml:1   approval
  help: write it like `[approval]`

error[G0011]: `approval.auto` is missing
  --> dev.toml:1   approval.auto
  help: write, for example, `auto = 2` below [approval]
"
    );
}

#[test]
fn a_number_out_of_range_is_told_the_range() {
    assert_eq!(
        said(&with("auto = 5", "auto = 6")),
        "\
error[G0013]: `approval.auto` is 6
  --> dev.toml:32   approval.auto
  note: it goes from 0 to 5
  help: write a whole number in this range
"
    );
    let cases = [
        ("desired_count = 1", "desired_count = -1"),
        ("desired_count = 1", "desired_count = 99999999999999999999999"),
        ("batch_max_vcpus = 2", "batch_max_vcpus = 0"),
        ("database_storage_gib = 20", "database_storage_gib = 19"),
        ("import_timeout_seconds = 3600", "import_timeout_seconds = 59"),
    ];
    for (old, new) in cases {
        let (key, value) = new.split_once(" = ").expect("a line");
        assert_eq!(heads(&with(old, new))[0], format!("error[G0013]: `sizes.{key}` is {value}"));
    }
}

#[test]
fn an_empty_list_is_refused() {
    assert_eq!(
        said(&with("[\"0.0.0.0/0\"]", "[]")),
        "\
error[G0014]: `allowed_addresses` is empty
  --> dev.toml:4   allowed_addresses
  note: nobody could reach the system
  help: write at least one entry, or remove the key: then the deployer asks for it
"
    );
}

#[test]
fn an_account_is_twelve_digits() {
    assert_eq!(
        said(&with("123456789012", "1234-5678-9012")),
        "\
error[G0015]: `1234-5678-9012` is no AWS account
  --> dev.toml:1   account
  note: an account is twelve digits, without hyphens
  help: `aws sts get-caller-identity` says yours
"
    );
    for wrong in ["", "12345678901", "1234567890123", "١٢٣٤٥٦"] {
        assert!(said(&with("123456789012", wrong)).starts_with("error[G0015]"), "{wrong}");
    }
}

#[test]
fn a_zone_is_no_region() {
    assert_eq!(
        said(&with("ap-northeast-1", "ap-northeast-1a")),
        "\
error[G0016]: `ap-northeast-1a` is no AWS region
  --> dev.toml:2   region
  note: a region is like `ap-northeast-1`; a zone has a letter after it, and a region none
  help: write the region that the environment lives in
"
    );
    for wrong in ["", "tokyo", "ap_northeast_1", "AP-NORTHEAST-1", "northeast-1", "ap--1"] {
        assert!(said(&with("ap-northeast-1", wrong)).starts_with("error[G0016]"), "{wrong}");
    }
    for right in ["us-east-1", "us-gov-west-1", "eusc-de-east-1", "us-isob-east-1"] {
        assert_eq!(said(&with("ap-northeast-1", right)), "");
    }
}

#[test]
fn a_domain_is_a_name_alone() {
    assert_eq!(
        said(&https("").replace("prooflink.example.com", "https://prooflink.example.com/")),
        "\
error[G0017]: `https://prooflink.example.com/` is no domain name
  --> dev.toml:4   domain
  note: it is lower-case names with dots between, without scheme, port, path or `*`, and at most 64 characters, for \
the certificate
  help: write it like `prooflink.example.com`
"
    );
    let long = format!("{}.example.com", "a".repeat(60));
    for wrong in ["", "localhost", "Prooflink.example.com", "*.example.com", "a..com", "-a.com", "10.0.0.1", &long] {
        assert!(said(&https("").replace("prooflink.example.com", wrong)).starts_with("error[G0017]"), "{wrong}");
    }
}

#[test]
fn a_hosted_zone_is_an_id_and_no_path() {
    assert_eq!(
        said(&https("hosted_zone_id = \"/hostedzone/Z0123\"")),
        "\
error[G0018]: `/hostedzone/Z0123` is no id of a hosted zone
  --> dev.toml:5   hosted_zone_id
  note: it is a Z, then capital letters and digits, without `/hostedzone/` before it
  help: `aws route53 list-hosted-zones` says it
"
    );
}

#[test]
fn a_certificate_is_an_arn_of_certificate_manager() {
    assert_eq!(
        said(&https("certificate_arn = \"arn:aws:iam::123456789012:server-certificate/prooflink\"")),
        "\
error[G0019]: `arn:aws:iam::123456789012:server-certificate/prooflink` is no ARN of a certificate
  --> dev.toml:5   certificate_arn
  note: it is like `arn:aws:acm:REGION:ACCOUNT:certificate/ID`
  help: `aws acm list-certificates` says it
"
    );
}

#[test]
fn a_certificate_of_another_region_is_refused() {
    assert_eq!(
        said(&https("certificate_arn = \"arn:aws:acm:us-east-1:123456789012:certificate/0a1b-2c3d\"")),
        "\
error[G0020]: the certificate is in us-east-1, the environment in ap-northeast-1
  --> dev.toml:5   certificate_arn
  note: a load balancer takes certificates of its own region only
  help: request one in ap-northeast-1, or set `hosted_zone_id` instead and have it made
"
    );
}

#[test]
fn a_zone_and_a_certificate_are_one_too_many() {
    let lines =
        "certificate_arn = \"arn:aws:acm:ap-northeast-1:123456789012:certificate/0a1b\"\nhosted_zone_id = \"Z0\"";
    assert_eq!(
        said(&https(lines)),
        "\
error[G0021]: both `hosted_zone_id` and `certificate_arn` are set
  --> dev.toml:5   certificate_arn
  note: the other one is at dev.toml:6; a zone is for making a certificate, an ARN for one that exists
  help: remove one of the two
"
    );
}

#[test]
fn a_value_without_effect_is_told_what_it_needs() {
    assert_eq!(
        said(&format!("hosted_zone_id = \"Z0123\"\nalarm_mail = \"operator@example.com\"\n{HTTP}")),
        "\
error[G0022]: `hosted_zone_id` has no effect in this environment
  --> dev.toml:1   hosted_zone_id
  note: it counts only with `domain`
  help: remove it, or set `domain`

error[G0022]: `alarm_mail` has no effect in this environment
  --> dev.toml:2   alarm_mail
  note: it counts only with `shape.monitored`
  help: remove it, or set `shape.monitored`
"
    );
}

#[test]
fn an_address_that_is_none_is_told_what_one_is() {
    assert_eq!(
        said(&with("0.0.0.0/0", "10.1.2.0/33")),
        "\
error[G0023]: `10.1.2.0/33` is no block of IPv4 addresses
  --> dev.toml:4   allowed_addresses[0]
  note: it is four numbers up to 255, a slash, and a prefix from 0 to 32
  help: write it like `10.1.2.0/24`, or `10.1.2.3/32` for one address
"
    );
    let wrongs = ["", "/", "10.1.2.0/", "10.1.2/24", "10.1.256.0/24", "010.1.2.0/24", "10.1.2.0/+8", "10.1.2.0/024"];
    for wrong in wrongs.iter().chain(&["10.1.2.0/255.255.255.0", "2001:db8::/32", " 10.1.2.0/24", "office"]) {
        assert!(said(&with("0.0.0.0/0", wrong)).starts_with("error[G0023]"), "{wrong}");
    }
}

#[test]
fn an_address_alone_is_told_its_prefix() {
    assert_eq!(
        said(&with("0.0.0.0/0", "93.184.216.34")),
        "\
error[G0024]: `93.184.216.34` has no prefix
  --> dev.toml:4   allowed_addresses[0]
  note: it is four numbers up to 255, a slash, and a prefix from 0 to 32
  help: write `93.184.216.34/32` for this one address
"
    );
}

#[test]
fn host_bits_are_told_the_block_that_is_meant() {
    assert_eq!(
        said(&with("[\"0.0.0.0/0\"]", "[\n  \"10.1.2.0/24\",\n  \"10.1.3.4/23\",\n]")),
        "\
error[G0025]: `10.1.3.4/23` has host bits set
  --> dev.toml:6   allowed_addresses[1]
  note: the block that it lies in is 10.1.2.0/23
  help: write `10.1.2.0/23`, or `10.1.3.4/32` for the one address
"
    );
    assert!(said(&with("0.0.0.0/0", "1.2.3.4/0")).contains("  help: write `0.0.0.0/0`, or `1.2.3.4/32`"));
}

#[test]
fn everybody_is_not_let_in_behind_a_web_acl() {
    assert_eq!(
        said(&https("allowed_addresses = [\"0.0.0.0/0\"]")),
        "\
error[G0026]: `0.0.0.0/0` lets in everybody
  --> dev.toml:5   allowed_addresses[0]
  note: with `domain` set, a web ACL lets in only these addresses; AWS takes no /0 for it
  help: write the blocks that your users come from
"
    );
}

#[test]
fn documentation_ranges_are_not_let_in_behind_a_web_acl() {
    assert_eq!(
        said(&https("allowed_addresses = [\"203.0.113.0/24\"]")),
        "\
error[G0027]: `203.0.113.0/24` overlaps 203.0.113.0/24, which is for documentation only
  --> dev.toml:5   allowed_addresses[0]
  note: RFC 5737 reserves it: nobody comes from there, and with `domain` set nobody else gets in
  help: write the blocks that your users come from
"
    );
    for wrong in ["198.51.100.10/32", "192.0.2.128/25", "192.0.0.0/16", "203.0.112.0/23", "128.0.0.0/1"] {
        let text = said(&https(&format!("allowed_addresses = [\"{wrong}\"]")));
        assert!(text.starts_with(&format!("error[G0027]: `{wrong}` overlaps ")), "{text}");
    }
    for right in ["198.51.101.0/24", "192.0.3.0/24", "203.0.114.0/23", "192.0.0.0/23"] {
        assert_eq!(said(&https(&format!("allowed_addresses = [\"{right}\"]"))), "");
    }
}

#[test]
fn an_address_twice_is_told_the_first_place() {
    assert_eq!(
        said(&with("[\"0.0.0.0/0\"]", "[\n  \"10.0.0.0/8\",\n  \"10.0.0.0/8\",\n]")),
        "\
error[G0028]: `10.0.0.0/8` stands there twice
  --> dev.toml:6   allowed_addresses[1]
  note: the first one is at dev.toml:5
  help: remove one of them
"
    );
}

#[test]
fn a_mail_address_has_an_at() {
    let text = with("monitored = false", "monitored = true");
    assert_eq!(
        said(&format!("alarm_mail = \"operator\"\n{text}")),
        "\
error[G0029]: `operator` is no mail address
  --> dev.toml:1   alarm_mail
  note: it is a name, an @ and a domain, without spaces
  help: write one address, like `operator@example.com`
"
    );
    for wrong in ["", "@", "a@", "@b", "a@b@c", "a b@c", "Operator <a@b.c>", "a@b.c, d@e.f"] {
        assert!(said(&format!("alarm_mail = \"{wrong}\"\n{text}")).starts_with("error[G0029]"), "{wrong}");
    }
}

#[test]
fn an_image_tag_is_a_tag_alone() {
    assert_eq!(
        said(&with("latest", "prooflink-dev-app:latest")),
        "\
error[G0030]: `prooflink-dev-app:latest` is no tag of an image
  --> dev.toml:5   image_tag
  note: it is letters, digits, `_`, `.` and `-`, at most 128, beginning with none of the last two
  help: write the tag alone, without repository, colon or digest
"
    );
}

#[test]
fn a_way_to_check_for_the_image_is_told_the_near_one() {
    assert_eq!(
        said(&with("\"require\"", "\"start-emtpy\"")),
        "\
error[G0038]: `start-emtpy` is no way to check for the image
  --> dev.toml:6   image_check
  note: there are `start-empty`, a service without tasks until there is an image, and `require`, no service without one
  help: write `start-empty`
"
    );
    assert!(said(&with("\"require\"", "\"never\"")).ends_with("  help: write `require`\n"));
    assert_eq!(
        heads(&with("\"require\"", "true")).join(" "),
        "error[G0012]: `image_check` has the type boolean, not string --> dev.toml:6   image_check"
    );
    assert_eq!(said(&with("\"require\"", "\"start-empty\"")), "");
}

#[test]
fn a_bucket_is_a_name_alone() {
    assert_eq!(
        said(&format!("staging_bucket = \"s3://prooflink\"\n{HTTP}")),
        "\
error[G0031]: `s3://prooflink` is no name of a bucket
  --> dev.toml:1   staging_bucket
  note: it is 3 to 63 lower-case letters, digits, hyphens and dots, beginning and ending with a letter or digit
  help: write the name alone, without `s3://`
"
    );
}

#[test]
fn a_database_class_begins_with_db() {
    assert_eq!(
        said(&with("db.t4g.micro", "t4g.micro")),
        "\
error[G0032]: `t4g.micro` is no class of a database instance
  --> dev.toml:17   sizes.database_class
  note: it is `db.`, a family, a dot and a size
  help: write it like `db.t4g.micro`
"
    );
}

#[test]
fn a_cpu_that_fargate_lacks_is_told_which_there_are() {
    assert_eq!(
        said(&with("task_cpu = 512", "task_cpu = 1")),
        "\
error[G0033]: Fargate has no tasks with 1 CPU units
  --> dev.toml:14   sizes.task_cpu
  note: there are 256, 512, 1024, 2048, 4096, 8192, 16384; 1024 units are one vCPU
  help: write one of these
"
    );
}

#[test]
fn a_memory_that_fargate_lacks_is_told_the_nearest() {
    assert_eq!(
        said(&with("user_import_memory_mib = 512", "user_import_memory_mib = 1500")),
        "\
error[G0034]: Fargate has no tasks with 256 CPU units and 1500 MiB
  --> dev.toml:21   sizes.user_import_memory_mib
  note: with 256 CPU units there are 512, 1024, 2048 MiB
  help: the nearest is `user_import_memory_mib = 1024`
"
    );
    let text = said(&with("\ntask_memory_mib = 1024", "\ntask_memory_mib = 99999999999999999999"));
    assert!(text.contains("  help: the nearest is `task_memory_mib = 4096`\n"), "{text}");
}

#[test]
fn storage_grows_by_a_tenth_at_least() {
    let storage = "database_storage_gib = 20\n";
    assert_eq!(
        said(&with(storage, "database_storage_gib = 105\ndatabase_max_storage_gib = 115\n")),
        "\
error[G0035]: `sizes.database_max_storage_gib` is 115, too little above `sizes.database_storage_gib`, which is 105
  --> dev.toml:19   sizes.database_max_storage_gib
  note: RDS wants a ceiling at least a tenth above what is allocated
  help: write 116 or more, or remove the key: then the storage stays as it is
"
    );
    assert_eq!(said(&with(storage, "database_storage_gib = 105\ndatabase_max_storage_gib = 116\n")), "");
}

#[test]
fn a_job_fits_into_what_batch_may_use() {
    let text = with("test_case_import_cpu = 512", "test_case_import_cpu = 4096");
    assert_eq!(
        said(&text.replace("test_case_import_memory_mib = 1024", "test_case_import_memory_mib = 8192")),
        "\
error[G0036]: a job of 4096 CPU units never runs: `sizes.batch_max_vcpus` is 2
  --> dev.toml:22   sizes.test_case_import_cpu
  note: 1024 units are one vCPU
  help: make the job smaller or the maximum larger
"
    );
}

#[test]
fn a_redundant_environment_does_not_sleep() {
    assert_eq!(
        said(&with("redundant = false", "redundant = true")),
        "\
error[G0037]: the database would be stopped every night
  --> dev.toml:28   cost.database_schedule
  note: with `shape.redundant` the environment is meant to be there always
  help: set `cost.database_schedule = false`, or `shape.redundant = false`
"
    );
}

#[test]
fn what_is_no_toml_is_told_by_line() {
    assert_eq!(
        said(&with("image_tag = \"latest\"", "image_tag = latest")),
        "\
error[G0004]: the line is no TOML: string values must be quoted, expected literal string
  --> dev.toml:5
  note: the settings are looked at when the whole file can be read
  help: mend the line; https://toml.io shows how values are written
"
    );
    assert_eq!(
        heads(&with("redundant = false", "redundant = off").replace("auto = 5", "auto")),
        [
            "error[G0004]: the line is no TOML: string values must be quoted, expected literal string",
            "--> dev.toml:9",
            "error[G0004]: the line is no TOML: key with no value, expected `=`",
            "--> dev.toml:32",
        ]
    );
    assert_eq!(
        heads(&with("image_tag = \"latest\"", "region = \"us-east-1\"")),
        ["error[G0004]: the line is no TOML: duplicate key", "--> dev.toml:5"]
    );
}

#[test]
fn all_mistakes_are_said_at_once_and_by_line() {
    let text = HTTP
        .replace("123456789012", "1234")
        .replace("0.0.0.0/0", "10.1.2.3/24")
        .replace("task_cpu = 512", "task_cpu = 500")
        .replace("db.t4g.micro", "micro")
        .replace("interface_endpoints = true", "interface_endpoint = true")
        .replace("auto = 5", "auto = \"all\"");
    let places: Vec<String> = heads(&text).into_iter().filter(|line| line.starts_with("-->")).collect();
    assert_eq!(
        places,
        [
            "--> dev.toml:1   account",
            "--> dev.toml:4   allowed_addresses[0]",
            "--> dev.toml:14   sizes.task_cpu",
            "--> dev.toml:17   sizes.database_class",
            "--> dev.toml:26   cost.interface_endpoints",
            "--> dev.toml:27   cost.interface_endpoint",
            "--> dev.toml:32   approval.auto",
        ]
    );
}

#[test]
fn keys_with_line_breaks_or_dots_stay_on_one_line() {
    let text = said(&format!("\"a\\nb\" = 1\n\"sizes.task_cpu\" = 1\n{HTTP}"));
    assert!(text.contains("error[G0006]: there is no setting `a\\nb`\n  --> dev.toml:1   a\\nb\n"), "{text}");
    assert!(text.contains("there is no setting `sizes.task_cpu`\n  --> dev.toml:2   sizes.task_cpu\n"), "{text}");
}

#[test]
fn numbers_of_codes_are_in_order_and_never_used_twice() {
    let numbers: Vec<&str> = codes::ALL.iter().map(|code| code.number).collect();
    let wanted: Vec<String> = (1..=numbers.len()).map(|number| format!("G{number:04}")).collect();
    assert_eq!(numbers, wanted);
}
