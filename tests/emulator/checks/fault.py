"""Every state that a failing operation leaves a stack in."""
import time
import unittest

from account import Account
from botocore.exceptions import ClientError
from checks import emulator, log_groups


class Fault(unittest.TestCase):
    def setUp(self):
        self.account = Account(emulator)
        self.addCleanup(emulator.faults, [])

    def test_failed_creation_rolls_back_with_the_reason(self):
        emulator.faults([{"type": "AWS::Logs::LogGroup", "logical": "B", "op": "create", "reason": "no capacity"}])
        self.assertEqual(self.account.deploy("logs", log_groups("A", "B")), "ROLLBACK_COMPLETE")
        self.assertIn("no capacity", "\n".join(self.account.reasons("logs")))
        self.assertEqual(self.account.client("logs").describe_log_groups()["logGroups"], [])

    def test_failed_creation_stays_where_rollback_is_off(self):
        emulator.faults([{"logical": "B", "op": "create", "reason": "no capacity"}])
        change_set = self.account.change_set("logs", log_groups("A", "B"))
        self.assertEqual(self.account.execute(change_set, DisableRollback=True), "CREATE_FAILED")

    def test_rollback_fails_when_a_deletion_does(self):
        emulator.faults([{"logical": "B", "op": "create", "reason": "no"}, {"logical": "A", "op": "delete", "reason": "no"}])
        self.assertEqual(self.account.deploy("logs", log_groups("A", "B")), "ROLLBACK_FAILED")

    def test_failed_update_rolls_back(self):
        self.account.deploy("logs", log_groups("A", "B"))
        emulator.faults([{"logical": "B", "op": "update", "reason": "not now"}])
        self.assertEqual(self.account.deploy("logs", log_groups("A", "B", retention=30)), "UPDATE_ROLLBACK_COMPLETE")
        groups = self.account.client("logs").describe_log_groups()["logGroups"]
        self.assertEqual([group["retentionInDays"] for group in groups], [7, 7])

    def test_failed_rollback_is_continued(self):
        self.account.deploy("logs", log_groups("A", "B"))
        emulator.faults([{"logical": "B", "op": "update", "reason": "not now"},
                         {"logical": "A", "op": "update", "reason": "nor back", "skip": 1}])
        self.assertEqual(self.account.deploy("logs", log_groups("A", "B", retention=30)), "UPDATE_ROLLBACK_FAILED")
        self.account.cloudformation.continue_update_rollback(StackName="logs")
        self.assertEqual(self.account.settled("logs"), "UPDATE_ROLLBACK_COMPLETE")

    def test_failed_deletion_is_repeated(self):
        self.account.deploy("logs", log_groups("A"))
        emulator.faults([{"op": "delete", "reason": "in use"}])
        self.assertEqual(self.account.delete("logs"), "DELETE_FAILED")
        self.assertEqual(self.account.delete("logs"), "DELETE_COMPLETE")

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

    def test_fault_is_of_one_account_where_it_says_so(self):
        other = Account(emulator, 200000000002)
        emulator.faults([{"account": "200000000002", "op": "create", "reason": "no", "times": -1}])
        self.assertEqual(self.account.deploy("logs", log_groups("A")), "CREATE_COMPLETE")
        self.assertEqual(other.deploy("logs", log_groups("A")), "ROLLBACK_COMPLETE")
