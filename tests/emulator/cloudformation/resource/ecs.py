"""Task definitions, with everything that their containers say; MiniStack keeps a part of it in the template's names."""
from ministack.services import ecs
from ministack.services.cloudformation import provisioners

MAPS = ("Options", "DockerLabels")  # whose keys are not names of the API


def members(value):
    if isinstance(value, dict):
        return {name[:1].lower() + name[1:]: inner if name in MAPS else members(inner) for name, inner in value.items()}
    return [members(inner) for inner in value] if isinstance(value, list) else value


def keep(arn, properties):
    definition = ecs._task_defs[arn.split("/")[-1]]
    definition["containerDefinitions"] = members(properties.get("ContainerDefinitions", []))
    if "RuntimePlatform" in properties:
        definition["runtimePlatform"] = members(properties["RuntimePlatform"])


def create(logical, properties, stack):
    arn, attributes = provisioners._ecs_task_def_create(logical, properties, stack)
    keep(arn, properties)
    return arn, attributes


def update(physical, old, new, stack, logical):
    arn, attributes = provisioners._ecs_task_def_update(physical, old, new, stack, logical)
    keep(arn, new)
    return arn, attributes


HANDLERS = {
    "AWS::ECS::TaskDefinition": {"create": create, "update": update, "update_with_logical_id": True,
                                 "delete": provisioners._ecs_task_def_delete},
}
