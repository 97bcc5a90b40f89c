"""Saved queries. MiniStack has no API for them: they are remembered by the stack alone."""
from ministack.core.responses import new_uuid


def create_query_definition(logical, properties, stack):
    identifier = new_uuid()
    return identifier, {"QueryDefinitionId": identifier}


def update_query_definition(physical, old, new, stack):
    return physical, {"QueryDefinitionId": physical}


def delete_query_definition(physical, properties):
    pass


HANDLERS = {
    "AWS::Logs::QueryDefinition": {
        "create": create_query_definition, "update": update_query_definition, "delete": delete_query_definition},
}
