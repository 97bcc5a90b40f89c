//! Handles where a program names a resource: as the end of a path, and as what is acknowledged.

/// The resource that a value of the handle refers to.
macro_rules! ends {
    ($($feature:literal: $handle:path, $value:ident;)*) => {$(
        #[cfg(feature = $feature)]
        impl From<&$handle> for formwork_core::End {
            fn from(handle: &$handle) -> Self {
                formwork_core::End::of(&handle.$value())
            }
        }
    )*};
}

ends! {
    "batch": super::batch::ComputeEnvironmentRef, compute_environment_arn;
    "certificatemanager": super::certificatemanager::CertificateRef, certificate_arn;
    "ec2": super::ec2::SecurityGroupRef, security_group_id;
    "ec2": super::ec2::SubnetRef, subnet_id;
    "ec2": super::ec2::VpcRef, vpc_id;
    "ecr": super::ecr::RepositoryRef, repository_arn;
    "ecs": super::ecs::ClusterRef, cluster_arn;
    "ecs": super::ecs::ServiceRef, service_arn;
    "ecs": super::ecs::TaskDefinitionRef, task_definition_arn;
    "elasticloadbalancingv2": super::elasticloadbalancingv2::ListenerRef, listener_arn;
    "elasticloadbalancingv2": super::elasticloadbalancingv2::LoadBalancerRef, load_balancer_arn;
    "elasticloadbalancingv2": super::elasticloadbalancingv2::TargetGroupRef, target_group_arn;
    "iam": super::iam::RoleRef, role_arn;
    "logs": super::logs::LogGroupRef, log_group_arn;
    "rds": super::rds::DatabaseRef, identifier;
    "rds": super::rds::SubnetGroupRef, name;
    "s3": super::s3::BucketRef, bucket_arn;
    "scheduler": super::scheduler::ScheduleRef, schedule_arn;
    "secretsmanager": super::secretsmanager::SecretRef, secret_arn;
    "sns": super::sns::TopicRef, topic_arn;
    "wafv2": super::wafv2::IpSetRef, ip_set_arn;
    "wafv2": super::wafv2::WebAclRef, web_acl_arn;
}
