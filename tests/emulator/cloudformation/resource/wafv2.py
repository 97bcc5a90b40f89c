"""Sets of addresses, and what a web ACL is attached to."""
from cloudformation.resource import answer
from ministack.services import waf
from ministack.services.cloudformation import provisioners


def create_ip_set(logical, properties, stack):
    name = properties.get("Name") or provisioners._physical_name(stack, logical)
    made = answer.of(waf._create_ip_set({**properties, "Name": name}))["Summary"]
    return f"{name}|{made['Id']}|{properties['Scope']}", {"Arn": made["ARN"], "Id": made["Id"]}


def update_ip_set(physical, old, new, stack):
    _, identifier, scope = physical.split("|")
    answer.of(waf._update_ip_set({"Id": identifier, "Scope": scope, "Addresses": new["Addresses"]}))
    return physical, {"Arn": waf._resource_from_scope(waf._ip_sets, identifier, scope)["ARN"], "Id": identifier}


def delete_ip_set(physical, properties):
    waf._delete_ip_set({"Id": physical.split("|")[1], "Scope": properties["Scope"]})


def create_association(logical, properties, stack):
    answer.of(waf._associate_web_acl(properties))
    return f"{properties['WebACLArn']}|{properties['ResourceArn']}", {}


def delete_association(physical, properties):
    waf._disassociate_web_acl(properties)


HANDLERS = {
    "AWS::WAFv2::IPSet": {"create": create_ip_set, "update": update_ip_set, "delete": delete_ip_set},
    "AWS::WAFv2::WebACLAssociation": {"create": create_association, "delete": delete_association},
}
