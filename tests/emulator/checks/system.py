"""The five stacks of each environment, from nothing to nothing."""
import sys
import time
import unittest

from account import NO_CHANGES, Account
from assembly import Assembly
from botocore.exceptions import ClientError
from checks import emulator


class System(unittest.TestCase):
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
