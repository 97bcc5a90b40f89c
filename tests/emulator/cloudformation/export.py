"""The rules of exports: one owner a name, and no change of a value while a stack imports it."""
import ministack.services.cloudformation as state
from ministack.services.cloudformation import handlers, stacks


def importers(name, owner):
    """The names of the stacks, other than the one that owns it, that import this export."""
    return [stack_name for stack_name, stack in state._stacks.items()
            if stack["StackId"] != owner and stack["StackStatus"] != "DELETE_COMPLETE"
            and name in handlers._imported_export_names(stack, stack_name)]


def judge(exports, owner):
    """Raises what CloudFormation says when a stack may not have these exports."""
    for name in exports:
        current = state._exports.get(name)
        if current and current["StackId"] != owner:
            other = current["StackId"].split("/")[1]
            raise ValueError(f"Export with name {name} is already exported by stack {other}. Rollback requested by user.")
    for name, current in of_stack(owner).items():
        users = ", ".join(importers(name, owner))
        if users and name not in exports:
            raise ValueError(f"Delete canceled. Cannot delete export {name} as it is in use by {users}.")
        if users and exports[name]["Value"] != current["Value"]:
            raise ValueError(f"Cannot update export {name} as it is in use by {users}.")


def of_stack(stack_id):
    return {name: export for name, export in state._exports.items() if export["StackId"] == stack_id}


def complete():
    resolve = stacks._resolve_stack_outputs

    def resolve_stack_outputs(definitions, conditions, resources, parameters, mappings, stack_name, stack_id):
        outputs, exports = resolve(definitions, conditions, resources, parameters, mappings, stack_name, stack_id)
        judge(exports, stack_id)
        for name in of_stack(stack_id).keys() - exports.keys():  # MiniStack adds the new ones, and leaves the old ones
            state._exports.pop(name, None)
        return outputs, exports

    stacks._resolve_stack_outputs = resolve_stack_outputs
