//! What only the account knows.

use super::{CERTIFICATE, REGION, listener, logging, said, slugs, target, words};
use formwork_deploy::preflight::{
    Answer, Certificate, Check, Filled, Lookups, Offer, Touched, answer, offline, online,
};
use formwork_deploy::target::Target;
use futures_util::future::LocalBoxFuture;
use serde_json::{Value, json};

/// An account that says this.
#[derive(Default)]
struct Account {
    there: Vec<(&'static str, &'static str)>,
    count: usize,
    quota: usize,
    certificate: Option<Certificate>,
    /// The members of every secret.
    members: Vec<&'static str>,
    /// The classes that are sold.
    sold: Vec<&'static str>,
    is_silent: bool,
}

impl Account {
    fn says<'f, T: 'f>(&'f self, answer: Answer<T>) -> LocalBoxFuture<'f, Answer<T>> {
        let silent = Answer::Unknown("nobody may ask".to_string());
        Box::pin(std::future::ready(if self.is_silent { silent } else { answer }))
    }
}

impl Lookups for Account {
    fn exists<'f>(&'f self, kind: &'f str, identifier: &'f str) -> LocalBoxFuture<'f, Answer<()>> {
        let is_there = self.there.contains(&(kind, identifier))
            || self.there.iter().any(|(known, id)| *known == kind && *id == identifier);
        self.says(if is_there { Answer::Yes(()) } else { Answer::No })
    }

    fn count<'f>(&'f self, _kind: &'f str) -> LocalBoxFuture<'f, Answer<usize>> {
        self.says(Answer::Yes(self.count))
    }

    fn quota<'f>(&'f self, _service: &'f str, _code: &'f str) -> LocalBoxFuture<'f, Answer<usize>> {
        self.says(Answer::Yes(self.quota))
    }

    fn certificate<'f>(&'f self, _arn: &'f str) -> LocalBoxFuture<'f, Answer<Certificate>> {
        self.says(self.certificate.clone().map_or(Answer::No, Answer::Yes))
    }

    fn filled<'f>(&'f self, what: Filled, physical_id: &'f str) -> LocalBoxFuture<'f, Answer<()>> {
        panic!("{what:?} {physical_id}: nothing is deleted here")
    }

    fn members<'f>(&'f self, _secret: &'f str) -> LocalBoxFuture<'f, Answer<Vec<String>>> {
        self.says(Answer::Yes(self.members.iter().map(|member| (*member).to_string()).collect()))
    }

    fn sold<'f>(&'f self, offer: Offer<'f>) -> LocalBoxFuture<'f, Answer<()>> {
        assert_eq!((offer.engine, offer.region), ("PostgreSQL", REGION));
        self.says(if self.sold.contains(&offer.class) { Answer::Yes(()) } else { Answer::No })
    }
}

