//! What is known about a resource type.

/// What is known about one resource type, its properties, and the types and enumerations that they use.
///
/// ```
/// let subnet = formwork_resources::facts::resource("AWS::EC2::Subnet").expect("a type that exists");
/// assert_eq!(subnet.reference, Some("SubnetId"));
/// assert!(subnet.property("VpcId").is_some_and(|property| property.required));
/// ```
#[derive(Clone, Debug, PartialEq, Default)]
#[non_exhaustive]
pub struct ResourceFacts {
    /// The type's name: `AWS::EC2::Subnet`.
    pub name: &'static str,
    /// The only region, of those looked at, that has it: `us-east-1` or `ap-northeast-1`. None: both have it.
    pub only_in: Option<&'static str>,
    /// Whether AWS ends it, and when.
    pub lifecycle: Option<Lifecycle>,
    /// Whether it holds data that deleting it loses.
    pub stateful: bool,
    /// Whether a replacement deletes the old one before it makes the new one, other than is usual.
    pub delete_first: bool,
    /// The properties or attributes that identify it.
    pub identifier: Vec<&'static str>,
    /// The property or attribute that `Ref` returns, where it is known.
    pub reference: Option<&'static str>,
    /// How its ARN is built.
    pub arn: Option<&'static str>,
    /// How it takes tags.
    pub tags: Option<Tagging>,
    /// What `Fn::GetAtt` returns.
    pub attributes: Vec<AttributeFacts>,
    /// What can be set, by name.
    pub properties: Vec<PropertyFacts>,
    /// Which properties go together, and which do not.
    pub groups: Vec<Group>,
    /// The types that its properties are made of, by name.
    pub types: Vec<TypeFacts>,
    /// The enumerations that its properties use, by name.
    pub enums: Vec<EnumFacts>,
}

/// A part of a resource that has properties of its own.
#[derive(Clone, Debug, PartialEq, Default)]
#[non_exhaustive]
pub struct TypeFacts {
    /// Its name in the documentation: `BucketEncryption`.
    pub name: &'static str,
    /// Its properties, by name.
    pub properties: Vec<PropertyFacts>,
    /// Which properties go together, and which do not.
    pub groups: Vec<Group>,
}

/// The texts that a property allows.
#[derive(Clone, Debug, PartialEq, Default)]
#[non_exhaustive]
pub struct EnumFacts {
    /// Its name: `LaunchType`.
    pub name: &'static str,
    /// Whether upper and lower case are the same to it.
    pub any_case: bool,
    /// The texts.
    pub values: Vec<&'static str>,
}

/// What is known about one attribute.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AttributeFacts {
    /// Its name, with dots where it is nested: `Endpoint.Address`.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// The resources it is the identifier of, where that is not its own.
    pub relations: Vec<Relation>,
}

/// What is known about one property.
#[derive(Clone, Debug, PartialEq, Default)]
#[non_exhaustive]
pub struct PropertyFacts {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it has to be there.
    pub required: bool,
    /// Whether a change replaces the resource.
    pub replacement: Replacement,
    /// Whether AWS never gives it back: passwords, mostly.
    pub write_only: bool,
    /// Whether AWS sets it: it stands in a type that is settable otherwise.
    pub read_only: bool,
    /// Whether AWS calls it deprecated.
    pub deprecated: bool,
    /// Whether the items of the list have to differ.
    pub unique: bool,
    /// What the text is: `date-time`, `ipv4-network`, `json`.
    pub format: Option<&'static str>,
    /// The length of the text, or of each text of the list.
    pub length: Option<Bounds>,
    /// The range of the number, or of each number of the list.
    pub range: Option<Bounds>,
    /// How many items the list has.
    pub items: Option<Bounds>,
    /// The regular expression that the text matches, as AWS wrote it: ECMA 262, mostly.
    pub pattern: Option<&'static str>,
    /// The numbers that are allowed, where only some are.
    pub numbers: Vec<&'static str>,
    /// The attributes of resources that belong here.
    pub relations: Vec<Relation>,
    /// Whether other things than those relations belong here as well: the targets of an alarm, say.
    pub open: bool,
    /// Whether the relations come from a rule about names and not from AWS.
    pub by_rule: bool,
}

/// What a property or an attribute holds.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Kind {
    /// A text.
    #[default]
    Text,
    /// Any JSON.
    Json,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A list.
    List(Box<Kind>),
    /// A map from text.
    Map(Box<Kind>),
    /// One of the resource's types or enumerations, by name.
    Named(&'static str),
}

/// Whether a change of a property replaces the resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Replacement {
    /// No: it is updated in place.
    #[default]
    No,
    /// In some cases, which the documentation says.
    Maybe,
    /// Yes.
    Yes,
}

