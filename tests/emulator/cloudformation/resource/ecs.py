"""Task definitions, with everything that their containers say; MiniStack keeps a part of it in the template's names.
Services, whose number of tasks may come as text, as the value of a parameter does."""
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


def counted(properties):
    return {name: int(value) if name == "DesiredCount" else value for name, value in properties.items()}


def create_service(logical, properties, stack):
    return provisioners._ecs_service_create(logical, counted(properties), stack)


def update_service(physical, old, new, stack):
    return provisioners._ecs_service_update(physical, counted(old), counted(new), stack)


HANDLERS = {
    "AWS::ECS::Service": {"create": create_service, "update": update_service,
                          "delete": provisioners._ecs_service_delete},
    "AWS::ECS::TaskDefinition": {"create": create, "update": update, "update_with_logical_id": True,
                                 "delete": provisioners._ecs_task_def_delete},
}
