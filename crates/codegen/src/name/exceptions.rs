//! Every name that the rules of case would get wrong. The only place for them.

/// Spellings to read as if they were written otherwise, before a name is divided into words.
pub const WORDS: &[(&str, &str)] = &[
    ("CloudHSM", "Cloudhsm"),
    ("DDoS", "Ddos"),
    ("DynamoDB", "Dynamodb"),
    ("DynamoDb", "Dynamodb"),
    ("ETag", "Etag"),
    ("FSx", "Fsx"),
    ("GiB", "Gib"),
    ("GitHub", "Github"),
    ("GitLab", "Gitlab"),
    ("GraphQL", "Graphql"),
    ("IPV4", "Ipv4"),
    ("IPV6", "Ipv6"),
    ("IPv4", "Ipv4"),
    ("IPv6", "Ipv6"),
    ("IdCApplication", "IdcApplication"),
    ("IdCConfiguration", "IdcConfiguration"),
    ("IdCInstance", "IdcInstance"),
    ("IoT", "Iot"),
    ("KiB", "Kib"),
    ("LoRa", "Lora"),
    ("LoRaWAN", "Lorawan"),
    ("MariaDB", "Mariadb"),
    ("MiB", "Mib"),
    ("MongoDB", "Mongodb"),
    ("MongoDb", "Mongodb"),
    ("MySQL", "Mysql"),
    ("MySql", "Mysql"),
    ("NoSQL", "Nosql"),
    ("OAuth", "Oauth"),
    ("PostgreSQL", "Postgresql"),
    ("PostgreSql", "Postgresql"),
    ("QnA", "Qna"),
    ("RStudio", "Rstudio"),
    ("SaaS", "Saas"),
    ("SandP", "Sandp"),
    ("SerDe", "Serde"),
    ("VCPU", "Vcpu"),
    ("VCenter", "Vcenter"),
    ("VCpu", "Vcpu"),
    ("VMotion", "Vmotion"),
    ("VSan", "Vsan"),
    ("VTep", "Vtep"),
    ("WiFi", "Wifi"),
    ("XRay", "Xray"),
    ("vCPU", "Vcpu"),
    ("vCpu", "Vcpu"),
];

/// Words of Rust: a `_` is appended.
pub const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "new", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Methods of every handle: an attribute of this name gets a `_`.
pub const RESERVED_ATTRIBUTES: &[&str] = &[
    "acknowledge",
    "clone",
    "condition",
    "creation_policy",
    "deletion_policy",
    "delete_property",
    "depends_on",
    "edit",
    "is_in_stack_of",
    "logical_id",
    "metadata",
    "node",
    "override_property",
    "override_raw",
    "path",
    "renamed_from",
    "tag",
    "target",
    "update_policy",
    "update_replace_policy",
];

/// Variants of enumerations that the rule cannot name, or names alike.
pub const VARIANTS: &[(&str, &str)] = &[("", "Empty"), ("*", "Any"), ("OTHER", "AnyOther")];

/// Second spellings of a text that an enumeration has already: they get no variant.
pub const SPELLINGS: &[(&str, &str)] = &[
    ("AWS::EC2::EC2Fleet", "capacityOptimized"),
    ("AWS::EC2::EC2Fleet", "capacityOptimizedPrioritized"),
    ("AWS::EC2::EC2Fleet", "lowestPrice"),
    ("AWS::EC2::EC2Fleet", "priceCapacityOptimized"),
    ("AWS::EC2::SpotFleet", "Default"),
    ("AWS::EC2::SpotFleet", "NoTermination"),
    ("AWS::EKS::Nodegroup", "OnDemand"),
    ("AWS::S3::Bucket", "Glacier"),
    ("AWS::SES::ConfigurationSetEventDestination", "EMAIL_HEADER"),
    ("AWS::SES::ConfigurationSetEventDestination", "LINK_TAG"),
    ("AWS::SES::ConfigurationSetEventDestination", "MESSAGE_TAG"),
];

/// Attributes that are there under another name: they get no method.
pub const ATTRIBUTES: &[(&str, &str)] = &[("AWS::EKS::Cluster", "CertificateAuthority.Data")];

/// Plurals whose singular the rule gets wrong.
pub const SINGULARS: &[(&str, &str)] = &[];

/// Services whose module is not their name in lower case.
pub const MODULES: &[(&str, &str)] = &[];

/// Ids whose name would say something else than AWS does.
pub const IDS: &[(&str, &str)] = &[
    ("ec2::TransitGatewayPeeringAttachment.TransitGatewayAttachmentId", "TransitGatewayPeeringAttachmentId"),
    ("lambda::Version.FunctionArn", "FunctionVersionArn"),
    ("secretsmanager::Secret.Id", "SecretArn"), // what `Ref` returns is an ARN
];

/// Sets of ids that are called otherwise than by their members.
pub const UNIONS: &[(&str, &str)] = &[
    ("AliasArnOrFunctionArnOrFunctionNameOrFunctionVersionArn", "AnyFunction"),
    ("AliasArnOrFunctionArnOrFunctionVersionArn", "AnyFunctionArn"),
    ("ConnectionArnOrConnectionIdOrLagArnOrLagId", "AnyConnection"),
    ("DomainArnOrDomainArn", "AnyDomainArn"),
    ("DomainNameOrDomainName", "AnyDomainName"),
    ("TransitGatewayAttachmentIdOrTransitGatewayPeeringAttachmentId", "AnyTransitGatewayAttachmentId"),
];