/// A lower and an upper bound, each included.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Bounds {
    /// The least.
    pub min: Option<f64>,
    /// The most.
    pub max: Option<f64>,
}

/// An attribute or property of a resource type that another property takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Relation {
    /// The resource type: `AWS::EC2::VPC`.
    pub resource: &'static str,
    /// The attribute: `VpcId`.
    pub attribute: &'static str,
}

/// How far AWS is in ending a type, and since when or from when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifecycle {
    /// How far.
    pub stage: Stage,
    /// The day, as `2026-09-30`.
    pub date: &'static str,
}

/// How far AWS is in ending a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// It gets no new features, or takes no new customers.
    Maintenance,
    /// Its end is announced.
    Sunset,
    /// It does not work any more.
    Shutdown,
}

/// How a resource takes tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tagging {
    /// As what.
    pub shape: TagShape,
    /// In which property.
    pub property: &'static str,
}

/// As what a resource takes tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagShape {
    /// A list of `Key` and `Value`.
    List,
    /// Such a list, whose entries also say `PropagateAtLaunch`.
    Propagated,
    /// A map.
    Map,
}

/// Which properties go together, and which do not.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Group {
    /// What holds for them.
    pub rule: Rule,
    /// The properties; for rules about the first one, that one first.
    pub properties: Vec<&'static str>,
}

/// What holds for the properties of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// Exactly one of them has to be there.
    ExactlyOne,
    /// At least one of them has to be there.
    AtLeastOne,
    /// Where the first is, the others have to be.
    Needs,
    /// Where the first is, the others must not be.
    Excludes,
}

impl ResourceFacts {
    /// The property of this name.
    pub fn property(&self, name: &str) -> Option<&PropertyFacts> {
        find(&self.properties, name)
    }

    /// The attribute of this name.
    pub fn attribute(&self, name: &str) -> Option<&AttributeFacts> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// The type of this name.
    pub fn part(&self, name: &str) -> Option<&TypeFacts> {
        self.types.iter().find(|part| part.name == name)
    }

    /// The enumeration of this name.
    pub fn enumeration(&self, name: &str) -> Option<&EnumFacts> {
        self.enums.iter().find(|enumeration| enumeration.name == name)
    }

    /// The type that a property, or the items of a property, are made of.
    pub fn part_of(&self, property: &PropertyFacts) -> Option<&TypeFacts> {
        self.part(property.kind.name()?)
    }

    /// The texts that a property, or the items of a property, allow.
    pub fn values_of(&self, property: &PropertyFacts) -> Option<&EnumFacts> {
        self.enumeration(property.kind.name()?)
    }

    /// The property at a path such as `["BucketEncryption", "ServerSideEncryptionConfiguration"]`. Indexes of lists and
    /// keys of maps are left out.
    pub fn property_at(&self, path: &[&str]) -> Option<&PropertyFacts> {
        let (first, rest) = path.split_first()?;
        let mut property = self.property(first)?;
        for name in rest {
            property = self.part_of(property)?.property(name)?;
        }
        Some(property)
    }

    /// Everything that has properties: the resource itself, under no name, and each of its types.
    pub fn all_properties(&self) -> impl Iterator<Item = (Option<&'static str>, &PropertyFacts)> {
        let own = self.properties.iter().map(|property| (None, property));
        let nested = self.types.iter().flat_map(|part| part.properties.iter().map(|p| (Some(part.name), p)));
        own.chain(nested)
    }
}

impl TypeFacts {
    /// The property of this name.
    pub fn property(&self, name: &str) -> Option<&PropertyFacts> {
        find(&self.properties, name)
    }
}

impl Kind {
    /// The name of the type or enumeration at the bottom of it: for a list of `Rule`, `Rule`.
    pub fn name(&self) -> Option<&'static str> {
        match self.scalar() {
            Kind::Named(name) => Some(name),
            _ => None,
        }
    }

    /// What is at the bottom of it, below lists and maps.
    pub fn scalar(&self) -> &Kind {
        match self {
            Kind::List(item) | Kind::Map(item) => item.scalar(),
            kind => kind,
        }
    }
}

impl Bounds {
    /// Whether the number is within.
    pub fn allow(&self, number: f64) -> bool {
        self.min.is_none_or(|min| number >= min) && self.max.is_none_or(|max| number <= max)
    }
}

fn find<'a>(properties: &'a [PropertyFacts], name: &str) -> Option<&'a PropertyFacts> {
    let at = properties.binary_search_by(|property| property.name.cmp(name)).ok()?;
    properties.get(at)
}
