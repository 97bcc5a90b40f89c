use super::{ImportedSecret, Password, SecretRef};
use formwork_core::{Construct, DeletionPolicy, IntoValue, Name, Properties, Resource, Scope, Text, Value, text};
use formwork_resources::ids::kms::AnyKey;
use formwork_resources::ids::secretsmanager::SecretArn;
use formwork_resources::secretsmanager::CfnSecret;

/// A secret. What is in it is made up by Secrets Manager or composed from other secrets, and stands in no template.
///
/// It stays when its stack is deleted or replaces it, since nothing brings its value back
/// ([`deletion_policy`](Secret::deletion_policy) says otherwise); a stack that fails to be made takes it along, so that
/// its name is free for the next try.
///
/// ```
/// # use formwork::{App, Environment, text};
/// use formwork::secretsmanager::{Password, Secret};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DataStack");
/// let credentials = stack.add("Credentials", Secret::credentials("postgres", Password::url_safe()));
/// let session = stack.add("SessionKey", Secret::generated("NEXTAUTH_SECRET", Password::url_safe().length(64)));
/// let url = text!["postgresql://postgres:", credentials.dynamic_reference("password"), "@db.example.com:5432/app"];
/// stack.add("DatabaseUrl", Secret::composed(url));
/// let for_a_container = session.field("NEXTAUTH_SECRET");
/// ```
#[derive(Clone, Debug)]
pub struct Secret {
    content: Content,
    /// What is passed on as it is.
    properties: Properties,
    deletion_policy: DeletionPolicy,
}

#[derive(Clone, Debug)]
enum Content {
    /// JSON: the template with the password added under the key.
    Field {
        key: Name,
        template: Value<Text>,
        password: Password,
    },
    Password(Password),
    Text(Value<Text>),
}

impl Secret {
    fn new(content: Content) -> Self {
        Secret { content, properties: Properties::new(), deletion_policy: DeletionPolicy::RetainExceptOnCreate }
    }

    fn with(mut self, change: impl FnOnce(CfnSecret) -> CfnSecret) -> Self {
        self.properties = change(CfnSecret::from_properties(self.properties)).into_properties();
        self
    }

    /// A user name, and a password that Secrets Manager makes up: the fields `username` and `password`, as databases
    /// of RDS want them. An expression as user name must give a text that needs no escapes in JSON.
    pub fn credentials(username: impl IntoValue<Text>, password: Password) -> Self {
        let username = username.into_value();
        let template = match username.as_text() {
            Some(literal) => serde_json::json!({ "username": literal }).to_string().into_value(),
            None => text![r#"{"username":""#, username, r#""}"#],
        };
        Secret::new(Content::Field { key: Name::Borrowed("password"), template, password })
    }

    /// One field that Secrets Manager makes up.
    pub fn generated(field: impl Into<Name>, password: Password) -> Self {
        Secret::new(Content::Field { key: field.into(), template: "{}".into_value(), password })
    }

    /// A password without any JSON around it, made up by Secrets Manager.
    pub fn generated_text(password: Password) -> Self {
        Secret::new(Content::Password(password))
    }

    /// A text composed from other secrets by [`SecretRef::dynamic_reference`].
    ///
    /// CloudFormation puts the parts together when it makes or updates the secret, not when the other secret changes:
    /// one that is rotated leaves this one stale.
    pub fn composed(text: impl IntoValue<Text>) -> Self {
        Secret::new(Content::Text(text.into_value()))
    }

    /// A secret made elsewhere, by its complete ARN, with the six characters at its end. A literal ARN without them is
    /// an error: grants on it would match nothing.
    ///
    /// ```
    /// # use formwork::{App, Environment};
    /// use formwork::ids::secretsmanager::SecretArn;
    /// use formwork::secretsmanager::Secret;
    /// # let app = App::new("demo");
    /// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("AppStack");
    /// let arn = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:app-secrets-a1B2c3";
    /// let secret = stack.add("AppSecrets", Secret::from_arn(SecretArn::literal(arn)));
    /// assert_eq!(secret.field("KEY").as_text(), Some(format!("{arn}:KEY::").as_str()));
    /// ```
    pub fn from_arn(arn: impl IntoValue<SecretArn>) -> ImportedSecret {
        ImportedSecret::new(arn.into_value())
    }

    /// Its name: unique in the account and region, 1 to 512 of letters, digits and `/_+=.@-`. Default: CloudFormation
    /// makes one. Update: replacement.
    pub fn name(self, name: impl IntoValue<Text>) -> Self {
        self.with(|secret| secret.name(name))
    }

    /// What it is for, at most 2,048 characters. Default: none.
    pub fn description(self, text: impl IntoValue<Text>) -> Self {
        self.with(|secret| secret.description(text))
    }

    /// The key that encrypts it; its readers need `kms:Decrypt` on that key too. Default: `aws/secretsmanager`, which
    /// every reader in the account may use.
    pub fn encryption_key(self, key: impl IntoValue<AnyKey>) -> Self {
        self.with(|secret| secret.kms_key_id(key))
    }

    /// What happens to it when it leaves the stack. Default: it stays, unless the stack that makes it fails.
    pub fn deletion_policy(mut self, policy: DeletionPolicy) -> Self {
        self.deletion_policy = policy;
        self
    }
}

impl Construct for Secret {
    type Handle = SecretRef;

    fn build(self, scope: Scope) -> SecretRef {
        let secret = CfnSecret::from_properties(self.properties);
        let secret = match self.content {
            Content::Field { key, template, password } => {
                let property = password.into_property(&scope).generate_string_key(key);
                secret.generate_secret_string(property.secret_string_template(template))
            }
            Content::Password(password) => secret.generate_secret_string(password.into_property(&scope)),
            Content::Text(text) => secret.secret_string(text),
        };
        let resource = scope.add("Resource", secret);
        resource.deletion_policy(self.deletion_policy);
        SecretRef::new(resource.id(), Some(resource))
    }
}
