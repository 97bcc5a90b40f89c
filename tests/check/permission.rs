//! One permission is missing or too many, and exactly that is found.

use crate::good::{Good, find, said};
use serde_json::{Value, json};

type Mistake = (&'static str, fn(Good) -> Good, &'static [&'static str], &'static str);

fn properties(resource: &mut Value) -> &mut Value {
    &mut resource["Properties"]
}

const MISTAKES: &[Mistake] = &[
    (
        "the execution role has no policy for images and logs",
        |good| {
            good.resource("AppStack", "ExecutionRole", |it| {
                properties(it).as_object_mut().unwrap().remove("ManagedPolicyArns");
            })
        },
        &["P0101", "P0103"],
        "ecr:GetAuthorizationToken, ecr:BatchCheckLayerAvailability",
    ),
    (
        "the execution role reads no secrets",
        |good| {
            good.edit("AppStack", |json| {
                let (service, policy) = (find(json, "Service"), find(json, "ExecutionRoleDefaultPolicy"));
                let resources = json["Resources"].as_object_mut().unwrap();
                resources.remove(&policy);
                resources[&service].as_object_mut().unwrap().remove("DependsOn");
            })
        },
        &["P0102", "P0102"],
        "secretsmanager:GetSecretValue",
    ),
    (
        "the execution role reads one secret of two",
        |good| {
            good.resource("AppStack", "ExecutionRoleDefaultPolicy", |it| {
                properties(it)["PolicyDocument"]["Statement"].as_array_mut().unwrap().pop();
            })
        },
        &["P0102"],
        "may not read DataStack/AppSecrets",
    ),
    (
        "a policy of another action",
        |good| {
            good.resource("BatchStack", "ExecutionRoleDefaultPolicy", |it| {
                properties(it)["PolicyDocument"]["Statement"][0]["Action"] = json!("secretsmanager:DescribeSecret");
            })
        },
        &["P0102", "P0102"],
        "secretsmanager:GetSecretValue",
    ),
    (
        "a denial beside what is allowed",
        |good| {
            good.resource("AppStack", "ExecutionRoleDefaultPolicy", |it| {
                let statements = properties(it)["PolicyDocument"]["Statement"].as_array_mut().unwrap();
                statements.push(json!({"Effect": "Deny", "Action": "secretsmanager:*", "Resource": "*"}));
            })
        },
        &["P0102", "P0102"],
        "secretsmanager:GetSecretValue",
    ),
    (
        "a permissions boundary that holds no secrets",
        |good| {
            good.resource("AppStack", "ExecutionRole", |it| {
                properties(it)["PermissionsBoundary"] =
                    json!("arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy");
            })
        },
        &["P0102", "P0102"],
        "secretsmanager:GetSecretValue",
    ),
    (
        "the execution role reads every secret",
        |good| {
            good.resource("AppStack", "ExecutionRoleDefaultPolicy", |it| {
                properties(it)["PolicyDocument"]["Statement"][0]["Resource"] = json!("*");
            })
        },
        &["P0104"],
        "reads DataStack/RdsCredentials",
    ),
    (
        "a task without an execution role",
        |good| {
            good.resource("AppStack", "TaskDefinition", |it| {
                properties(it).as_object_mut().unwrap().remove("ExecutionRoleArn");
            })
        },
        &["P0105"],
        "needs one for its image in ECR",
    ),
    (
        "a log group that nobody makes",
        |good| {
            good.resource("AppStack", "TaskDefinition", |it| {
                let logs = &mut properties(it)["ContainerDefinitions"][0]["LogConfiguration"]["Options"];
                logs["awslogs-group"] = json!("/ecs/prooflink-prod-ap");
            })
        },
        &["P0106"],
        "the nearest name is `/ecs/prooflink-prod-app`",
    ),
    (
        "a key that the secret does not have",
        |good| {
            good.resource("AppStack", "TaskDefinition", |it| {
                let value = &mut properties(it)["ContainerDefinitions"][0]["Secrets"][1]["ValueFrom"];
                value["Fn::Join"][1][1] = json!(":NEXT_AUTH_SECRET::");
            })
        },
        &["P0107"],
        "it has NEXTAUTH_SECRET",
    ),
    (
        "a key of a secret that is no JSON",
        |good| {
            good.resource("AppStack", "TaskDefinition", |it| {
                let value = &mut properties(it)["ContainerDefinitions"][0]["Secrets"][0]["ValueFrom"];
                *value = json!({"Fn::Join": ["", [value.clone(), ":DATABASE_URL::"]]});
            })
        },
        &["P0107"],
        "it has none",
    ),
    (
        "a role that trusts the wrong service",
        |good| {
            good.resource("AppStack", "TaskRole", |it| {
                let trust = &mut properties(it)["AssumeRolePolicyDocument"]["Statement"][0];
                trust["Principal"]["Service"] = json!("ecs.amazonaws.com");
            })
        },
        &["P0108"],
        "it trusts ecs.amazonaws.com",
    ),
    (
        "a managed policy without its path",
        |good| {
            good.resource("BatchStack", "ServiceRole", |it| {
                properties(it)["ManagedPolicyArns"] = json!(["arn:aws:iam::aws:policy/AWSBatchServiceRole"]);
            })
        },
        &["P0112"],
        "the nearest name is `service-role/AWSBatchServiceRole`",
    ),
    (
        "an endpoint whose policy lets nothing of the registry through",
        |good| {
            good.resource("NetworkStack", "VpcS3Endpoint", |it| {
                properties(it)["PolicyDocument"] = json!({"Version": "2012-10-17", "Statement": [{
                    "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::prooflink-prod-*",
                }]});
            })
        },
        &["P0113"],
        "s3:GetObject",
    ),
    (
        "a task role that may do nothing with the bucket",
        |good| {
            good.resource("AppStack", "TaskRole", |it| {
                properties(it)["Policies"][0]["PolicyDocument"]["Statement"].as_array_mut().unwrap().remove(0);
            })
        },
        &["P0114"],
        "DataStack/Files",
    ),
];

#[test]
fn a_mistake_in_the_permissions_gives_its_own_finding_and_no_other() {
    let mut wrong = Vec::new();
    for (mistake, make, codes, part) in MISTAKES {
        let (mut found, text) = said(&make(Good::of("prod")).judged());
        found.sort_unstable();
        if found != *codes || !text.contains(part) {
            wrong.push(format!("{mistake}: {found:?}, expected {codes:?} and `{part}`\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_schedule_needs_a_role_that_may_call_its_target() {
    let good = Good::of("dev").edit("DataStack", |json| {
        let id = find(json, "DatabaseScheduleRole");
        let text = json.to_string();
        assert!(text.contains(&id));
        let resources = json["Resources"].as_object_mut().unwrap();
        let policies: Vec<String> = resources
            .iter()
            .filter(|(_, resource)| resource["Type"] == "AWS::IAM::Policy" && resource.to_string().contains(&id))
            .map(|(policy, _)| policy.clone())
            .collect();
        for policy in policies {
            resources[&policy]["Properties"]["PolicyDocument"]["Statement"] =
                json!([{"Effect": "Allow", "Action": "rds:StopDBInstance", "Resource": "*"}]);
        }
    });
    let (found, text) = said(&good.judged());
    assert_eq!(found, ["P0109", "P0109"], "{text}");
    assert!(text.contains("ssm:StartAutomationExecution"), "{text}");
}
