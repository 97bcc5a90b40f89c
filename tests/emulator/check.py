"""What a deployer's tests need of the emulator; run by `check`."""
import copy
import os
import signal
import subprocess
import sys
import time
import unittest

from account import NO_CHANGES, Account
from assembly import Assembly
from botocore.exceptions import ClientError
from emulator import HERE, Emulator

emulator = Emulator()


def setUpModule():
    unittest.enterModuleContext(emulator)


def log_groups(*names, retention=7):
    """A template of log groups, each made after the one before it."""
    return {"Resources": {
        name: {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": retention},
               **({"DependsOn": names[at - 1]} if at else {})}
        for at, name in enumerate(names)}}


def needs_faults(test):
    """For tests of what only our own emulator can do: fail when told to, and have any number of accounts."""

    def run(self):
        if not emulator.takes_faults:
            self.skipTest("an endpoint that was given takes no faults")
        with emulator.faults([]):
            test(self)

    return run


class Systems(unittest.TestCase):
    """The five stacks of each environment."""

    def check(self, environment):
        account, assembly = Account(emulator), Assembly(environment)
        started = time.monotonic()
        for stack in assembly:
            parameters = account.parameters(stack)
            change_set = account.change_set(stack.name, stack.template, parameters)
            added = {change["ResourceChange"]["LogicalResourceId"] for change in change_set["Changes"]
                     if change["ResourceChange"]["Action"] == "Add"}
            self.assertEqual(added, set(stack.template["Resources"]), stack.path)
            self.assertEqual(account.execute(change_set), "CREATE_COMPLETE", account.reasons(stack.name))
            account.cloudformation.update_termination_protection(
                StackName=stack.name, EnableTerminationProtection=stack.is_protected)

            again = account.change_set(stack.name, stack.template, parameters)
            self.assertEqual((again["Status"], again["ExecutionStatus"]), ("FAILED", "UNAVAILABLE"), stack.path)
            self.assertIn(NO_CHANGES, again["StatusReason"])
        declared = sum("Export" in output for stack in assembly for output in stack.template.get("Outputs", {}).values())
        self.assertEqual(len(account.exports()), declared)

        with self.assertRaisesRegex(ClientError, "TerminationProtection|is imported by"):
            account.delete(assembly.stacks[0].name)
        for stack in reversed(assembly.stacks):
            if stack.is_protected:
                with self.assertRaisesRegex(ClientError, "TerminationProtection is enabled"):
                    account.delete(stack.name)
                account.cloudformation.update_termination_protection(
                    StackName=stack.name, EnableTerminationProtection=False)
            self.assertEqual(account.delete(stack.name), "DELETE_COMPLETE", stack.path)
        self.assertEqual(account.exports(), {})
        resources = sum(len(stack.template["Resources"]) for stack in assembly)
        print(f"{environment}: {resources} resources, {time.monotonic() - started:.1f} s", file=sys.stderr)

    def test_dev_is_created_again_without_changes_and_deleted(self):
        self.check("dev")

    def test_prod_is_created_again_without_changes_and_deleted(self):
        self.check("prod")


