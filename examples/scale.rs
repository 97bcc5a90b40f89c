//! `scale STACKS RESOURCES [OUTDIR]`: synthesizes STACKS stacks of exactly RESOURCES resources each, to measure.
//!
//! Per stack, resource i has g = i / 3: a queue that redrives to the one before, a bucket whose CORS origin joins the
//! queue's name, a role with a policy on both, and, for every tenth g, on the previous stack's bucket.
//! `tests/bench/` holds the same rule for aws-cdk-lib and troposphere.

use formwork::check::check;
use formwork::iam::{CfnRole, role};
use formwork::s3::{CfnBucket, bucket};
use formwork::sqs::{CfnQueue, queue};
use formwork::{App, DeletionPolicy, Environment, Json, Ref, Stack, Value, document, output, text};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = || arguments.next().and_then(|text| text.parse::<usize>().ok());
    let (Some(stacks), Some(resources)) = (number(), number()) else {
        eprintln!("usage: scale STACKS RESOURCES [OUTDIR]");
        std::process::exit(64);
    };
    let folder = arguments.next().map_or_else(|| std::env::temp_dir().join("formwork-scale"), Into::into);

    let app = App::new("scale");
    let environment = app.environment(Environment::new("dev", "ap-northeast-1").account("123456789012"));
    let mut previous = Vec::new();
    for number in 0..stacks {
        let stack = environment.stack(format!("Scale{number}"));
        previous = build(&stack, resources, &previous);
    }
    let verified = match check(app.synth()) {
        Ok(verified) => verified,
        Err(rejected) => {
            eprintln!("{} problems", rejected.problems.len());
            std::process::exit(1);
        }
    };
    assert_eq!(verified.assembly().environments[0].stacks.len(), stacks);
    output::write(&folder, &verified, &output::Selection::All).expect("the folder can be written");
    std::process::exit(0); // the process ends: nothing needs to be freed, piece by piece, before
}

fn build(stack: &Stack, resources: usize, previous: &[Ref<CfnBucket>]) -> Vec<Ref<CfnBucket>> {
    let mut buckets: Vec<Ref<CfnBucket>> = Vec::new();
    let mut queue: Option<Ref<CfnQueue>> = None;
    for i in 0..resources {
        let g = i / 3;
        match (i % 3, &queue, buckets.last()) {
            (1, Some(queue), _) => {
                let bucket = stack.add(format!("Bucket{g}"), bucket_of(queue));
                bucket.deletion_policy(DeletionPolicy::Retain);
                buckets.push(bucket);
            }
            (2, Some(queue), Some(bucket)) => {
                let foreign = previous.get(g).filter(|_| g % 10 == 0);
                stack.add(format!("Role{g}"), role_of(bucket, queue, foreign));
            }
            _ => queue = Some(stack.add(format!("Queue{g}"), queue_after(queue.as_ref(), g))),
        }
    }
    buckets
}

fn queue_after(previous: Option<&Ref<CfnQueue>>, g: usize) -> CfnQueue {
    let queue = CfnQueue::new().visibility_timeout(30 + g as i64 % 30).message_retention_period(345_600);
    match previous {
        Some(previous) => queue
            .redrive_policy(queue::RedrivePolicy::new().dead_letter_target_arn(previous.arn()).max_receive_count(3)),
        None => queue,
    }
}

fn bucket_of(queue: &Ref<CfnQueue>) -> CfnBucket {
    let aes = bucket::ServerSideEncryptionByDefault::new(bucket::ServerSideEncryptionByDefaultSseAlgorithm::Aes256);
    let rule = bucket::ServerSideEncryptionRule::new().server_side_encryption_by_default(aes);
    let origin = text!["https://", queue.queue_name(), ".example.com"];
    CfnBucket::new()
        .versioning_configuration(bucket::VersioningConfiguration::new(bucket::VersioningConfigurationStatus::Enabled))
        .bucket_encryption(bucket::BucketEncryption::new([rule]))
        .public_access_block_configuration(
            bucket::PublicAccessBlockConfiguration::new()
                .block_public_acls(true)
                .block_public_policy(true)
                .ignore_public_acls(true)
                .restrict_public_buckets(true),
        )
        .cors_configuration(bucket::CorsConfiguration::new([bucket::CorsRule::new(
            [bucket::AllowedMethod::Get],
            [origin],
        )]))
}

fn role_of(bucket: &Ref<CfnBucket>, queue: &Ref<CfnQueue>, foreign: Option<&Ref<CfnBucket>>) -> CfnRole {
    let mut statements: Vec<Value<Json>> = vec![
        document!({
            "Effect": "Allow",
            "Action": ["s3:GetObject", "s3:PutObject"],
            "Resource": (text![bucket.arn(), "/*"])
        }),
        document!({ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": (queue.arn()) }),
    ];
    statements.extend(foreign.map(
        |bucket| document!({ "Effect": "Allow", "Action": "s3:GetObject", "Resource": (text![bucket.arn(), "/*"]) }),
    ));
    let trust = document!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Action": "sts:AssumeRole",
            "Principal": { "Service": "ecs-tasks.amazonaws.com" }
        }]
    });
    let access = document!({ "Version": "2012-10-17", "Statement": (statements) });
    CfnRole::new(trust).policies([role::Policy::new(access, "access")])
}
