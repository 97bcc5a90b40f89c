"""Addresses, NAT gateways, and rules of security groups that stand apart from their group; GetAtt of VPCs."""
import ipaddress
import itertools

from ministack.core.responses import new_uuid
from ministack.services import ec2
from ministack.services.cloudformation import provisioners

PUBLIC = ipaddress.IPv4Address("198.18.0.0")  # a range that nobody has
counter = itertools.count(1)


def new_id(prefix):
    return f"{prefix}-{new_uuid().replace('-', '')[:17]}"


def missing(what, code):
    return ValueError(f"{what} (Service: Ec2, Status Code: 400, Error Code: {code})")


def create_address(logical, properties, stack):
    allocation, public = new_id("eipalloc"), str(PUBLIC + next(counter))
    ec2._addresses[allocation] = {
        "AllocationId": allocation, "PublicIp": public, "Domain": properties.get("Domain", "vpc"), "AssociationId": None,
        "InstanceId": None, "NetworkInterfaceId": None, "PrivateIpAddress": None}
    provisioners._ec2_apply_tags(allocation, properties)
    return public, {"AllocationId": allocation, "PublicIp": public}


def allocation_of(public):
    return next((key for key, address in ec2._addresses.items() if address["PublicIp"] == public), None)


def update_address(physical, old, new, stack):
    provisioners._ec2_apply_tags(allocation_of(physical), new, old)
    return physical, {"AllocationId": allocation_of(physical), "PublicIp": physical}


def delete_address(physical, properties):
    ec2._addresses.pop(allocation_of(physical), None)


def create_nat_gateway(logical, properties, stack):
    subnet, allocation = ec2._subnets.get(properties["SubnetId"]), properties.get("AllocationId", "")
    if subnet is None:
        raise missing(f"The subnet ID '{properties['SubnetId']}' does not exist", "InvalidSubnetID.NotFound")
    if allocation and allocation not in ec2._addresses:
        raise missing(f"Elastic IP address {allocation} could not be found", "InvalidAllocationID.NotFound")
    gateway = new_id("nat")
    ec2._nat_gateways[gateway] = {
        "NatGatewayId": gateway, "SubnetId": properties["SubnetId"], "VpcId": subnet["VpcId"], "AllocationId": allocation,
        "ConnectivityType": properties.get("ConnectivityType", "public"), "State": "available",
        "CreateTime": ec2._now_ts(), "Tags": []}
    provisioners._ec2_apply_tags(gateway, properties)
    return gateway, {"NatGatewayId": gateway}


def update_nat_gateway(physical, old, new, stack):
    provisioners._ec2_apply_tags(physical, new, old)
    return physical, {"NatGatewayId": physical}


def delete_nat_gateway(physical, properties):
    ec2._nat_gateways.pop(physical, None)


def security_group_rule(side):
    """A rule of a group's `side`: IpPermissions or IpPermissionsEgress."""

    def rules(properties):
        ec2._ensure_defaults_initialized()
        group = ec2._security_groups.get(properties["GroupId"])
        if group is None:
            raise missing(f"The security group '{properties['GroupId']}' does not exist", "InvalidGroup.NotFound")
        return group[side]

    def create(logical, properties, stack):
        rule = provisioners._ec2_sg_permissions([properties])[0]
        if rule in rules(properties):
            raise missing("the specified rule already exists", "InvalidPermission.Duplicate")
        rules(properties).append(rule)
        physical = new_id("sgr")
        return physical, {"Id": physical}

    def update(physical, old, new, stack):
        delete(physical, old)
        rules(new).append(provisioners._ec2_sg_permissions([new])[0])
        return physical, {"Id": physical}

    def delete(physical, properties):
        rule = provisioners._ec2_sg_permissions([properties])[0]
        if properties["GroupId"] in ec2._security_groups and rule in rules(properties):
            rules(properties).remove(rule)

    return {"create": create, "update": update, "delete": delete}


def create_vpc(logical, properties, stack):
    physical, attributes = provisioners._ec2_vpc_create(logical, properties, stack)
    return physical, {**attributes, "CidrBlock": properties["CidrBlock"]}


def update_vpc(physical, old, new, stack, logical=None):
    physical, attributes = provisioners._ec2_vpc_update(physical, old, new, stack, logical)
    return physical, {**attributes, "CidrBlock": new["CidrBlock"]}


HANDLERS = {
    "AWS::EC2::EIP": {"create": create_address, "update": update_address, "delete": delete_address},
    "AWS::EC2::NatGateway": {"create": create_nat_gateway, "update": update_nat_gateway, "delete": delete_nat_gateway},
    "AWS::EC2::SecurityGroupIngress": security_group_rule("IpPermissions"),
    "AWS::EC2::SecurityGroupEgress": security_group_rule("IpPermissionsEgress"),
    "AWS::EC2::VPC": {"create": create_vpc, "update": update_vpc, "update_with_logical_id": True,
                      "delete": provisioners._ec2_vpc_delete},
}
