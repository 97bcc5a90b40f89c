"""compare.py CHECK [COUNT]: what cloudformation-validate calls an error, CHECK calls one too, on COUNT (1,000) faults.

A fault is one change, made at random from a fixed seed, in a template of tests/cdk-programs, at a resource of one of the
services below. A rule of theirs whose fault is missed has to stand in REASONS.
"""
import copy
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import cloudformation_validate as cfv

ROOT = Path(__file__).resolve().parent.parent.parent
REGION = "ap-northeast-1"
SERVICES = ("EC2", "ECS", "ElasticLoadBalancingV2", "RDS", "S3", "Lambda", "SQS", "SNS", "IAM", "DynamoDB", "Logs", "Events")

# What is missed on purpose, by rule, with the reason.
REASONS = {
}


def leaves(value, path=()):
    """(path, value) of everything in a value that is no function."""
    if isinstance(value, dict):
        if len(value) == 1 and (next(iter(value)) == "Ref" or next(iter(value)).startswith("Fn::")):
            return
        for key, inner in value.items():
            yield from leaves(inner, path + (key,))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from leaves(inner, path + (at,))
    if path:
        yield path, value


def put(value, path, change):
    for part in path[:-1]:
        value = value[part]
    change(value, path[-1])


def faults(template, dice):
    """One changed copy of the template: (what, template); none where the change does not fit."""
    ids = [name for name, one in template["Resources"].items() if one["Type"].split("::")[1] in SERVICES and one.get("Properties")]
    if not ids:
        return None
    name = dice.choice(ids)
    changed = copy.deepcopy(template)
    resource = changed["Resources"][name]
    properties = resource["Properties"]
    path, value = dice.choice(list(leaves(properties)) or [((), None)])
    if not path:
        return None
    kind = dice.choice(["rename", "remove", "type", "value", "list", "ref", "att", "depends", "add"])

    def set_to(new):
        def change(holder, key):
            holder[key] = new
        return change

    if kind == "rename":
        if not isinstance(path[-1], str):
            return None
        put(properties, path, lambda holder, key: holder.update({key + "s": holder.pop(key)}))
    elif kind == "remove":
        put(properties, path, lambda holder, key: holder.pop(key))
    elif kind == "type":
        new = {"A": "b"} if not isinstance(value, dict) else dice.choice(["text", ["text"]])
        put(properties, path, set_to(new))
    elif kind == "value":
        if isinstance(value, bool):
            new = "perhaps"
        elif isinstance(value, (int, float)):
            new = dice.choice([-1, 10 ** 9, "many"])
        elif isinstance(value, str):
            new = dice.choice(["no such value", "", "x" * 3000])
        else:
            return None
        put(properties, path, set_to(new))
    elif kind == "list":
        put(properties, path, set_to([] if isinstance(value, list) else [value, value]))
    elif kind == "ref":
        put(properties, path, set_to({"Ref": "NoSuchThing"}))
    elif kind == "att":
        put(properties, path, set_to({"Fn::GetAtt": [name, "NoSuchAttribute"]}))
    elif kind == "depends":
        resource["DependsOn"] = "NoSuchThing"
    else:
        properties["NoSuchProperty"] = "text"
    return f"{kind} {name} ({resource['Type']}) {'/'.join(map(str, path))}", changed


def main(check, count):
    dice = random.Random(20261125)
    programs = sorted((ROOT / "tests/cdk-programs/templates").glob("*.json"))
    templates = [(one.stem, json.loads(one.read_text(encoding="utf-8"))) for one in programs]
    engine = cfv.CompositeEngine()
    config = cfv.ValidateConfig(severity_level=cfv.Severity.ERROR,
                                pseudo_parameter_overrides=cfv.PseudoParameterOverrides(region=REGION))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "template.json"

        def theirs(template):
            file.write_text(json.dumps(template), encoding="utf-8")
            report = engine.validate_template(str(file), config)
            return {(one.rule_id, one.entity and one.entity.logical_id, one.property_path) for one in report.diagnostics}

        def ours(template):
            file.write_text(json.dumps(template), encoding="utf-8")
            run = subprocess.run([check, "--format", "json", "--region", REGION, str(file)], capture_output=True, text=True)
            return [one for one in json.loads(run.stdout)["findings"] if one["severity"] == "error"]

        known = {name: theirs(template) for name, template in templates}
        made = found = both = alone = 0
        missed, examples = Counter(), {}
        while made < count:
            name, template = dice.choice(templates)
            fault = faults(template, dice)
            if not fault:
                continue
            made += 1
            what, changed = fault
            new = theirs(changed) - known[name]
            own = ours(changed)
            if not new:
                alone += bool(own)
                continue
            found += 1
            if own:
                both += 1
                continue
            for rule in {rule for rule, _, _ in new}:
                missed[rule] += 1
                examples.setdefault(rule, f"{name}: {what}")
    print(f"{made} faults: {found} are errors for cloudformation-validate, {both} of them here too; {alone} here alone")
    for rule, times in missed.most_common():
        print(f"  {rule} missed {times} times, such as {examples[rule]}: {REASONS.get(rule, 'NOT EXPLAINED')}")
    if any(rule not in REASONS for rule in missed):
        sys.exit("error: a fault is missed for no reason")
    if found < count / 4:
        sys.exit("error: too few faults are errors at all")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