class ChangeSets(unittest.TestCase):
    def setUp(self):
        self.account = Account(emulator)

    def test_property_changes_in_place_with_both_values(self):
        self.account.deploy("logs", log_groups("App", retention=7))
        change_set = self.account.change_set("logs", log_groups("App", retention=30))
        [change] = [change["ResourceChange"] for change in change_set["Changes"]]
        self.assertEqual((change["Action"], change["Replacement"]), ("Modify", "False"))
        [detail] = change["Details"]
        target = detail["Target"]
        self.assertEqual((target["Path"], target["BeforeValue"], target["AfterValue"]),
                         ("/Properties/RetentionInDays", "7", "30"))
        self.assertIn('"RetentionInDays":30', change["AfterContext"])
        self.assertEqual(self.account.execute(change_set), "UPDATE_COMPLETE")
        groups = self.account.client("logs").describe_log_groups()["logGroups"]
        self.assertEqual([group["retentionInDays"] for group in groups], [30])

    def test_replacement_is_what_the_schemas_say(self):
        network = Assembly("dev")["dev/NetworkStack"]
        self.account.deploy(network.name, network.template)
        moved = copy.deepcopy(network.template)
        for resource in moved["Resources"].values():
            if resource["Type"] == "AWS::EC2::NatGateway":
                resource["Properties"]["ConnectivityType"] = "private"
            if resource["Type"] == "AWS::EC2::Subnet":
                resource["Properties"]["MapPublicIpOnLaunch"] = "false"
        changes = [change["ResourceChange"] for change in self.account.change_set(network.name, moved)["Changes"]]
        replaced = {change["ResourceType"]: change["Replacement"] for change in changes}
        self.assertEqual(replaced["AWS::EC2::NatGateway"], "True")
        self.assertEqual(replaced["AWS::EC2::Subnet"], "False")

    def test_replaced_resource_goes_after_the_new_one_is_there(self):
        template = {"Resources": {"Table": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "before"}}}}
        self.account.deploy("topic", template)
        template["Resources"]["Table"]["Properties"]["TopicName"] = "after"
        self.assertEqual(self.account.deploy("topic", template), "UPDATE_COMPLETE")
        topics = [topic["TopicArn"].split(":")[-1] for topic in self.account.client("sns").list_topics()["Topics"]]
        self.assertEqual(topics, ["after"])

    def test_outputs_alone_are_executable_without_a_change(self):
        template = log_groups("App")
        self.account.deploy("logs", template)
        template["Outputs"] = {"Name": {"Value": {"Ref": "App"}, "Export": {"Name": "app-logs"}}}
        change_set = self.account.change_set("logs", template)
        self.assertEqual((change_set["Status"], change_set["ExecutionStatus"]), ("CREATE_COMPLETE", "AVAILABLE"))
        self.assertEqual(change_set["Changes"], [])
        self.assertEqual(self.account.execute(change_set), "UPDATE_COMPLETE")
        self.assertEqual(list(self.account.exports()), ["app-logs"])

    def test_template_comes_from_a_bucket_by_both_forms_of_its_address(self):
        s3 = self.account.client("s3")
        s3.create_bucket(Bucket="templates", CreateBucketConfiguration={"LocationConstraint": "ap-northeast-1"})
        s3.put_object(Bucket="templates", Key="logs.json", Body=b'{"Resources": {"App": {"Type": "AWS::Logs::LogGroup"}}}')
        for stack, url in (("one", "https://templates.s3.ap-northeast-1.amazonaws.com/logs.json"),
                           ("two", "https://s3.ap-northeast-1.amazonaws.com/templates/logs.json")):
            self.assertEqual(self.account.deploy(stack, url), "CREATE_COMPLETE")

    def test_drifted_resource_is_found(self):
        self.account.deploy("logs", log_groups("App", "Batch"))
        logs = self.account.client("logs")
        group = self.account.cloudformation.describe_stack_resource(
            StackName="logs", LogicalResourceId="App")["StackResourceDetail"]["PhysicalResourceId"]
        logs.put_retention_policy(logGroupName=group, retentionInDays=90)
        self.account.cloudformation.detect_stack_drift(StackName="logs")
        drifts = self.account.cloudformation.describe_stack_resource_drifts(StackName="logs")["StackResourceDrifts"]
        status = {drift["LogicalResourceId"]: drift["StackResourceDriftStatus"] for drift in drifts}
        self.assertEqual(status, {"App": "MODIFIED", "Batch": "IN_SYNC"})


