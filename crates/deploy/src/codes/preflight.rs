//! What would fail, found before anything is made.

formwork::codes! {
    WRONG_VALUE "D0100" "wrong-value" Error {
        "{value} is no value for `{key}`"
        note "the parameter {parameter} of {stack}: {reason}"
        help "set `{key}` to another value; {wanted}"
    }
    NAME_TWICE "D0101" "name-twice" Error {
        "{stack} and {other} both have a {type} called {name}"
        note "in one account and region there is only one of that name"
        help "give one of them another name, or none: CloudFormation makes one up"
    }
    NAME_TAKEN "D0102" "name-taken" Error {
        "there is a {type} called {name} already, outside of {stack}"
        note "{stack} would fail when it makes its own"
        help "give it another name, remove the one that is there, or take it into the stack: `deploy {stack} {environment} --import-existing`, where its name is a text and its DeletionPolicy is Retain or RetainExceptOnCreate"
    }
    NO_MEMBER "D0103" "no-member" Error {
        "the secret {secret} of {stack} has no member `{member}`, which {variable} takes"
        note "it has: {members}"
        help "take another member, or add this one to the secret"
    }
    ONE_ZONE "D0104" "one-zone" Error {
        "{type} {resource} of {stack} has subnets in one availability zone"
        note "AWS wants two at least"
        help "give it subnets in two zones"
    }
    CERTIFICATE_ELSEWHERE "D0105" "certificate-elsewhere" Error {
        "the certificate {arn} is of {found}, and is wanted in {wanted}"
        note "load balancers take certificates of their own region, CloudFront those of us-east-1"
        help "have one issued in {wanted}"
    }
    CERTIFICATE_UNFIT "D0106" "certificate-unfit" Error {
        "the certificate {arn} cannot be used"
        note "{reason}"
        help "name one that is issued for this host"
    }
    NO_HOSTED_ZONE "D0107" "no-hosted-zone" Error {
        "there is no hosted zone {id}"
        note "{stack} takes it as {parameter}"
        help "make it, or name another one"
    }
    NO_ROOM "D0108" "no-room" Error {
        "the account has no room for {added} more {what}"
        note "{there} are there, and {most} may be (quota {code})"
        help "ask for a higher quota, or remove some"
    }
    NO_LOG_GROUP "D0109" "log-group-missing" Error {
        "nobody makes the log group {group}, which a container of {stack} writes to"
        note "its tasks could not start"
        help "add a log group of that name to a stack, or set awslogs-create-group"
    }
    DELETION_BLOCKED "D0110" "deletion-blocked" Error {
        "{type} {resource} of {stack} cannot be deleted"
        note "{reason}"
        help "{remedy}"
    }
    NO_SECRET "D0111" "no-secret" Error {
        "there is no secret {arn}, which {variable} of {stack} takes"
        note "its tasks could not start"
        help "make it, or name another one"
    }
    NOT_SOLD "D0112" "not-sold" Error {
        "{resource} of {stack} is of the class {class}, which AWS does not sell for {engine} in {region}"
        note "CloudFormation would find out when it makes the database"
        help "take a class that is sold there"
    }
}
