//! One setting of the good templates is wrong, and exactly that is found: what no other file here is about.

use crate::good::{Good, said};
use serde_json::{Value, json};

/// What is done, the codes that follow, and a part of what is said.
type Mistake = (&'static str, fn(Good) -> Good, &'static [&'static str], &'static str);

/// Sets properties of one resource.
fn set(good: Good, stack: &str, id: &str, properties: Value) -> Good {
    good.resource(stack, id, |resource| {
        for (name, value) in properties.as_object().expect("properties") {
            resource["Properties"][name] = value.clone();
        }
    })
}

/// Changes the value at a JSON pointer below one resource.
fn at(good: Good, stack: &str, id: &str, pointer: &str, value: Value) -> Good {
    good.resource(stack, id, |resource| *resource.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value)
}

const MISTAKES: &[Mistake] = &[
    // zones, subnets, names, regions
    (
        "the database has subnets of one zone",
        |good| {
            at(
                good,
                "NetworkStack",
                "VpcPrivateSubnet2Subnet",
                "/Properties/AvailabilityZone",
                json!("ap-northeast-1a"),
            )
        },
        &["F3002"],
        "takes subnets of two availability zones or more",
    ),
    (
        "the load balancer has two subnets of one zone",
        |good| {
            good.resource("EdgeStack", "LoadBalancer", |it| {
                let first = it["Properties"]["Subnets"][0].clone();
                it["Properties"]["Subnets"][1] = first;
            })
        },
        &["N0101", "F3001"],
        "one subnet in each of two availability zones",
    ),
    (
        "a subnet lies outside of its VPC",
        |good| set(good, "NetworkStack", "VpcPublicSubnet2Subnet", json!({"CidrBlock": "10.1.2.0/24"})),
        &["F3003"],
        "10.1.2.0/24, lie outside of its VPC",
    ),
    (
        "two subnets overlap",
        |good| set(good, "NetworkStack", "VpcPublicSubnet2Subnet", json!({"CidrBlock": "10.0.0.0/23"})),
        &["F3004"],
        "are those of NetworkStack/VpcPublicSubnet1Subnet",
    ),
    (
        "two stacks give one name to two log groups",
        |good| set(good, "BatchStack", "Logs", json!({"LogGroupName": "/ecs/prooflink-prod-app"})),
        &["F3007"],
        "`/ecs/prooflink-prod-app` is the name of",
    ),
    (
        "the certificate is of another region",
        |good| {
            let arn = "arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef";
            set(good, "EdgeStack", "HttpsListener", json!({"Certificates": [{"CertificateArn": arn}]}))
        },
        &["F3008"],
        "is in us-east-1, and it has to be in ap-northeast-1",
    ),
    (
        "the web ACL is for CloudFront",
        |good| set(good, "EdgeStack", "WebAcl", json!({"Scope": "CLOUDFRONT"})),
        &["F3009"],
        "has the scope CLOUDFRONT",
    ),
    // services, jobs, schedules
    (
        "the service names another container",
        |good| at(good, "AppStack", "Service", "/Properties/LoadBalancers/0/ContainerName", json!("app")),
        &["F3010"],
        "the task has prooflink-app",
    ),
    (
        "CPU and memory of a task do not go together",
        |good| set(good, "AppStack", "TaskDefinition", json!({"Memory": "1000"})),
        &["F0001"],
        "1000",
    ),
    (
        "CPU and memory of a job do not go together",
        |good| {
            good.resource("BatchStack", "UserImport", |it| {
                let all = it["Properties"]["ContainerProperties"]["ResourceRequirements"].as_array_mut().unwrap();
                all.iter_mut().find(|one| one["Type"] == json!("MEMORY")).unwrap()["Value"] = json!("1000");
            })
        },
        &["F0001"],
        "1000",
    ),
    (
        "a job is given less than a minute",
        |good| set(good, "BatchStack", "UserImport", json!({"Timeout": {"AttemptDurationSeconds": 59}})),
        &["F1049"],
        "AttemptDurationSeconds",
    ),
    (
        "a job queue mixes Fargate and instances",
        |good| {
            good.resource("BatchStack", "SpotComputeEnvironment", |it| {
                let of = &mut it["Properties"]["ComputeResources"];
                of["Type"] = json!("SPOT");
                of["MinvCpus"] = json!(0);
                of["InstanceTypes"] = json!(["optimal"]);
                of["InstanceRole"] = json!("arn:aws:iam::123456789012:instance-profile/jobs");
            })
        },
        &["F3018"],
        "mixes compute environments on Fargate with others",
    ),
    (
        "the health check takes as long as its interval",
        |good| set(good, "EdgeStack", "TargetGroup", json!({"HealthCheckTimeoutSeconds": 30})),
        &["F0002"],
        "30",
    ),
    (
        "a log group is kept for days that CloudWatch does not have",
        |good| set(good, "AppStack", "OutputLogs", json!({"RetentionInDays": 31})),
        &["S0006"],
        "31",
    ),
    (
        "an alarm asks for more data points than it looks at",
        |good| set(good, "AppStack", "CpuAlarm", json!({"EvaluationPeriods": 2, "DatapointsToAlarm": 3})),
        &["F1903"],
        "DatapointsToAlarm",
    ),
    (
        "the cluster knows no such capacity provider",
        |good| set(good, "AppStack", "Service", json!({"LaunchType": "FARGATE_SPOT"})),
        &["S0005"],
        "FARGATE_SPOT",
    ),
    // the database and its neighbours
    (
        "the database's name has a hyphen",
        |good| set(good, "DataStack", "Database", json!({"DBName": "prooflink-prod"})),
        &["F0006"],
        "`prooflink-prod` is no name for a database",
    ),
    (
        "a small gp3 volume is given operations",
        |good| set(good, "DataStack", "Database", json!({"Iops": 12000})),
        &["F0007"],
        "below 400 GiB",
    ),
    (
        "the database may not shrink",
        |good| set(good, "DataStack", "Database", json!({"MaxAllocatedStorage": 100})),
        &["F1712"],
        "MaxAllocatedStorage",
    ),
    (
        "backups are kept for 36 days",
        |good| set(good, "DataStack", "Database", json!({"BackupRetentionPeriod": 36})),
        &["F1701"],
        "36",
    ),
    (
        "the database goes with its stack",
        |good| good.resource("DataStack", "Database", |it| it["DeletionPolicy"] = json!("Delete")),
        &["F3017"],
        "is data of a production",
    ),
    (
        "the database is not encrypted",
        |good| set(good, "DataStack", "Database", json!({"StorageEncrypted": false})),
        &["U0101"],
        "StorageEncrypted",
    ),
    (
        "the database may be reached from outside",
        |good| set(good, "DataStack", "Database", json!({"PubliclyAccessible": true})),
        &["U0106"],
        "PubliclyAccessible",
    ),
    (
        "the files are open to everybody",
        |good| {
            good.resource("DataStack", "FilesPolicy", |it| {
                let statements = it["Properties"]["PolicyDocument"]["Statement"].as_array_mut().unwrap();
                statements
                    .push(json!({"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}));
            })
        },
        &["U0211"],
        "Principal",
    ),
    (
        "files expire after no day",
        |good| {
            let rule = json!({"Rules": [{"Status": "Enabled", "ExpirationInDays": 0}]});
            set(good, "DataStack", "Files", json!({"LifecycleConfiguration": rule}))
        },
        &["F1822"],
        "ExpirationInDays",
    ),
    // groups
    (
        "PostgreSQL is open to the internet",
        |good| {
            good.resource("NetworkStack", "RdsSecurityGroupFromEcsSecurityGroupTcp5432", |it| {
                let rule = it["Properties"].as_object_mut().unwrap();
                rule.remove("SourceSecurityGroupId");
                rule.insert("CidrIp".to_string(), json!("0.0.0.0/0"));
            })
        },
        &["U0314"],
        "0.0.0.0/0",
    ),
    (
        "a group holds a rule twice",
        |good| {
            good.resource("NetworkStack", "AlbSecurityGroup", |it| {
                let rules = it["Properties"]["SecurityGroupIngress"].as_array_mut().unwrap();
                let first = rules[0].clone();
                rules.push(first);
            })
        },
        &["F0003"],
        "",
    ),
    (
        "two groups refer to each other",
        |good| {
            good.edit("NetworkStack", |template| {
                let alb = crate::good::find(template, "AlbSecurityGroup");
                let ecs = crate::good::find(template, "EcsSecurityGroup");
                let rule = json!([{"IpProtocol": "tcp", "FromPort": 3000, "ToPort": 3000, "SourceSecurityGroupId": {"Ref": alb}}]);
                template["Resources"][ecs]["Properties"]["SecurityGroupIngress"] = rule;
            })
        },
        &["R0010"],
        "SecurityGroup",
    ),
    (
        "the group of a service is of another VPC",
        |good| {
            good.edit("NetworkStack", |template| {
                template["Resources"]["Other"] =
                    json!({"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.9.0.0/16"}});
                let vpce = crate::good::find(template, "VpceSecurityGroup");
                template["Resources"][vpce]["Properties"]["VpcId"] = json!({"Ref": "Other"});
            })
        },
        &["F3016", "F3016", "F3016", "F3016"],
        "is of another VPC than the subnets of",
    ),
    // what the schemas say
    (
        "a property is misspelled",
        |good| set(good, "DataStack", "Database", json!({"StorageEncypted": true})),
        &["S0002"],
        "StorageEncrypted",
    ),
    (
        "a property is missing",
        |good| {
            good.resource("NetworkStack", "VpcPublicSubnet1Subnet", |it| {
                it["Properties"].as_object_mut().unwrap().remove("VpcId");
            })
        },
        &["S0003"],
        "VpcId",
    ),
    (
        "a number is a word",
        |good| set(good, "DataStack", "Database", json!({"BackupRetentionPeriod": "seven"})),
        &["S0004"],
        "seven",
    ),
    (
        "a value is none of those that there are",
        |good| set(good, "EdgeStack", "LoadBalancer", json!({"Scheme": "public"})),
        &["S0005"],
        "internet-facing",
    ),
    (
        "an attribute is misspelled",
        |good| {
            good.edit("EdgeStack", |template| {
                let balancer = crate::good::find(template, "LoadBalancer");
                let output = template["Outputs"].as_object_mut().unwrap().get_mut("LoadBalancerDnsName").unwrap();
                output["Value"] = json!({"Fn::GetAtt": [balancer, "DnsName"]});
            })
        },
        &["S0013"],
        "DNSName",
    ),
    (
        "a reference leads nowhere",
        |good| at(good, "AppStack", "Service", "/Properties/Cluster", json!({"Ref": "Clusters"})),
        &["R0001"],
        "Clusters",
    ),
    // what is unsafe
    (
        "a task holds a password in plain text",
        |good| {
            good.resource("AppStack", "TaskDefinition", |it| {
                let all = it["Properties"]["ContainerDefinitions"][0]["Environment"].as_array_mut().unwrap();
                all.push(json!({"Name": "DB_PASSWORD", "Value": "hunter2"}));
            })
        },
        &["U0523"],
        "*PASSWORD",
    ),
    (
        "a role is an administrator",
        |good| {
            let arn = json!(["arn:aws:iam::aws:policy/AdministratorAccess"]);
            set(good, "AppStack", "TaskRole", json!({"ManagedPolicyArns": arn}))
        },
        &["U0611"],
        "AdministratorAccess",
    ),
    (
        "everybody may take on a role",
        |good| {
            at(
                good,
                "AppStack",
                "TaskRole",
                "/Properties/AssumeRolePolicyDocument/Statement/0/Principal",
                json!({"AWS": "*"}),
            )
        },
        &["U0612"],
        "Principal",
    ),
    (
        "the listener talks in clear",
        |good| {
            good.edit("EdgeStack", |template| {
                let https = crate::good::find(template, "HttpsListener");
                let http = crate::good::find(template, "HttpListener");
                let actions = template["Resources"][https]["Properties"]["DefaultActions"].clone();
                template["Resources"][http]["Properties"]["DefaultActions"] = actions;
            })
        },
        &["U0401"],
        "HTTP",
    ),
    (
        "the listener takes old TLS",
        |good| set(good, "EdgeStack", "HttpsListener", json!({"SslPolicy": "ELBSecurityPolicy-2016-08"})),
        &["U0402"],
        "SslPolicy",
    ),
];

#[test]
fn a_mistake_anywhere_gives_its_own_finding_and_no_other() {
    let mut wrong = Vec::new();
    for (what, change, codes, part) in MISTAKES {
        let (found, text) = said(&change(Good::of("prod")).judged());
        if found != *codes || !text.contains(part) {
            wrong.push(format!("{what}: {found:?}, expected {codes:?} and `{part}`\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_schedule_that_names_two_kinds_of_days_is_found() {
    let change = |it: &mut Value| it["Properties"]["ScheduleExpression"] = json!("cron(0 9 1 * 2 *)");
    let (found, text) = said(&Good::of("dev").resource("DataStack", "DatabaseStart", change).judged());
    assert_eq!(found, ["F0004"], "{text}");
}
