"""A change set without a resource that changes: of outputs alone, or of where values come from.

CloudFormation executes it. MiniStack compares resources with their imports resolved, and calls it one without changes.
"""
import re

import ministack.services.cloudformation as state
from ministack.services.cloudformation import changesets, handlers


def changes_more(change_set):
    """Whether its template has other outputs, or imports other values, than the stack that it is for."""
    stack = state._stacks.get(change_set["StackName"], {})
    before, after = stack.get("_template", {}), change_set["_template"]
    return (before.get("Outputs") != after.get("Outputs")
            or imports(before.get("Resources", {})) != imports(after.get("Resources", {})))


def imports(value):
    """How often each value is imported, sorted."""
    if isinstance(value, dict):
        own = [str(value["Fn::ImportValue"])] if "Fn::ImportValue" in value else []
        return sorted(own + [name for inner in value.values() for name in imports(inner)])
    return sorted(name for inner in value for name in imports(inner)) if isinstance(value, list) else []


def complete():
    create = changesets._create_change_set

    def create_change_set(params):
        answer = create(params)
        made = re.search(r"<Id>([^<]+)</Id>", text(answer))
        change_set = state._change_sets.get(made.group(1)) if made else None
        if (change_set and change_set["ChangeSetType"] == "UPDATE"
                and change_set["StatusReason"].startswith("The submitted information didn't contain changes")
                and changes_more(change_set)):
            change_set.update(Status="CREATE_COMPLETE", ExecutionStatus="AVAILABLE", StatusReason="")
        return answer

    changesets._create_change_set = handlers._ACTION_HANDLERS["CreateChangeSet"] = create_change_set


def text(answer):
    """The body of an answer: (status, headers, body)."""
    body = answer[2]
    return body.decode() if isinstance(body, bytes) else body
