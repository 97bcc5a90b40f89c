"""Resource types that MiniStack's CloudFormation does not have, or has otherwise than AWS; a module for a service.

Each has HANDLERS: type -> what MiniStack calls:

    create(logical, properties, stack) -> (physical id, attributes)      what Ref and Fn::GetAtt return
    update(physical, old, new, stack[, logical]) -> the same             without it: create
    delete(physical, properties)
"""
from cloudformation.resource import batch, ec2, ecs, logs, secretsmanager, wafv2
from ministack.services.cloudformation import provisioners

SERVICES = (batch, ec2, ecs, logs, secretsmanager, wafv2)


def complete():
    for service in SERVICES:
        provisioners._RESOURCE_HANDLERS.update(service.HANDLERS)
