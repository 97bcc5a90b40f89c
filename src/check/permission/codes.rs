//! What is said of permissions.

formwork_core::codes! {
    UNPERMITTED_IMAGE "P0101" "unpermitted-image" Error {
        "the execution role {role} may not fetch the image from {repository}: {actions}"
        note "tasks would stop with CannotPullContainerError (手順書 6.1 原因1)"
        help "attach AmazonECSTaskExecutionRolePolicy to the role, or allow the actions on the repository"
    }
    UNREADABLE_SECRET "P0102" "unreadable-secret" Error {
        "the execution role {role} may not read {secret}: {actions}"
        note "tasks would stop with ResourceInitializationError: AmazonECSTaskExecutionRolePolicy reads no secrets"
        help "allow the action on this secret in a policy of the role"
    }
    UNWRITABLE_LOG "P0103" "unwritable-log" Error {
        "the execution role {role} may not write to the log group {group}: {actions}"
        note "tasks would stop with ResourceInitializationError"
        help "attach AmazonECSTaskExecutionRolePolicy to the role, or allow the actions on the log group"
    }
    EXCESS_SECRET "P0104" "excess-secret" Warning {
        "the execution role {role} reads {secret}, which no task of it names"
        note ""
        help "allow the role the secrets of its own tasks, one by one"
    }
    MISSING_EXECUTION_ROLE "P0105" "missing-execution-role" Error {
        "{task} has no execution role, and needs one for {what}"
        note "on Fargate, ECS refuses the task"
        help "set `ExecutionRoleArn`"
    }
    MISSING_LOG_GROUP "P0106" "missing-log-group" Error {
        "no stack makes the log group `{group}`"
        note "`awslogs` does not make it, so tasks would stop with ResourceInitializationError"
        help "add an AWS::Logs::LogGroup of this name and refer to it{near}"
    }
    MISSING_SECRET_KEY "P0107" "missing-secret-key" Error {
        "the secret {secret} has no key `{key}`"
        note "it has {known}"
        help "name a key that it has, or add it to the secret{near}"
    }
    WRONG_PRINCIPAL "P0108" "wrong-principal" Error {
        "{user} cannot take on the role {role}: its trust policy does not name {service}"
        note "it trusts {trusted}"
        help "name the service as the principal of the role's AssumeRolePolicyDocument"
    }
    UNPERMITTED_TARGET "P0109" "unpermitted-target" Error {
        "the role {role} of the schedule may not call its target: {actions}"
        note "the schedule would run, and nothing would happen"
        help "allow the action in a policy of the role"
    }
    UNPERMITTED_INTERFACE "P0110" "unpermitted-network-interface" Error {
        "the role {role} of a function in a VPC may not {actions}"
        note "the function would not be made"
        help "attach AWSLambdaVPCAccessExecutionRole to the role"
    }
    UNPERMITTED_SOURCE "P0111" "unpermitted-event-source" Error {
        "the role {role} of the function may not read from {source}: {actions}"
        note "the event source is refused by Lambda"
        help "allow the actions on it in a policy of the role"
    }
    UNKNOWN_MANAGED_POLICY "P0112" "unknown-managed-policy" Error {
        "no managed policy of AWS is called `{policy}`"
        note ""
        help "use one that exists: its path is a part of its name{near}"
    }
    ENDPOINT_DENIES "P0113" "endpoint-policy-denies" Error {
        "the policy of the endpoint {endpoint} does not let {from} do {actions}"
        note "whatever the role is allowed, its calls go through this endpoint"
        help "allow the action in the endpoint's PolicyDocument"
    }
    UNUSABLE_BUCKET "P0114" "unusable-bucket" Warning {
        "a container is given the name of the bucket {bucket}, and its role may do nothing with what is in it"
        note "the role is {role}"
        help "allow the role what the container does: s3:GetObject, s3:PutObject and so on"
    }
}
