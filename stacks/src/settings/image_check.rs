//! What a deployment does where the image that should run is not there yet.

use super::codes;
use super::node::{Node, Read};
use formwork::spelling::nearest;

/// What a deployment does where the image of the service is not there yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageCheck {
    /// It makes the service without a task, so that everything else stands; the image may come later.
    StartEmpty,
    /// It stops before AppStack; what is done stays.
    Require,
}

/// Every value, as it is written.
const VALUES: [(&str, ImageCheck); 2] = [("start-empty", ImageCheck::StartEmpty), ("require", ImageCheck::Require)];

impl ImageCheck {
    pub(super) fn read(node: &Node) -> Read<ImageCheck> {
        let text = node.text()?;
        let value = VALUES.iter().find(|(known, _)| *known == text);
        value.map(|(_, value)| *value).ok_or_else(|| {
            // where no value is near, the careful one
            let near = nearest(text, VALUES.map(|(known, _)| known)).unwrap_or("require");
            vec![node.problem(&codes::INVALID_IMAGE_CHECK).with("near", near)]
        })
    }
}
