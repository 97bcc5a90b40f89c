use formwork::Ref;
use formwork::ecs::service::LoadBalancer;
use formwork::elasticloadbalancingv2::CfnTargetGroup;
use formwork::s3::{CfnBucket, CfnBucketPolicy};

fn wrong(group: &Ref<CfnTargetGroup>, bucket: &Ref<CfnBucket>) {
    LoadBalancer::new().target_group_arn(bucket.arn());
    CfnBucketPolicy::new(group.target_group_arn(), "{}");
}

fn main() {}
