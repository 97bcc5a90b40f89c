//! Load balancers: target groups, Application Load Balancers, listeners.

mod action;
mod health_check;
mod listener;
mod listener_certificate;
mod listener_rule;
mod load_balancer;
mod name;
mod ssl_policy;
mod target_group;

pub use action::Action;
pub use health_check::HealthCheck;
pub use listener::{ImportedListener, Listener, ListenerRef};
pub use listener_certificate::ListenerCertificate;
pub use listener_rule::ListenerRule;
pub use load_balancer::{ImportedLoadBalancer, LoadBalancer, LoadBalancerRef};
pub use ssl_policy::SslPolicy;
pub use target_group::{ImportedTargetGroup, TargetGroup, TargetGroupRef};

pub(crate) mod codes {
    //! What can be wrong with load balancers.

    formwork_core::codes! {
        INVALID_NAME "C0301" "invalid-load-balancer-name" Error {
            "`{name}` is no name for {kind}"
            note "a name is 1 to 32 letters of a to z, digits and hyphens, without a hyphen at either end; a load balancer's does not begin with internal-"
            help "shorten it, or leave it out, and CloudFormation makes one"
        }
        ONE_ZONE "C0302" "load-balancer-in-one-zone" Error {
            "a load balancer is given subnets in {zones}, and AWS demands two zones"
            note ""
            help "give the VPC another subnet in another zone, or choose subnets with `LoadBalancer::subnets`"
        }
        SAME_ZONE "C0303" "load-balancer-twice-in-zone" Error {
            "a load balancer is given two subnets in one zone"
            note "AWS takes one subnet of each zone"
            help "choose one subnet of each zone with `LoadBalancer::subnets`"
        }
        HEALTH_CHECK_RANGE "C0304" "health-check-out-of-range" Error {
            "the {what} of a health check is {value}, and may be {least} to {most}"
            note ""
            help "choose one in the range"
        }
        HEALTH_CHECK_TIMEOUT "C0305" "health-check-outlasts-interval" Error {
            "a health check waits {timeout} s for an answer and starts anew every {interval} s"
            note "the timeout must be less than the interval; left out, the timeout is 5 s and the interval 30 s"
            help "lengthen the interval, or shorten the timeout"
        }
        INVALID_PORT "C0306" "invalid-port" Error {
            "{port} is no port"
            note "ports are 1 to 65535"
            help "choose another"
        }
        INVALID_STATUS "C0307" "invalid-status" Error {
            "a load balancer does not answer with status {status} by itself"
            note "it is 200 to 299 or 400 to 599"
            help "choose another, or redirect"
        }
        UNKNOWN_ATTRIBUTE "C0308" "unknown-attribute" Error {
            "the {what} of an imported load balancer is not known"
            note "an ARN does not tell it"
            help "say it where the load balancer is imported, with `{method}`"
        }
        NO_CONDITION "C0309" "rule-without-condition" Error {
            "a listener rule says no condition"
            note "what happens to all other requests is the listener's own action"
            help "say which requests it is about, with `ListenerRule::paths` or `ListenerRule::hosts`"
        }
    }
}