class Exports(unittest.TestCase):
    def setUp(self):
        self.account = Account(emulator)
        self.producer = log_groups("App")
        self.producer["Outputs"] = {"Name": {"Value": {"Ref": "App"}, "Export": {"Name": "app-logs"}}}
        self.consumer = log_groups("Batch")
        self.consumer["Resources"]["Batch"]["Properties"]["LogGroupName"] = {
            "Fn::Join": ["-", [{"Fn::ImportValue": "app-logs"}, "batch"]]}
        self.account.deploy("producer", self.producer)
        self.assertEqual(self.account.deploy("consumer", self.consumer), "CREATE_COMPLETE")

    def test_export_in_use_is_neither_removed_nor_changed(self):
        value = self.account.exports()["app-logs"]
        without, changed = copy.deepcopy(self.producer), copy.deepcopy(self.producer)
        without["Outputs"].clear()
        changed["Outputs"]["Name"]["Value"] = "another"
        for template, reason in ((without, "Cannot delete export app-logs as it is in use by consumer"),
                                 (changed, "Cannot update export app-logs as it is in use by consumer")):
            self.assertEqual(self.account.deploy("producer", template), "UPDATE_ROLLBACK_COMPLETE")
            self.assertIn(reason, "\n".join(self.account.reasons("producer")))
            self.assertEqual(self.account.exports(), {"app-logs": value})
        with self.assertRaisesRegex(ClientError, "Export app-logs is imported by stack consumer"):
            self.account.delete("producer")

    def test_export_is_free_once_its_importer_holds_the_value_itself(self):
        joined = self.consumer["Resources"]["Batch"]["Properties"]["LogGroupName"]["Fn::Join"]
        joined[1][0] = self.account.exports()["app-logs"]
        self.assertEqual(self.account.deploy("consumer", self.consumer), "UPDATE_COMPLETE")
        self.producer["Outputs"].clear()
        self.assertEqual(self.account.deploy("producer", self.producer), "UPDATE_COMPLETE")
        self.assertEqual(self.account.exports(), {})

    def test_name_of_an_export_has_one_owner(self):
        self.assertEqual(self.account.deploy("thief", self.producer), "ROLLBACK_COMPLETE")
        self.assertIn("Export with name app-logs is already exported by stack producer",
                      "\n".join(self.account.reasons("thief")))


