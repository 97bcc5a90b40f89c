"""DescribeChangeSet with IncludePropertyValues: each resource as it was and as it will be, and each property's two values."""
import json
import xml.etree.ElementTree as ElementTree

from ministack.services.cloudformation import changesets, handlers

XMLNS = "http://cloudformation.amazonaws.com/doc/2010-05-15/"
CONTEXT = ("Properties", "DeletionPolicy", "UpdateReplacePolicy", "DependsOn", "Metadata")
TEXTS = ("StatusReason", "Description")  # CloudFormation leaves them out where MiniStack leaves them empty


def complete():
    diff, describe = changesets._diff_resources, changesets._describe_change_set

    def diff_resources(old, new, *others, **named):
        changes = diff(old, new, *others, **named)
        for change in changes:
            logical = change["ResourceChange"]["LogicalResourceId"]
            change["before"], change["after"] = context(old, logical), context(new, logical)
        return changes

    def describe_change_set(params):
        status, headers, body = describe(params)
        if status != 200:
            return status, headers, body
        root = ElementTree.fromstring(body)
        result = root.find(f"{{{XMLNS}}}DescribeChangeSetResult")
        for name in TEXTS:
            for empty in [one for one in result.findall(f"{{{XMLNS}}}{name}") if not one.text]:
                result.remove(empty)
        if changesets._p(params, "IncludePropertyValues").lower() == "true":
            _, change_set = changesets._find_change_set(changesets._p(params, "ChangeSetName"),
                                                        changesets._p(params, "StackName"))
            described = result.iterfind(f"{{{XMLNS}}}Changes/{{{XMLNS}}}member/{{{XMLNS}}}ResourceChange")
            for element, change in zip(described, change_set["Changes"], strict=True):
                add_values(element, change.get("before"), change.get("after"))
        return status, headers, ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)

    ElementTree.register_namespace("", XMLNS)
    changesets._diff_resources = diff_resources
    changesets._describe_change_set = handlers._ACTION_HANDLERS["DescribeChangeSet"] = describe_change_set


def context(template, logical):
    """What BeforeContext and AfterContext hold of a resource, or None where there is none."""
    resource = template.get("Resources", {}).get(logical)
    return resource and {name: resource[name] for name in CONTEXT if name in resource}


def add_values(element, before, after):
    for name, value in (("BeforeContext", before), ("AfterContext", after)):
        if value is not None:
            add(element, name, written(value))
    for target in element.iterfind(f"{{{XMLNS}}}Details/{{{XMLNS}}}member/{{{XMLNS}}}Target"):
        if target.findtext(f"{{{XMLNS}}}Attribute") != "Properties":
            continue
        name = target.findtext(f"{{{XMLNS}}}Name")
        values = [((one or {}).get("Properties") or {}).get(name) for one in (before, after)]
        add(target, "Path", f"/Properties/{name}")
        for which, value in zip(("BeforeValue", "AfterValue"), values):
            if value is not None:
                add(target, which, value if isinstance(value, str) else written(value))
        add(target, "AttributeChangeType", "Add" if values[0] is None else "Remove" if values[1] is None else "Modify")


def add(element, name, text):
    ElementTree.SubElement(element, f"{{{XMLNS}}}{name}").text = text


def written(value):
    return json.dumps(value, separators=(",", ":"), default=str)
