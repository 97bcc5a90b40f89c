//! Container images that a program's stacks run.

/// A container image of an environment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// What a person calls it: `app`.
    pub name: String,
    /// Its repository in Amazon ECR, in the environment's account and region: `prooflink-dev-app`.
    pub repository: String,
    /// Which one runs, where the settings say so: a tag.
    pub tag: Option<String>,
    /// The parameter that takes the tag where the settings leave it out: `ImageTag`.
    pub tag_parameter: String,
    /// What runs it, in ECS's words: `X86_64`, `ARM64`.
    pub architecture: String,
    /// The stack that waits for it; none: nothing does.
    pub gate: Option<ImageGate>,
}

/// A stack that waits for an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageGate {
    /// Its id: `AppStack`.
    pub stack: String,
    /// What happens without the image.
    pub without: WithoutImage,
}

/// What happens to a stack whose image is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WithoutImage {
    /// It is not begun.
    Stop,
    /// Its service starts without tasks, as long as none run: this parameter, the number of tasks, is 0.
    StartEmpty { parameter: String },
}
