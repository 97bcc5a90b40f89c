"""cfn-out as a deployer reads it."""
import json
from dataclasses import dataclass
from pathlib import Path

CFN_OUT = Path(__file__).resolve().parents[2] / "cfn-out"


@dataclass
class Stack:
    path: str  # dev/NetworkStack
    name: str  # CloudFormation's: prooflink-dev-network
    dependencies: list[str]  # paths
    is_protected: bool  # from being deleted
    template: dict
    body: str  # the template's text


class Assembly:
    """The stacks of one environment, in the order of deployment."""

    def __init__(self, environment, folder=CFN_OUT):
        inside = Path(folder) / environment
        artifacts = json.loads((inside / "manifest.json").read_text(encoding="utf-8"))["artifacts"]
        waiting = [read(inside, identifier, artifact) for identifier, artifact in artifacts.items()]
        self.stacks = []
        while waiting:
            done = {stack.path for stack in self.stacks}
            ready = [stack for stack in waiting if done.issuperset(stack.dependencies)]
            if not ready:
                raise ValueError(f"{environment}: {', '.join(stack.path for stack in waiting)} depend on each other")
            self.stacks += ready
            waiting = [stack for stack in waiting if stack not in ready]

    def __iter__(self):
        return iter(self.stacks)

    def __getitem__(self, path):
        return next(stack for stack in self.stacks if stack.path == path)


def read(folder, identifier, artifact):
    properties = artifact["properties"]
    body = (folder / properties["templateFile"]).read_text(encoding="utf-8")
    dependencies = [f"{folder.name}/{name}" for name in artifact.get("dependencies", [])]
    return Stack(f"{folder.name}/{identifier}", properties["stackName"], dependencies,
                 properties.get("terminationProtection", False), json.loads(body), body)
