/// What a security group rule lets through: a protocol and ports.
///
/// ```
/// use formwork::ec2::Port;
/// assert_eq!(Port::tcp(5432), Port::tcp_range(5432, 5432));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Port {
    pub(super) protocol: &'static str,
    pub(super) range: Option<(i64, i64)>,
}

impl Port {
    /// One port of TCP.
    pub const fn tcp(port: u16) -> Self {
        Port::tcp_range(port, port)
    }

    /// Ports of TCP, both ends included.
    pub const fn tcp_range(from: u16, to: u16) -> Self {
        Port { protocol: "tcp", range: Some((from as i64, to as i64)) }
    }

    /// One port of UDP.
    pub const fn udp(port: u16) -> Self {
        Port { protocol: "udp", range: Some((port as i64, port as i64)) }
    }

    /// Every protocol and port.
    pub const fn all() -> Self {
        Port { protocol: "-1", range: None }
    }

    /// How it is named in construct ids: `Tcp443`, `Udp53`, `All`.
    pub(super) fn id(self) -> String {
        let (kind, range) = match self.protocol {
            "tcp" => ("Tcp", self.range),
            "udp" => ("Udp", self.range),
            _ => ("All", None),
        };
        match range {
            None => kind.to_string(),
            Some((from, to)) if from == to => format!("{kind}{from}"),
            Some((from, to)) => format!("{kind}{from}To{to}"),
        }
    }
}
