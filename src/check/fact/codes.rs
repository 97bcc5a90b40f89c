//! What is said where AWS would refuse what its schemas allow.

formwork_core::codes! {
    NO_FARGATE_SIZE "F0001" "no-fargate-size" Error {
        "there is no Fargate with {cpu} CPU units and {memory} MiB"
        note "with {cpu} CPU units go {allowed}"
        help "take one of those"
    }
    NO_SIZE "F0011" "no-size" Error {
        "`{property}` is `{value}`, which is no size"
        note ""
        help "write CPU units and MiB, such as 512 and 1024, or `.5 vCPU` and `1 GB`"
    }
    EMPTY_PATTERN "F0012" "empty-event-pattern" Error {
        "the rule's pattern says nothing of the events that it is about"
        note ""
        help "name a `source`, a `detail-type` or another field of the events in `EventPattern`"
    }
    SLOW_HEALTH_CHECK "F0002" "slow-health-check" Error {
        "a health check may take {timeout} s, and the next one begins after {interval} s"
        note "a load balancer wants the timeout shorter than the interval"
        help "set HealthCheckTimeoutSeconds below HealthCheckIntervalSeconds"
    }
    RULE_TWICE "F0003" "rule-twice" Error {
        "the security group has the rule {rule} twice"
        note "its second one would be refused as a duplicate"
        help "remove one of them"
    }
    BOTH_DAYS "F0004" "both-day-fields" Error {
        "`{expression}` names {fields}"
        note "of the day of the month and the day of the week, one is `?`"
        help "put `?` into the field that does not matter"
    }
    NO_DATABASE_NAME "F0006" "no-database-name" Error {
        "`{name}` is no name for a database of {engine}"
        note "it begins with a letter or `_`, and holds letters, digits and `_`"
        help "write `_` where there is a hyphen"
    }
    FIXED_SPEED "F0007" "fixed-speed" Error {
        "`{property}` is {value}, and a gp3 volume below 400 GiB has a fixed speed"
        note "it has 3,000 IOPS and 125 MiB/s"
        help "remove `{property}`, or allocate 400 GiB at least"
    }
    WRONG_POLICY "F0008" "wrong-policy-document" Error {
        "this is no policy: {why}"
        note ""
        help "write `Effect`, `Action`, and what it is about: `Resource`, and `Principal` where the policy is a resource's or a role's"
    }
    UNDEFINED_KEY "F0009" "undefined-key" Error {
        "the key attribute `{attribute}` has no type"
        note "there are types of {defined}"
        help "add it to AttributeDefinitions"
    }
    UNUSED_ATTRIBUTE "F0010" "unused-attribute" Error {
        "the attribute `{attribute}` is of no key"
        note "a table has only the attributes of its keys and indexes beforehand"
        help "take it out of AttributeDefinitions; items may have it nevertheless"
    }
    WRONG_SCHEDULE "F0005" "wrong-schedule" Error {
        "`{expression}` is no schedule"
        note "{reason}"
        help "write `rate(5 minutes)`, `cron(0 10 * * ? *)` with six fields, or, for a scheduler, `at(2027-01-01T09:00:00)`"
    }
}
