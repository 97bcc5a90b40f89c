//! What is said of networks.

formwork_core::codes! {
    UNREACHABLE_TARGET "N0101" "unreachable-target" Error {
        "no way from the load balancer {from} to {to} on tcp/{port}"
        note "{way}"
        help "{fix}"
    }
    UNREACHABLE_HEALTH_CHECK "N0102" "unreachable-health-check" Error {
        "no way for the health check of {from} to {to} on tcp/{port}"
        note "every target would count as unhealthy (手順書 6.2). {way}"
        help "{fix}"
    }
    UNREACHABLE_LISTENER "N0103" "unreachable-listener" Error {
        "no way to the listener on tcp/{port} of {to}"
        note "{way}"
        help "{fix}"
    }
    UNREACHABLE_REGISTRY "N0104" "unreachable-registry" Error {
        "no way from {from} to the registry of the image: {to}"
        note "tasks would stop with CannotPullContainerError (手順書 6.1 原因2). {way}"
        help "{fix}"
    }
    UNREACHABLE_LOGS "N0105" "unreachable-log-service" Error {
        "no way from {from} to CloudWatch Logs, where the containers write to"
        note "tasks would stop with ResourceInitializationError. {way}"
        help "{fix}"
    }
    UNREACHABLE_SECRETS "N0106" "unreachable-secret-service" Error {
        "no way from {from} to {to}, where the secrets of the containers are"
        note "tasks would stop with ResourceInitializationError. {way}"
        help "{fix}"
    }
    UNREACHABLE_DATABASE "N0107" "unreachable-database" Error {
        "no way from {from} to the database {to} on tcp/{port}, whose address the containers are given"
        note "connections would time out (手順書 6.1 原因3). {way}"
        help "{fix}"
    }
    UNUSED_TARGET_GROUP "N0109" "target-group-without-load-balancer" Error {
        "{from} registers in the target group {to}, which no load balancer forwards to"
        note "until a listener uses the target group, ECS refuses the service"
        help "let a listener or a rule forward to it"
    }
    FAILED_EXPECTATION "N0110" "failed-expectation" Error {
        "expected: {expectation}; it is not so"
        note "{way}"
        help "{fix}"
    }
    UNPROVEN_EXPECTATION "N0111" "unproven-expectation" Error {
        "expected: {expectation}; that cannot be told"
        note "{way}"
        help "say in the templates what is missing, or take the expectation away"
    }
    LOST_EXPECTATION "N0112" "lost-expectation" Error {
        "expected: {expectation}; `{name}` has no network interface"
        note "services, compute environments, functions, instances, databases and load balancers have one"
        help "name one of them, `INTERNET` or a service of AWS"
    }
    STRANDED_FUNCTION "N0113" "function-without-internet" Warning {
        "the function {from} is in public subnets, and reaches nothing outside of its VPC"
        note "functions never have a public address. {way}"
        help "{fix}"
    }
}