async fn asked(account: &Account, target: &Target, added: &[(usize, &'static str)]) -> Vec<Check> {
    let made = |(stack, logical_id): &(usize, &'static str)| Touched { stack: *stack, logical_id, is_made: true };
    online(account, target, &added.iter().map(made).collect::<Vec<_>>(), true).await
}

#[tokio::test]
async fn a_name_that_is_taken_is_found_where_it_would_be_made_and_only_there() {
    let table = json!({"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": "orders"}});
    let target = target(&[("DataStack", json!({"Resources": {"Orders": table}}))]);
    let account = Account { there: vec![("AWS::DynamoDB::Table", "orders")], ..Account::default() };
    let checks = asked(&account, &target, &[(0, "Orders")]).await;
    assert_eq!(slugs(&checks), ["name-taken"]);
    assert!(said(&checks).contains("`deploy DataStack dev --import-existing`"), "{}", said(&checks));
    assert!(asked(&account, &target, &[]).await.is_empty(), "an update does not make it");
    assert_eq!(words(&asked(&Account::default(), &target, &[(0, "Orders")]).await), ["name pass"]);
    let silent = Account { is_silent: true, ..account };
    assert_eq!(words(&asked(&silent, &target, &[(0, "Orders")]).await), ["name unknown"]);
}

#[tokio::test]
async fn a_quota_that_is_too_small_is_found() {
    let address = json!({"Type": "AWS::EC2::EIP"});
    let target = target(&[("NetworkStack", json!({"Resources": {"A": address, "B": address}}))]);
    let added = [(0, "A"), (0, "B")];
    let account = Account { count: 4, quota: 5, ..Account::default() };
    let checks = asked(&account, &target, &added).await;
    assert_eq!(slugs(&checks), ["no-room"]);
    assert!(said(&checks).contains("4 are there, and 5 may be (quota ec2 L-0263D0A3)"), "{}", said(&checks));
    assert_eq!(words(&asked(&Account { count: 3, ..account }, &target, &added).await), ["quota pass"]);
}

#[tokio::test]
async fn a_certificate_has_to_be_issued_and_for_the_host() {
    let target = listener(CERTIFICATE);
    let of = |status: &str, name: &str| {
        let certificate = Certificate { status: status.to_string(), names: vec![name.to_string()] };
        Account { certificate: Some(certificate), ..Account::default() }
    };
    let added = [(0, "Listener")];
    for (account, words_of) in [
        (of("ISSUED", "app.example.com"), "certificate pass"),
        (of("ISSUED", "*.example.com"), "certificate pass"),
        (of("ISSUED", "example.com"), "certificate fail"),
        (of("ISSUED", "*.app.example.com"), "certificate fail"),
        (of("PENDING_VALIDATION", "app.example.com"), "certificate fail"),
        (Account::default(), "certificate fail"),
        (Account { is_silent: true, ..Account::default() }, "certificate unknown"),
    ] {
        assert_eq!(words(&asked(&account, &target, &added).await), [words_of], "{:?}", account.certificate);
    }
}

#[tokio::test]
async fn a_hosted_zone_and_a_log_group_have_to_be_there() {
    let mut target = target(&[("AppStack", logging(json!("/other"), json!({})))]);
    target.stacks[0].template["Parameters"] = json!({"Zone": {"Type": "AWS::Route53::HostedZone::Id"}});
    target.stacks[0].parameters.insert("Zone".to_string(), "Z1".to_string());
    let added = [(0, "Task")];
    let checks = asked(&Account::default(), &target, &added).await;
    assert_eq!(slugs(&checks), ["no-hosted-zone", "log-group-missing"]);
    let there = vec![("AWS::Route53::HostedZone", "Z1"), ("AWS::Logs::LogGroup", "/other")];
    let checks = asked(&Account { there, ..Account::default() }, &target, &added).await;
    assert_eq!(words(&checks), ["hosted_zone pass", "log_group pass"]);
}

/// A task that takes a secret that no stack makes, or a member of it.
fn taking(from: Value) -> Target {
    let containers = json!([{"Name": "app", "Secrets": [{"Name": "TOKEN", "ValueFrom": from}]}]);
    let task = json!({"Type": "AWS::ECS::TaskDefinition", "Properties": {"ContainerDefinitions": containers}});
    let parameters = json!({"Secret": {"Type": "String"}});
    let mut target = target(&[("AppStack", json!({"Parameters": parameters, "Resources": {"Task": task}}))]);
    target.stacks[0].parameters.insert("Secret".to_string(), SECRET.to_string());
    target
}

const SECRET: &str = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:theirs-a1B2c3";

#[tokio::test]
async fn a_secret_of_somebody_else_has_to_be_there_with_the_member() {
    let there = || vec![("AWS::SecretsManager::Secret", SECRET)];
    let of = |members: &[&'static str]| Account { there: there(), members: members.to_vec(), ..Account::default() };
    let by_text = taking(json!(format!("{SECRET}:TOKEN::")));
    let by_parameter = taking(json!({"Fn::Join": ["", [{"Ref": "Secret"}, ":TOKEN::"]]}));
    let whole = taking(json!(SECRET));
    let added = [(0, "Task")];
    for target in [&by_text, &by_parameter] {
        assert_eq!(words(&offline(target)), ["parameter pass", "secret unknown"]);
        assert_eq!(words(&asked(&of(&["TOKEN"]), target, &added).await), ["secret pass"]);
        assert_eq!(slugs(&asked(&of(&["KEY"]), target, &added).await), ["no-member"]);
        assert_eq!(slugs(&asked(&Account::default(), target, &added).await), ["no-secret"]);
    }
    assert_eq!(words(&asked(&of(&[]), &whole, &added).await), ["secret pass"]);
    // not asked for
    let made = [Touched { stack: 0, logical_id: "Task", is_made: true }];
    assert_eq!(words(&online(&of(&["TOKEN"]), &by_text, &made, false).await), ["secret unknown"]);
}

#[tokio::test]
async fn a_parameter_of_systems_manager_is_no_secret() {
    let target = taking(json!("arn:aws:ssm:ap-northeast-1:123456789012:parameter/token"));
    assert_eq!(words(&offline(&target)), ["parameter pass"]);
    assert!(asked(&Account::default(), &target, &[(0, "Task")]).await.is_empty());
}

#[tokio::test]
async fn an_answer_takes_the_place_of_the_open_question() {
    let target = taking(json!(format!("{SECRET}:TOKEN::")));
    let there = vec![("AWS::SecretsManager::Secret", SECRET)];
    let account = Account { there, members: vec!["TOKEN"], ..Account::default() };
    let mut checks = offline(&target);
    answer(&mut checks, asked(&account, &target, &[(0, "Task")]).await);
    assert_eq!(words(&checks), ["parameter pass", "secret pass"]);
}

#[tokio::test]
async fn a_class_that_aws_does_not_sell_is_found_before_a_database_is_made_or_changed() {
    let database = json!({"Type": "AWS::RDS::DBInstance", "Properties": {
        "Engine": "postgres", "DBInstanceClass": "db.t4g.micro",
    }});
    let target = target(&[("DataStack", json!({"Resources": {"Database": database}}))]);
    let changed = [Touched { stack: 0, logical_id: "Database", is_made: false }];
    let sold = Account { sold: vec!["db.t4g.micro"], ..Account::default() };
    assert_eq!(words(&online(&sold, &target, &changed, false).await), ["class pass"]);
    let checks = online(&Account::default(), &target, &changed, false).await;
    assert_eq!(slugs(&checks), ["not-sold"]);
    assert!(said(&checks).contains("db.t4g.micro, which AWS does not sell for PostgreSQL in ap-northeast-1"));
}