class Faults(unittest.TestCase):
    def setUp(self):
        self.account = Account(emulator)

    @needs_faults
    def test_failed_creation_rolls_back_with_the_reason(self):
        emulator.faults([{"type": "AWS::Logs::LogGroup", "logical": "B", "op": "create", "reason": "no capacity"}])
        self.assertEqual(self.account.deploy("logs", log_groups("A", "B")), "ROLLBACK_COMPLETE")
        self.assertIn("no capacity", "\n".join(self.account.reasons("logs")))
        self.assertEqual(self.account.client("logs").describe_log_groups()["logGroups"], [])

    @needs_faults
    def test_failed_creation_stays_where_rollback_is_off(self):
        emulator.faults([{"logical": "B", "op": "create", "reason": "no capacity"}])
        change_set = self.account.change_set("logs", log_groups("A", "B"))
        self.assertEqual(self.account.execute(change_set, DisableRollback=True), "CREATE_FAILED")

    @needs_faults
    def test_rollback_fails_when_a_deletion_does(self):
        emulator.faults([{"logical": "B", "op": "create", "reason": "no"}, {"logical": "A", "op": "delete", "reason": "no"}])
        self.assertEqual(self.account.deploy("logs", log_groups("A", "B")), "ROLLBACK_FAILED")

    @needs_faults
    def test_failed_update_rolls_back(self):
        self.account.deploy("logs", log_groups("A", "B"))
        emulator.faults([{"logical": "B", "op": "update", "reason": "not now"}])
        self.assertEqual(self.account.deploy("logs", log_groups("A", "B", retention=30)), "UPDATE_ROLLBACK_COMPLETE")
        groups = self.account.client("logs").describe_log_groups()["logGroups"]
        self.assertEqual([group["retentionInDays"] for group in groups], [7, 7])

    @needs_faults
    def test_failed_rollback_is_continued(self):
        self.account.deploy("logs", log_groups("A", "B"))
        change_set = self.account.change_set("logs", log_groups("A", "B", retention=30))
        # Of A the update passes and the way back fails: a delay that takes the first operation, the reason the second.
        emulator.faults([{"logical": "B", "op": "update", "delay": 0.5, "reason": "not now"}])
        self.account.cloudformation.execute_change_set(ChangeSetName=change_set["ChangeSetId"])
        while not any("B" == event["LogicalResourceId"] and event["ResourceStatus"] == "UPDATE_IN_PROGRESS" for event in
                      self.account.cloudformation.describe_stack_events(StackName="logs")["StackEvents"]):
            time.sleep(0.02)
        time.sleep(0.1)
        emulator.faults([{"logical": "A", "op": "update", "reason": "nor back"}])
        self.assertEqual(self.account.settled("logs"), "UPDATE_ROLLBACK_FAILED")
        self.account.cloudformation.continue_update_rollback(StackName="logs")
        self.assertEqual(self.account.settled("logs"), "UPDATE_ROLLBACK_COMPLETE")

    @needs_faults
    def test_failed_deletion_is_repeated(self):
        self.account.deploy("logs", log_groups("A"))
        emulator.faults([{"op": "delete", "reason": "in use"}])
        self.assertEqual(self.account.delete("logs"), "DELETE_FAILED")
        self.assertEqual(self.account.delete("logs"), "DELETE_COMPLETE")

    @needs_faults
    def test_slow_operation_is_seen_in_progress(self):
        change_set = self.account.change_set("logs", log_groups("A"))
        emulator.faults([{"op": "create", "delay": 0.5, "times": -1}])
        started = time.monotonic()
        self.account.cloudformation.execute_change_set(ChangeSetName=change_set["ChangeSetId"])
        self.assertEqual(self.account.status("logs"), "CREATE_IN_PROGRESS")
        with self.assertRaisesRegex(ClientError, "InvalidChangeSetStatus"):
            self.account.cloudformation.execute_change_set(ChangeSetName=change_set["ChangeSetId"])
        self.assertEqual(self.account.settled("logs"), "CREATE_COMPLETE")
        self.assertGreater(time.monotonic() - started, 0.5)

    @needs_faults
    def test_fault_is_of_one_account_where_it_says_so(self):
        other = Account(emulator, 200000000002)
        emulator.faults([{"account": "200000000002", "op": "create", "reason": "no", "times": -1}])
        self.assertEqual(self.account.deploy("logs", log_groups("A")), "CREATE_COMPLETE")
        self.assertEqual(other.deploy("logs", log_groups("A")), "ROLLBACK_COMPLETE")


class Launcher(unittest.TestCase):
    @needs_faults
    def test_accounts_do_not_see_each_other(self):
        one, other = Account(emulator), Account(emulator)
        one.deploy("logs", log_groups("A"))
        self.assertTrue(one.exists("logs"))
        self.assertFalse(other.exists("logs"))

    def test_server_ends_with_a_program_that_is_killed(self):
        program = ("from emulator import Emulator\n"
                   "with Emulator() as emulator:\n"
                   "    print(emulator._server.pid, flush=True)\n"
                   "    input()\n")
        environment = {name: value for name, value in os.environ.items() if name != "AWS_ENDPOINT_URL"}
        with subprocess.Popen([sys.executable, "-c", program], cwd=HERE, env=environment, text=True,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE) as starter:
            server = int(starter.stdout.readline())
            starter.send_signal(signal.SIGKILL)
        for _ in range(100):
            if not is_running(server):
                return
            time.sleep(0.05)
        self.fail(f"process {server} is still there")


def is_running(process):
    """Whether it runs; one that ended and that nobody asked for yet does not."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


if __name__ == "__main__":
    unittest.main(verbosity=2)
