use super::WebAclRef;
use formwork_core::{Accepts, Construct, IntoValue, Ref, Scope, Text, Value};
use formwork_resources::ids::cognito::UserPoolArn;
use formwork_resources::ids::elasticloadbalancingv2::LoadBalancerArn;
use formwork_resources::wafv2::CfnWebAclAssociation;

/// Puts a web ACL in front of a resource, which has one web ACL at most.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::ec2::{SubnetLayout, Vpc};
/// use formwork::elasticloadbalancingv2::LoadBalancer;
/// use formwork::wafv2::{WebAcl, WebAclAssociation};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("prod", "ap-northeast-1")).stack("EdgeStack");
/// # let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16").public_subnets(SubnetLayout::dealt(2, 24)));
/// let balancer = stack.add("LoadBalancer", LoadBalancer::internet_facing(&vpc));
/// let acl = stack.add("WebAcl", WebAcl::block_by_default());
/// stack.add("WebAclAssociation", WebAclAssociation::new(&acl, balancer.load_balancer_arn()));
/// ```
#[derive(Clone, Debug)]
pub struct WebAclAssociation {
    acl: WebAclRef,
    resource: Value<ProtectedArn>,
}

/// The ARN of what a web ACL can protect: a load balancer, a user pool; as text, whatever else AWS WAF knows, such as
/// the stage of an API.
pub struct ProtectedArn;

impl Accepts<LoadBalancerArn> for ProtectedArn {}
impl Accepts<UserPoolArn> for ProtectedArn {}
impl Accepts<Text> for ProtectedArn {}

impl WebAclAssociation {
    /// Protects the resource. Update: replacement.
    pub fn new(acl: &WebAclRef, resource: impl IntoValue<ProtectedArn>) -> Self {
        WebAclAssociation { acl: acl.clone(), resource: resource.into_value() }
    }
}

impl Construct for WebAclAssociation {
    type Handle = Ref<CfnWebAclAssociation>;

    fn build(self, scope: Scope) -> Ref<CfnWebAclAssociation> {
        let association = CfnWebAclAssociation::new(self.resource.assume::<LoadBalancerArn>(), self.acl.web_acl_arn());
        scope.add("Resource", association)
    }
}
