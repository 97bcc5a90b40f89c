"""CloudFormation protects a value that another stack imports."""
import copy
import unittest

from account import Account
from botocore.exceptions import ClientError
from checks import emulator, log_groups


class Export(unittest.TestCase):
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
        self.assertEqual(self.account.cloudformation.list_imports(ExportName="app-logs")["Imports"], ["consumer"])

    def test_export_is_free_once_its_importer_holds_the_value_itself(self):
        joined = self.consumer["Resources"]["Batch"]["Properties"]["LogGroupName"]["Fn::Join"]
        joined[1][0] = self.account.exports()["app-logs"]
        self.assertEqual(self.account.deploy("consumer", self.consumer), "UPDATE_COMPLETE")
        with self.assertRaisesRegex(ClientError, "is not imported by any stack"):
            self.account.cloudformation.list_imports(ExportName="app-logs")
        self.producer["Outputs"].clear()
        self.assertEqual(self.account.deploy("producer", self.producer), "UPDATE_COMPLETE")
        self.assertEqual(self.account.exports(), {})

    def test_name_of_an_export_has_one_owner(self):
        self.assertEqual(self.account.deploy("thief", self.producer), "ROLLBACK_COMPLETE")
        self.assertIn("Export with name app-logs is already exported by stack producer",
                      "\n".join(self.account.reasons("thief")))
