//! What goes wrong on demand.

/// Something that goes wrong, once unless said otherwise, wherever it fits first.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub(super) kind: Kind,
    pub(super) stack: Option<String>,
    /// How often it happens yet. None: always.
    pub(super) times: Option<u32>,
}

/// What is done to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    Create,
    Update,
    Delete,
}

/// What happens to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CallFault {
    /// Refused: too many.
    Throttle,
    /// An error of the service with this status, 500 or 503; nothing was done.
    ServerError(u16),
    /// The connection is lost before anything was done.
    ConnectionReset,
    /// It is done, and the connection is lost before the reply.
    AcceptedThenReset,
    /// Refused: not allowed.
    AccessDenied,
    /// Refused: the credentials have expired.
    ExpiredToken,
    /// The reply shows the stack's previous status.
    StaleRead,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Resource { of: String, deed: Deed, reason: String },
    Delay { of: String, seconds: u64 },
    Call { action: String, fault: CallFault },
    DropPropertyValues,
    EarlyValidation { logical_id: String, name: String, message: String },
    Hook { name: String, reason: String, remedy: String },
}

impl Fault {
    fn once(kind: Kind) -> Self {
        Self { kind, stack: None, times: Some(1) }
    }

    /// A resource fails with this reason. `of` is a logical id or a type.
    pub fn resource(of: impl Into<String>, deed: Deed, reason: impl Into<String>) -> Self {
        Self::once(Kind::Resource { of: of.into(), deed, reason: reason.into() })
    }

    /// A resource takes so many seconds longer. `of` is a logical id or a type.
    pub fn delay(of: impl Into<String>, seconds: u64) -> Self {
        Self::once(Kind::Delay { of: of.into(), seconds })
    }

    /// A call of this action (`*`: of any) goes wrong.
    pub fn call(action: impl Into<String>, fault: CallFault) -> Self {
        Self::once(Kind::Call { action: action.into(), fault })
    }

    /// A change set that is described with property values shows only its first change, and says so in its reason.
    pub fn drop_property_values() -> Self {
        Self::once(Kind::DropPropertyValues)
    }

    /// A change set fails in early validation, for a reason that only the events of its operation tell. `name` is a
    /// validation's: `PROPERTY_VALIDATION`, `NAME_CONFLICT_VALIDATION`.
    pub fn early_validation(
        logical_id: impl Into<String>,
        name: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self::once(Kind::EarlyValidation { logical_id: logical_id.into(), name: name.into(), message: message.into() })
    }

    /// A change set fails because of a hook, which says why and how to mend it.
    pub fn hook(name: impl Into<String>, reason: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::once(Kind::Hook { name: name.into(), reason: reason.into(), remedy: remedy.into() })
    }

    /// Only in the stack of this name.
    pub fn in_stack(mut self, name: impl Into<String>) -> Self {
        self.stack = Some(name.into());
        self
    }

    /// So many times.
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Every time.
    pub fn always(mut self) -> Self {
        self.times = None;
        self
    }
}

/// The faults that are still to happen.
#[derive(Clone, Debug, Default)]
pub(super) struct Faults(Vec<Fault>);

impl Faults {
    pub fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// What the first fault that fits gives, if one does: then it has happened once.
    fn take<T>(&mut self, stack: Option<&str>, fits: impl Fn(&Kind) -> Option<T>) -> Option<T> {
        let within = |fault: &Fault| fault.stack.is_none() || fault.stack.as_deref() == stack;
        for fault in self.0.iter_mut().filter(|fault| fault.times != Some(0) && within(fault)) {
            if let Some(found) = fits(&fault.kind) {
                fault.times = fault.times.map(|times| times - 1);
                return Some(found);
            }
        }
        None
    }

    /// Why this deed fails.
    pub fn resource(&mut self, stack: &str, logical_id: &str, type_name: &str, done: Deed) -> Option<String> {
        self.take(Some(stack), |kind| match kind {
            Kind::Resource { of, deed, reason } if *deed == done && (of == logical_id || of == type_name) => {
                Some(reason.clone())
            }
            _ => None,
        })
    }

    /// How much longer it takes, in milliseconds.
    pub fn delay(&mut self, stack: &str, logical_id: &str, type_name: &str) -> u64 {
        let delay = self.take(Some(stack), |kind| match kind {
            Kind::Delay { of, seconds } if of == logical_id || of == type_name => Some(seconds * 1000),
            _ => None,
        });
        delay.unwrap_or_default()
    }

    pub fn call(&mut self, stack: Option<&str>, called: &str) -> Option<CallFault> {
        self.take(stack, |kind| match kind {
            Kind::Call { action, fault } if action == called || action == "*" => Some(*fault),
            _ => None,
        })
    }

    pub fn drops_property_values(&mut self, stack: &str) -> bool {
        self.take(Some(stack), |kind| (*kind == Kind::DropPropertyValues).then_some(())).is_some()
    }

    /// The hook that fails: name, reason, remedy.
    pub fn hook(&mut self, stack: &str) -> Option<(String, String, String)> {
        self.take(Some(stack), |kind| match kind {
            Kind::Hook { name, reason, remedy } => Some((name.clone(), reason.clone(), remedy.clone())),
            _ => None,
        })
    }

    /// The validations that fail: logical id, name of the validation, message.
    pub fn early_validations(&mut self, stack: &str) -> Vec<(String, String, String)> {
        let mut found = Vec::new();
        while let Some(one) = self.take(Some(stack), |kind| match kind {
            Kind::EarlyValidation { logical_id, name, message } => {
                let one = (logical_id.clone(), name.clone(), message.clone());
                (!found.contains(&one)).then_some(one)
            }
            _ => None,
        }) {
            found.push(one);
        }
        found
    }
}
