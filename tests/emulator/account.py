"""What the tests do in an account, with botocore: change sets, events, deletion. Run by the emulator's own Python."""
import itertools
import json
import os
import time

import botocore.session
from assembly import Assembly

NO_CHANGES = "The submitted information didn't contain changes"
# (name in a configuration, environment variable, default, conversion): whoever runs the tests may have a profile.
NOTHING_OF_THE_USER = {"profile": (None, None, None, None), "config_file": (None, None, os.devnull, None)}
numbers = itertools.count(100000000001)
names = itertools.count(1)


class Account:
    """An account of its own in the emulator, or the one of an endpoint that was given."""

    def __init__(self, emulator, number=None):
        environment = emulator.environment(str(number or next(numbers)))
        session = botocore.session.Session(session_vars=NOTHING_OF_THE_USER if emulator.takes_faults else None)
        if emulator.takes_faults:
            session.set_credentials(environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"])
        self.client = lambda service: session.create_client(
            service, endpoint_url=emulator.endpoint, region_name=environment.get("AWS_REGION"))
        self.cloudformation = self.client("cloudformation")

    def parameters(self, stack):
        """Values for the parameters without a default of a stack: HostedZoneId of a zone that is made, and so on."""
        values = {"AllowedAddresses": "192.0.0.0/24", "AlarmMail": "alarms@example.com", "ImageTag": "1"}
        wanted = stack.template.get("Parameters", {})
        if "HostedZoneId" in wanted:
            route53 = self.client("route53")
            made = route53.create_hosted_zone(Name="prooflink.example.com", CallerReference=stack.name)
            values["HostedZoneId"] = made["HostedZone"]["Id"].split("/")[-1]
        return {name: values[name] for name, declared in wanted.items() if "Default" not in declared}

    def status(self, stack_name):
        return self.cloudformation.describe_stacks(StackName=stack_name)["Stacks"][0]["StackStatus"]

    def change_set(self, stack_name, template, parameters=None, **options):
        """A change set, described when it is made; `template` is a dictionary, or the address of one."""
        kind = "UPDATE" if self.exists(stack_name) else "CREATE"
        where = {"TemplateURL": template} if isinstance(template, str) else {"TemplateBody": json.dumps(template)}
        made = self.cloudformation.create_change_set(
            StackName=stack_name, ChangeSetName=f"test-{next(names)}", ChangeSetType=kind,
            Capabilities=["CAPABILITY_NAMED_IAM"],
            Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in (parameters or {}).items()],
            **where, **options)
        return self._until(lambda: self.cloudformation.describe_change_set(
            ChangeSetName=made["Id"], IncludePropertyValues=True), "Status")

    def exists(self, stack_name):
        stacks = self.cloudformation.list_stacks()["StackSummaries"]
        return any(stack["StackName"] == stack_name and stack["StackStatus"] not in ("DELETE_COMPLETE", "REVIEW_IN_PROGRESS")
                   for stack in stacks)

    def execute(self, change_set, **options):
        """Executes a change set to its end: the stack's status."""
        self.cloudformation.execute_change_set(ChangeSetName=change_set["ChangeSetId"], **options)
        return self.settled(change_set["StackId"])

    def deploy(self, stack_name, template, parameters=None, **options):
        return self.execute(self.change_set(stack_name, template, parameters), **options)

    def delete(self, stack_name):
        """Deletes a stack to its end: its status. A stack that was never there is an error."""
        stack_id = self.cloudformation.describe_stacks(StackName=stack_name)["Stacks"][0]["StackId"]
        self.cloudformation.delete_stack(StackName=stack_name)
        return self.settled(stack_id)

    def settled(self, stack_id):
        """The stack's status, once nothing is in progress."""
        return self._until(lambda: self.cloudformation.describe_stacks(StackName=stack_id)["Stacks"][0],
                           "StackStatus")["StackStatus"]

    def reasons(self, stack_name):
        """The reasons that stand in the stack's events, the latest first."""
        events = self.cloudformation.get_paginator("describe_stack_events").paginate(StackName=stack_name)
        return [event["ResourceStatusReason"] for page in events for event in page["StackEvents"]
                if event.get("ResourceStatusReason")]

    def exports(self):
        pages = self.cloudformation.get_paginator("list_exports").paginate()
        return {export["Name"]: export["Value"] for page in pages for export in page["Exports"]}

    def deploy_all(self, environment):
        """Every stack of an environment, in order; name -> status."""
        return {stack.name: self.deploy(stack.name, stack.template, self.parameters(stack))
                for stack in Assembly(environment)}

    @staticmethod
    def _until(describe, status, within_seconds=120):
        deadline = time.monotonic() + within_seconds
        while True:
            described = describe()
            if not described[status].endswith(("_IN_PROGRESS", "_PENDING")):
                return described
            if time.monotonic() > deadline:
                raise TimeoutError(f"still {described[status]} after {within_seconds} s")
            time.sleep(0.02)
