"""lint.py FOLDER: cfn-lint and cloudformation-validate on every *.template.json of FOLDER, at any depth.

Exit 0 when neither reports an error or a warning, 1 when one does, 2 when there is nothing to judge.
Two ways to let a finding stand, both with a reason:

* cfn-lint: in the template, on the resource or at the top,
  "Metadata": {"cfn-lint": {"config": {"ignore_checks": ["W1234"]}, "reasons": {"W1234": "why"}}}
* cloudformation-validate reads no metadata for its own rules: EXCLUDED below.
"""
import json
import subprocess
import sys
from pathlib import Path

import cloudformation_validate as cfv

REGIONS = ("ap-northeast-1", "us-east-1")

# (rule, template, resource type, reason)
EXCLUDED = [
    ("W9008", "dev/DataStack.template.json", "AWS::RDS::DBInstance",
     "the guide leaves the storage of the development database unencrypted; no production data is kept there"),
]


def cfn_lint(templates):
    """(template, rule, what) for each error and warning of cfn-lint."""
    run = subprocess.run(
        [Path(sys.executable).with_name("cfn-lint"), "--format", "json", "--regions", *REGIONS, "--template", *templates],
        capture_output=True, text=True)
    try:
        found = json.loads(run.stdout)
    except ValueError:
        sys.exit(f"error: cfn-lint gave no report (exit {run.returncode}):\n{run.stdout}{run.stderr}")
    for finding in found:
        if finding["Level"] in ("Error", "Warning"):
            path = "/".join(map(str, finding["Location"].get("Path") or ()))
            yield finding["Filename"], finding["Rule"]["Id"], f"/{path}: {finding['Message']}"


def ignored_without_reason(template):
    """The same for each check that the template lets cfn-lint ignore without saying why."""
    try:
        content = json.loads(Path(template).read_text(encoding="utf-8"))
    except ValueError:
        return  # both linters say so
    places = {"": content} | {f"/Resources/{name}": body for name, body in content.get("Resources", {}).items()}
    for place, body in places.items():
        metadata = body.get("Metadata", {}).get("cfn-lint", {})
        for rule in metadata.get("config", {}).get("ignore_checks", ()):
            if not str(metadata.get("reasons", {}).get(rule, "")).strip():
                yield template, rule, (f"{place}/Metadata/cfn-lint: ignored without a reason; "
                                       f"say why in \"reasons\": {{\"{rule}\": \"...\"}} beside \"config\"")


def cloudformation_validate(folder, templates, excluded):
    """The same for cloudformation-validate; `excluded` collects the entries of EXCLUDED that were met."""
    engine = cfv.CompositeEngine()
    for template in templates:
        place = Path(template).relative_to(folder).as_posix()
        for region in REGIONS:
            report = engine.validate_template(template, cfv.ValidateConfig(
                severity_level=cfv.Severity.WARN,
                pseudo_parameter_overrides=cfv.PseudoParameterOverrides(region=region)))
            if report.status.name == "ANALYSIS_INCOMPLETE":
                yield template, "incomplete", "cloudformation-validate gave up before the end"
            for finding in report.diagnostics:
                entity = finding.entity
                kind = entity and entity.resource_type
                entry = next((e for e in EXCLUDED if e[:3] == (finding.rule_id, place, kind)), None)
                if entry:
                    excluded.add(entry)
                    continue
                where = "/".join(filter(None, ("", entity and entity.logical_id, finding.property_path)))
                yield template, finding.rule_id, f"{where}: {finding.message}"


def main(folder):
    templates = sorted(str(path) for path in Path(folder).rglob("*.template.json"))
    if not templates:
        print(f"error: no *.template.json in {folder}; run: cargo run --bin synth", file=sys.stderr)
        return 2
    excluded = set()
    found = {
        "cfn-lint": [*cfn_lint(templates), *(f for t in templates for f in ignored_without_reason(t))],
        "cloudformation-validate": list(dict.fromkeys(cloudformation_validate(folder, templates, excluded))),
    }
    for linter, findings in found.items():
        for template, rule, what in findings:
            print(f"{linter} {rule} {template} {what}")
    for rule, template, kind, reason in sorted(excluded):
        print(f"excluded {rule} {template} {kind}: {reason}")
    stale = [e for e in EXCLUDED if e not in excluded and Path(folder, e[1]).exists()]
    for rule, template, kind, _ in stale:
        print(f"excluded {rule} {template} {kind} is not found any more; take it out of EXCLUDED in {Path(__file__).name}")
    count = sum(map(len, found.values())) + len(stale)
    print(f"{len(templates)} templates, {count} findings")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
