use super::codes;
use formwork_core::{Name, Scope};
use formwork_resources::ecs::task_definition::{PortMapping as PortMappingProperty, Protocol};

/// A port that a container answers on. With Fargate it is the task's own, the same inside and outside.
///
/// ```
/// use formwork::ecs::PortMapping;
/// let web = PortMapping::tcp(3000).name("app-3000-tcp");
/// ```
#[derive(Clone, Debug)]
pub struct PortMapping {
    pub(super) port: u16,
    protocol: &'static str,
    name: Option<Name>,
}

impl PortMapping {
    /// A port of TCP.
    pub fn tcp(port: u16) -> Self {
        PortMapping { port, protocol: "tcp", name: None }
    }

    /// A port of UDP.
    pub fn udp(port: u16) -> Self {
        PortMapping { port, protocol: "udp", name: None }
    }

    /// Its name, for Service Connect and VPC Lattice: at most 64 of lower case letters, digits, `-` and `_`.
    /// Default: none.
    pub fn name(mut self, name: impl Into<Name>) -> Self {
        self.name = Some(name.into());
        self
    }

    pub(super) fn check(&self, scope: &Scope) {
        let Some(name) = &self.name else { return };
        let allowed = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || "-_".contains(sign);
        if !name.chars().all(allowed) || name.is_empty() || name.len() > 64 || name.starts_with('-') {
            scope.report(codes::INVALID_PORT_NAME.problem().with("name", name.as_ref()));
        }
    }

    pub(super) fn into_property(self) -> PortMappingProperty {
        let protocol = if self.protocol == "udp" { Protocol::Udp } else { Protocol::Tcp };
        let mapping = PortMappingProperty::new().container_port(self.port).protocol(protocol);
        match self.name {
            Some(name) => mapping.name(name),
            None => mapping,
        }
    }
}
