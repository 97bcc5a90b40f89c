use super::ClusterRef;
use formwork_core::{Construct, Ref, Scope, Text, Value, pseudo, text};
use formwork_resources::ecs::CfnService;

/// A service made elsewhere; see [`FargateService::from_name`](super::FargateService::from_name).
#[derive(Clone, Debug)]
pub struct ImportedService {
    cluster: ClusterRef,
    name: Value<Text>,
}

/// The handle of a service, made or imported. Cheap to clone.
#[derive(Clone, Debug)]
pub struct ServiceRef {
    cluster: ClusterRef,
    name: Value<Text>,
    arn: Value<Text>,
    resource: Option<Ref<CfnService>>,
}

impl ImportedService {
    pub(super) fn new(cluster: &ClusterRef, name: Value<Text>) -> Self {
        ImportedService { cluster: cluster.clone(), name }
    }
}

impl Construct for ImportedService {
    type Handle = ServiceRef;

    fn build(self, _scope: Scope) -> ServiceRef {
        let (partition, region, account) = (pseudo::partition(), pseudo::region(), pseudo::account_id());
        let cluster = self.cluster.cluster_name();
        let arn = text!["arn:", partition, ":ecs:", region, ":", account, ":service/", cluster, "/", &self.name];
        ServiceRef { cluster: self.cluster, name: self.name, arn, resource: None }
    }
}

impl ServiceRef {
    pub(super) fn new(cluster: ClusterRef, service: Ref<CfnService>) -> Self {
        ServiceRef { cluster, name: service.name(), arn: service.service_arn(), resource: Some(service) }
    }

    /// Its name.
    pub fn service_name(&self) -> Value<Text> {
        self.name.clone()
    }

    /// Its ARN.
    pub fn service_arn(&self) -> Value<Text> {
        self.arn.clone()
    }

    /// The cluster that it runs in.
    pub fn cluster(&self) -> &ClusterRef {
        &self.cluster
    }

    /// The resource; none if it is imported.
    pub fn resource(&self) -> Option<&Ref<CfnService>> {
        self.resource.as_ref()
    }

    /// A metric of the service, which CloudWatch has without Container Insights: `CPUUtilization`, `MemoryUtilization`,
    /// both in percent of what its tasks have.
    ///
    /// ```
    /// # use formwork::{App, Environment};
    /// use formwork::Duration;
    /// use formwork::cloudwatch::{Alarm, Comparison, Statistic};
    /// use formwork::ecs::{Cluster, FargateService};
    /// # let app = App::new("demo");
    /// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("AppStack");
    /// # let cluster = stack.add("Cluster", Cluster::new());
    /// # let service = stack.add("Service", FargateService::from_name(&cluster, "app"));
    /// let cpu = service.metric("CPUUtilization", Statistic::Average, Duration::minutes(5));
    /// stack.add("CpuAlarm", Alarm::new(cpu, Comparison::Above, 80));
    /// ```
    #[cfg(feature = "cloudwatch")]
    pub fn metric(
        &self,
        name: impl formwork_core::IntoValue<Text>,
        statistic: crate::construct::cloudwatch::Statistic,
        period: formwork_core::Duration,
    ) -> crate::construct::cloudwatch::Metric {
        crate::construct::cloudwatch::Metric::new("AWS/ECS", name, statistic, period)
            .dimension("ClusterName", self.cluster.cluster_name())
            .dimension("ServiceName", self.service_name())
    }
}
