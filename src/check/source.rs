//! Where AWS says what the rules that are written in code are about, and what other tools call them.

/// By code, or by what codes begin with; the first that fits holds.
const SOURCES: &[(&str, &str, &[&str])] = &[
    (
        "F0001",
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",
        &["pf-batch-fargate-cpu-memory"],
    ),
    (
        "F0002",
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
        &["pf-elbv2-hc-timeout-interval"],
    ),
    ("F0003", "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html", &[]),
    ("F0004", "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html", &[]),
    ("F0005", "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html", &[]),
    ("F0006", "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html", &[]),
    ("F0007", "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html", &[]),
    (
        "F0008",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
        &[
            "pf-iam-identity-policy-no-principal",
            "pf-iam-policy-action-required",
            "pf-iam-policy-effect-case",
            "pf-iam-policy-effect-required",
            "pf-iam-policy-statement-required",
            "pf-iam-policy-statement-resource-required",
            "pf-iam-policy-statement-unknown-field",
            "pf-iam-policy-unknown-toplevel-field",
            "pf-s3-bucket-policy-principal",
        ],
    ),
    (
        "F0009",
        "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html",
        &["pf-dynamodb-lsi-attribute-definitions"],
    ),
    (
        "F0010",
        "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html",
        &["pf-dynamodb-attribute-definitions-usage"],
    ),
    ("F0011", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html", &[]),
    ("F0012", "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html", &[]),
    (
        "F3001",
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
        &["pf-elbv2-lb-one-subnet-per-az"],
    ),
    ("F3002", "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html", &[]),
    ("F3003", "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html", &[]),
    ("F3004", "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html", &[]),
    ("F3005", "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html", &[]),
    ("F3006", "https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html", &[]),
    ("F3007", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html", &[]),
    ("F3008", "https://docs.aws.amazon.com/acm/latest/userguide/acm-regions.html", &["pf-elbv2-listener-cert-region"]),
    ("F3009", "https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html", &[]),
    (
        "F3010",
        "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html",
        &["pf-ecs-svc-lb-container-name-missing"],
    ),
    ("F3012", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html", &[]),
    ("F3013", "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html", &[]),
    ("F3014", "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html", &[]),
    ("F3015", "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html", &[]),
    ("F3016", "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html", &[]),
    ("F3017", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html", &[]),
    ("F3018", "https://docs.aws.amazon.com/batch/latest/APIReference/API_CreateJobQueue.html", &[]),
    ("F3019", "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html", &[]),
    ("L", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html", &[]),
    (
        "N0101",
        "https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html",
        &["pf-ecs-svc-lb-container-port-missing"],
    ),
    ("N", "https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html", &[]),
    ("P0108", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html", &[]),
    ("P0112", "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html", &[]),
    ("P0113", "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html", &[]),
    ("P010", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html", &[]),
    ("P", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html", &[]),
    ("R", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html", &[]),
    (
        "S0009",
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-type-schemas.html",
        &["pf-route53-geolocation-exclusive"],
    ),
    ("S", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-type-schemas.html", &[]),
];

/// The page of AWS about a code, and the names of others; none for what is about programs, files and acknowledgements.
pub fn of(number: &str) -> Option<(&'static str, &'static [&'static str])> {
    SOURCES.iter().find(|(start, ..)| number.starts_with(start)).map(|(_, source, aliases)| (*source, *aliases))
}
