"""Whether a change of a property replaces the resource, by AWS's schemas: the facts of crates/resources."""
import functools
from pathlib import Path

from ministack.services.cloudformation import provisioners, stacks

FACTS = Path(__file__).resolve().parents[3] / "crates" / "resources" / "facts"
WORDS = {"replace": "Always", "replace?": "Conditionally"}  # RequiresRecreation, where it is not Never


@functools.cache
def of_service(service):
    """type -> property -> RequiresRecreation, of a service (`ec2`); only properties that may replace."""
    types = {}
    path = FACTS / f"{service}.txt"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        # A pattern stands at the end, and may hold anything.
        indent, words = len(line) - len(line.lstrip(" ")), line.partition(" pattern=")[0].split()
        if indent == 0 and words[0] == "resource":
            properties = types.setdefault(words[1], {})
        elif indent == 1:  # a property of the resource itself: NAME KIND FLAG...; deeper ones are of its parts
            properties.update((words[0], WORDS[word]) for word in words[2:] if word in WORDS)
    return types


def complete():
    other = provisioners._property_recreation

    def property_recreation(type_name, name):
        service = type_name.split("::")[1].lower() if type_name.startswith("AWS::") else ""
        properties = of_service(service).get(type_name)
        return other(type_name, name) if properties is None else properties.get(name, "Never")

    provisioners._property_recreation = stacks._property_recreation = property_recreation
