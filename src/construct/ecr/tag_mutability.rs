use super::codes;
use formwork_core::{Name, Scope};
use formwork_resources::ecr::CfnRepository;
use formwork_resources::ecr::repository::{
    ImageTagMutability, ImageTagMutabilityExclusionFilter, ImageTagMutabilityExclusionFilterType,
};

/// Whether a tag can be given to another image later.
///
/// ```
/// use formwork::ecr::TagMutability;
/// // releases are for ever, and `latest` moves on with each of them
/// let releases = TagMutability::immutable_except(["latest"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TagMutability {
    /// Every tag can move.
    Mutable,
    /// No tag can move: an image that is pushed under a tag that is taken is refused.
    Immutable,
    /// Only these can; `*` stands for any characters.
    ImmutableExcept(Vec<Name>),
    /// All but these can; `*` stands for any characters.
    MutableExcept(Vec<Name>),
}

impl TagMutability {
    /// No tag can move but these: at most 5, where `*` stands for any characters.
    pub fn immutable_except<T: Into<Name>>(tags: impl IntoIterator<Item = T>) -> Self {
        TagMutability::ImmutableExcept(tags.into_iter().map(Into::into).collect())
    }

    /// Every tag can move but these: at most 5, where `*` stands for any characters.
    pub fn mutable_except<T: Into<Name>>(tags: impl IntoIterator<Item = T>) -> Self {
        TagMutability::MutableExcept(tags.into_iter().map(Into::into).collect())
    }

    pub(super) fn set(self, repository: CfnRepository, scope: &Scope) -> CfnRepository {
        let (mutability, tags) = match self {
            TagMutability::Mutable => return repository.image_tag_mutability(ImageTagMutability::Mutable),
            TagMutability::Immutable => return repository.image_tag_mutability(ImageTagMutability::Immutable),
            TagMutability::ImmutableExcept(tags) => (ImageTagMutability::ImmutableWithExclusion, tags),
            TagMutability::MutableExcept(tags) => (ImageTagMutability::MutableWithExclusion, tags),
        };
        check(&tags, scope);
        let filter = |tag| ImageTagMutabilityExclusionFilter::new(ImageTagMutabilityExclusionFilterType::Wildcard, tag);
        let filters: Vec<_> = tags.into_iter().map(filter).collect();
        repository.image_tag_mutability(mutability).image_tag_mutability_exclusion_filters(filters)
    }
}

fn check(tags: &[Name], scope: &Scope) {
    let report = |reason: String| scope.report(codes::EXCLUDED_TAGS.problem().with("reason", reason));
    if !(1..=5).contains(&tags.len()) {
        report(format!("{} tags are excluded from the mutability of tags", tags.len()));
    }
    for tag in tags {
        let signs = tag.chars().all(|sign| sign.is_ascii_alphanumeric() || "._*-".contains(sign));
        if !signs || !(1..=128).contains(&tag.len()) || tag.matches('*').count() > 2 {
            report(format!("`{tag}` cannot be excluded from the mutability of tags"));
        }
    }
}
