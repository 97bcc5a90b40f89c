use formwork::Ref;
use formwork::iam::CfnRole;
use formwork::secretsmanager::{CfnSecret, CfnSecretTargetAttachment};
use formwork::ecs::CfnTaskDefinition;

fn wrong(role: &Ref<CfnRole>, secret: &Ref<CfnSecret>) {
    CfnTaskDefinition::new().execution_role_arn(secret.id());
    CfnSecretTargetAttachment::new(role.arn(), "db", "AWS::RDS::DBInstance");
}

fn main() {}
