"""Ref of a secret is its ARN; MiniStack returns its name."""
from ministack.services import secretsmanager
from ministack.services.cloudformation import drift, provisioners


def name_of(arn):
    return next((name for name, secret in secretsmanager._secrets.items() if secret["ARN"] == arn), arn)


def create(logical, properties, stack):
    _, attributes = provisioners._sm_secret_create(logical, properties, stack)
    return attributes["Arn"], attributes


def update(physical, old, new, stack, logical):
    _, attributes = provisioners._sm_secret_update(name_of(physical), old, new, stack, logical)
    return attributes["Arn"], attributes


def delete(physical, properties):
    provisioners._sm_secret_delete(name_of(physical), properties)


HANDLERS = {
    "AWS::SecretsManager::Secret": {"create": create, "update": update, "update_with_logical_id": True, "delete": delete},
}

_read, _compared = drift._DRIFT_READERS["AWS::SecretsManager::Secret"]
drift._DRIFT_READERS["AWS::SecretsManager::Secret"] = (lambda arn, properties: _read(name_of(arn), properties)), _compared
