"""What MiniStack's CloudFormation lacks, a piece a module; each replaces functions of MiniStack's by its own.

A resource type that is missing goes into the module of its service in resource/.
"""
from cloudformation import change_context, empty_change, export, fault, replacement, resource, template_url


def complete(faults):
    """Puts the pieces in; `faults` is the file that says what fails or is slow."""
    resource.complete()
    replacement.complete()
    export.complete()
    template_url.complete()
    empty_change.complete()
    change_context.complete()
    fault.complete(faults)
