//! What can be wrong between resources.

use crate::codes;

codes! {
    BALANCER_IN_ONE_ZONE "F3001" "load-balancer-in-one-zone" Error {
        "{name} takes one subnet in each of two availability zones or more"
        note "its subnets are in: {zones}"
        help "name a subnet of each zone, once"
    }
    DATABASE_IN_ONE_ZONE "F3002" "database-in-one-zone-only" Error {
        "{name} takes subnets of two availability zones or more"
        note "its subnets are in: {zones}; RDS wants two of a database in a single zone as well"
        help "add a subnet of another zone"
    }
    SUBNET_OUTSIDE "F3003" "subnet-outside-its-vpc" Error {
        "the addresses of {name}, {block}, lie outside of its VPC"
        note "the VPC has {blocks}"
        help "choose a block within the VPC's"
    }
    SUBNETS_OVERLAP "F3004" "subnets-overlap" Error {
        "the addresses of {name}, {block}, are those of {other} too"
        note "that one has {blocks}"
        help "choose blocks that do not meet"
    }
    TABLE_TWICE "F3005" "subnet-with-two-route-tables" Error {
        "{subnet} has a route table already"
        note "it is associated by {other} too"
        help "associate it once"
    }
    ROUTE_TWICE "F3006" "route-twice" Error {
        "the route table has a route to {to} already"
        note "the other one is {other}"
        help "keep one of the two"
    }
    NAME_TWICE "F3007" "name-twice" Error {
        "`{value}` is the name of {other} too"
        note "a name of this type is there once in an account{where}"
        help "put the environment or the stack into the name, or leave it out: CloudFormation makes one up"
    }
    CERTIFICATE_ELSEWHERE "F3008" "certificate-of-another-region" Error {
        "the certificate of {name} is in {region}, and it has to be in {wanted}"
        note "load balancers use certificates of their own region, and CloudFront those of us-east-1"
        help "request the certificate in a stack of {wanted}"
    }
    WRONG_SCOPE "F3009" "web-acl-of-the-wrong-scope" Error {
        "the web ACL of {name} has the scope {scope}, and it has to be {wanted}"
        note "distributions take CLOUDFRONT, which is made in us-east-1, and everything else REGIONAL"
        help "set `Scope` to {wanted}"
    }
    UNKNOWN_CONTAINER "F3010" "unknown-container" Error {
        "{name} sends requests to the container `{container}`, which its task does not have"
        note "the task has {known}"
        help "name one of these"
    }
    IMPATIENT_SERVICE "F3012" "service-before-its-listener" Error {
        "{name} does not wait for {listener}, which puts its target group behind a load balancer"
        note "a service whose target group has no load balancer yet is refused by ECS"
        help "add the listener to the service's `DependsOn`"
    }
    SHORT_VISIBILITY "F3013" "queue-shows-messages-too-soon" Error {
        "{queue} hides a message for {seconds} s, and {function} may take {timeout} s"
        note "the two are refused by Lambda, which advises six times the function's time"
        help "set `VisibilityTimeout` of the queue to {timeout} or more"
    }
    LISTENER_TWICE "F3014" "port-with-two-listeners" Error {
        "the load balancer has a listener on port {port} already"
        note "the other one is {other}"
        help "add a rule to that listener, or take another port"
    }
    PRIORITY_TWICE "F3015" "priority-twice" Error {
        "the listener has a rule with the priority {priority} already"
        note "the other one is {other}"
        help "give each rule a number of its own"
    }
    ANOTHER_VPC "F3016" "security-group-of-another-vpc" Error {
        "{group} is of another VPC than the subnets of {name}"
        note ""
        help "use a security group of the subnets' VPC"
    }
    LOST_DATA "F3017" "data-goes-with-its-stack" Warning {
        "{name} is data of a production, and goes with its stack"
        note "its DeletionPolicy is {policy}"
        help "set `DeletionPolicy` to Retain, RetainExceptOnCreate or, where there are any, Snapshot"
    }
    MIXED_QUEUE "F3018" "job-queue-of-two-kinds" Error {
        "{name} mixes compute environments on Fargate with others"
        note "on Fargate: {fargate}; others: {others}"
        help "make a queue for each kind"
    }
    FROZEN_LATEST "F3019" "latest-that-cannot-move" Warning {
        "{name} runs the tag `latest` of {repository}, whose tags cannot move"
        note "the second push of `latest` fails with ImageTagAlreadyExistsException"
        help "name a tag of its own for each build, or except `latest` with ImageTagMutabilityExclusionFilters"
    }
}
