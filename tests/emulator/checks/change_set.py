"""What a change set says, and what executing it does."""
import copy
import unittest

from account import Account
from assembly import Assembly
from checks import emulator, log_groups


class ChangeSet(unittest.TestCase):
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
        template = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "before"}}}}
        self.account.deploy("topic", template)
        template["Resources"]["Topic"]["Properties"]["TopicName"] = "after"
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

    def test_secret_that_is_as_it_was_made_has_not_drifted(self):
        self.account.deploy("secret", {"Resources": {"Secret": {
            "Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "app/secret", "Description": "of the app"}}}})
        self.account.cloudformation.detect_stack_drift(StackName="secret")
        [drift] = self.account.cloudformation.describe_stack_resource_drifts(StackName="secret")["StackResourceDrifts"]
        self.assertEqual(drift["StackResourceDriftStatus"], "IN_SYNC")
