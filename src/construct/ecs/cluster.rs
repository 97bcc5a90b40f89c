use crate::construct::fargate::check_name;
use formwork_core::{Construct, IntoValue, Ref, Scope, Text, Value, pseudo, text};
use formwork_resources::ecs::CfnCluster;
use formwork_resources::ecs::cluster::ClusterSettings;
use formwork_resources::ids::ecs::{ClusterArn, ClusterName};

/// A cluster of ECS: where services run. With Fargate it has no machines and costs nothing by itself.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::ecs::{Cluster, ContainerInsights};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("AppStack");
/// let cluster = stack.add("Cluster", Cluster::new().container_insights(ContainerInsights::Enabled));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Cluster {
    name: Option<Value<Text>>,
    insights: Option<ContainerInsights>,
}

/// Whether CloudWatch collects metrics of tasks and containers, which it charges for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContainerInsights {
    /// It does not.
    Disabled,
    /// Of clusters, services and tasks.
    Enabled,
    /// Of each container too; more of them, so it costs more.
    Enhanced,
}

/// A cluster made elsewhere; see [`Cluster::from_name`].
#[derive(Clone, Debug)]
pub struct ImportedCluster {
    name: Value<ClusterName>,
}

/// The handle of a cluster, made or imported. Cheap to clone.
#[derive(Clone, Debug)]
pub struct ClusterRef {
    name: Value<ClusterName>,
    arn: Value<ClusterArn>,
    resource: Option<Ref<CfnCluster>>,
}

impl Cluster {
    /// A cluster.
    pub fn new() -> Self {
        Cluster::default()
    }

    /// A cluster made elsewhere, in the stack's own account and region.
    pub fn from_name(name: impl IntoValue<ClusterName>) -> ImportedCluster {
        ImportedCluster { name: name.into_value() }
    }

    /// Its name: unique in the account and region, 1 to 255 of letters, digits, `-` and `_`.
    /// Default: CloudFormation makes one. Update: replacement.
    pub fn name(mut self, name: impl IntoValue<Text>) -> Self {
        self.name = Some(name.into_value());
        self
    }

    /// Whether CloudWatch collects metrics of tasks and containers. Default: what the account is set to.
    pub fn container_insights(mut self, insights: ContainerInsights) -> Self {
        self.insights = Some(insights);
        self
    }
}

impl Construct for Cluster {
    type Handle = ClusterRef;

    fn build(self, scope: Scope) -> ClusterRef {
        let mut cluster = CfnCluster::new();
        if let Some(name) = self.name {
            check_name(&scope, "cluster", &name, 255);
            cluster = cluster.cluster_name(name);
        }
        if let Some(insights) = self.insights {
            let setting = ClusterSettings::new().name("containerInsights").value(insights.as_str());
            cluster = cluster.cluster_settings([setting]);
        }
        let cluster = scope.add("Resource", cluster);
        ClusterRef { name: cluster.cluster_name(), arn: cluster.arn(), resource: Some(cluster) }
    }
}

impl Construct for ImportedCluster {
    type Handle = ClusterRef;

    fn build(self, _scope: Scope) -> ClusterRef {
        let (partition, region, account) = (pseudo::partition(), pseudo::region(), pseudo::account_id());
        let arn = text!["arn:", partition, ":ecs:", region, ":", account, ":cluster/", &self.name];
        ClusterRef { name: self.name, arn: arn.assume(), resource: None }
    }
}

impl ContainerInsights {
    fn as_str(self) -> &'static str {
        match self {
            ContainerInsights::Disabled => "disabled",
            ContainerInsights::Enabled => "enabled",
            ContainerInsights::Enhanced => "enhanced",
        }
    }
}

impl ClusterRef {
    /// Its name.
    pub fn cluster_name(&self) -> Value<ClusterName> {
        self.name.clone()
    }

    /// Its ARN.
    pub fn cluster_arn(&self) -> Value<ClusterArn> {
        self.arn.clone()
    }

    /// The resource; none if it is imported.
    pub fn resource(&self) -> Option<&Ref<CfnCluster>> {
        self.resource.as_ref()
    }
}
