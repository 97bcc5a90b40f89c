"""Compute environments, job queues and job definitions."""
from cloudformation.resource import answer
from ministack.services import batch
from ministack.services.cloudformation import provisioners

# What RegisterJobDefinition of MiniStack does not keep.
DEFINITION = ("timeout", "platformCapabilities", "retryStrategy", "parameters", "propagateTags", "schedulingPriority")


def request(properties):
    """The members of Batch's API for the properties of a template; tags are a map, whose keys stay."""
    members = provisioners._pascal_to_camel({name: value for name, value in properties.items() if name != "Tags"})
    return {**members, "tags": properties.get("Tags", {})}


def named(properties, member, logical, stack):
    return {member: provisioners._physical_name(stack, logical), **request(properties)}


def create_compute_environment(logical, properties, stack):
    members = named(properties, "computeEnvironmentName", logical, stack)
    arn = answer.of(batch._create_compute_environment(members))["computeEnvironmentArn"]
    return arn, {"ComputeEnvironmentArn": arn}


def update_compute_environment(physical, old, new, stack):
    answer.of(batch._update_compute_environment({**request(new), "computeEnvironment": physical}))
    return physical, {"ComputeEnvironmentArn": physical}


def delete_compute_environment(physical, properties):
    in_use = [queue["jobQueueName"] for queue in batch._job_queues.values()
              if any(order["computeEnvironment"] == physical for order in queue["computeEnvironmentOrder"])]
    if in_use:
        raise ValueError("Cannot delete, found existing JobQueue relationship")
    batch._compute_envs.pop(physical.split("/")[-1], None)


def create_job_queue(logical, properties, stack):
    arn = answer.of(batch._create_job_queue(named(properties, "jobQueueName", logical, stack)))["jobQueueArn"]
    return arn, {"JobQueueArn": arn}


def update_job_queue(physical, old, new, stack):
    batch._job_queues[physical.split("/")[-1]].update(request(new))
    return physical, {"JobQueueArn": physical}


def delete_job_queue(physical, properties):
    batch._job_queues.pop(physical.split("/")[-1], None)


def create_job_definition(logical, properties, stack):
    members = named(properties, "jobDefinitionName", logical, stack)
    arn = answer.of(batch._register_job_definition(members))["jobDefinitionArn"]
    batch._job_definitions[members["jobDefinitionName"]][-1].update(
        {name: members[name] for name in DEFINITION if name in members})
    return arn, {"JobDefinitionArn": arn}


def update_job_definition(physical, old, new, stack, logical):
    return create_job_definition(logical, new, stack)  # another revision, with an ARN of its own


def delete_job_definition(physical, properties):
    for revisions in batch._job_definitions.values():
        for revision in revisions:
            if revision["jobDefinitionArn"] == physical:
                revision["status"] = "INACTIVE"


HANDLERS = {
    "AWS::Batch::ComputeEnvironment": {
        "create": create_compute_environment, "update": update_compute_environment, "delete": delete_compute_environment},
    "AWS::Batch::JobQueue": {"create": create_job_queue, "update": update_job_queue, "delete": delete_job_queue},
    "AWS::Batch::JobDefinition": {"create": create_job_definition, "update": update_job_definition,
                                  "update_with_logical_id": True, "delete": delete_job_definition},
}
