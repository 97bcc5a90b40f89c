"""Operations that fail: what is said, and how the next deploy makes it good."""
import unittest

from assembly import Assembly
from deploying import Case, of_type

SERVICE, LOG_GROUP, QUERY = "AWS::ECS::Service", "AWS::Logs::LogGroup", "AWS::Logs::QueryDefinition"
OTHERWISE = {LOG_GROUP: {"RetentionInDays": 400}, QUERY: {"QueryString": "fields @message"}}
NO_CAPACITY = {"type": SERVICE, "op": "create", "reason": "no capacity in this zone"}


class Failure(Case):
    def test_failed_creation_says_where_and_the_next_deploy_makes_it_anew(self):
        self.emulator.faults([NO_CAPACITY])
        said = self.deploy("all", "dev", "--yes", status=5)
        self.assertIn("no capacity in this zone", said)
        self.assertRegex(said, r"--> dev/AppStack/Service/Service +stacks/src/app\.rs:\d+")
        statuses = self.statuses()
        self.assertEqual(statuses.pop("AppStack"), "ROLLBACK_COMPLETE")
        self.assertEqual(list(statuses.values()), ["CREATE_COMPLETE"] * 4)
        failed = self.stack_id()
        self.recorder.calls.clear()
        self.deploy("all", "dev", "--yes")
        self.assertEqual((self.recorder.count("DeleteStack"), self.recorder.count("ExecuteChangeSet")), (1, 1))
        self.assertNotEqual(self.stack_id(), failed)
        self.assert_complete()

    def test_failed_creation_is_resumed(self):
        self.emulator.faults([NO_CAPACITY])
        self.deploy("all", "dev", "--yes", status=5)
        self.deploy("resume", "dev")
        self.assert_complete()
        self.deploy("resume", "dev", status=4)

    def test_what_needs_a_failed_stack_is_not_begun(self):
        self.emulator.faults([{"type": "AWS::RDS::DBInstance", "op": "create", "reason": "no capacity"}])
        said = self.deploy("all", "dev", "--yes", status=5)
        for stack in ("AppStack", "BatchStack"):
            self.assertRegex(said, rf"{stack} was not begun\n(.*\n)?.*needs DataStack")
        self.assertEqual(set(self.statuses()), {"NetworkStack", "EdgeStack", "DataStack"})

    def test_failed_update_is_taken_back_and_said(self):
        self.deploy("all", "dev", "--yes")
        self.emulator.faults([{"type": SERVICE, "op": "update", "reason": "deployment circuit breaker"}])
        said = self.deploy("AppStack", "dev", "--from", str(self.updated()), "--yes", status=5)
        self.assertIn("deployment circuit breaker", said)
        self.assertRegex(said, r"--> /Resources/Service\w+")  # a folder of templates knows neither path nor line
        self.assertEqual(self.statuses()["AppStack"], "UPDATE_ROLLBACK_COMPLETE")
        self.deploy("AppStack", "dev", "--from", str(self.updated()), "--yes")
        self.assertEqual(self.statuses()["AppStack"], "UPDATE_COMPLETE")

    def test_stuck_rollback_needs_repair_and_the_next_deploy_goes_on_with_it(self):
        self.stick(QUERY)
        self.deploy("AppStack", "dev", "--yes", "--from", str(self.updated(QUERY)))
        self.assertEqual(self.recorder.count("ContinueUpdateRollback"), 1)
        self.assertEqual(self.statuses()["AppStack"], "UPDATE_COMPLETE")

    def test_stuck_rollback_that_is_stuck_again_names_what_to_skip(self):
        query = self.stick(QUERY)
        self.emulator.faults([{"logical": query, "op": "update", "reason": "nor this time", "times": -1}])
        said = self.deploy("AppStack", "dev", "--yes", "--from", str(self.updated(QUERY)), status=6)
        self.assertIn("nor this time", said)
        self.assertIn(f"--skip {query}", said)
        self.emulator.faults([])
        self.deploy("resume", "dev", "--skip", query)
        self.assertEqual(self.statuses()["AppStack"], "UPDATE_COMPLETE")

    def test_stuck_rollback_is_repaired_where_more_follows_from_the_change(self):
        self.stick(LOG_GROUP)  # its ARN stands in a role, and that one's in the task definition
        self.deploy("AppStack", "dev", "--yes", "--from", str(self.updated(LOG_GROUP)))

    def test_stuck_deletion_needs_repair_and_is_repeated(self):
        self.deploy("all", "dev", "--yes")
        self.emulator.faults([{"type": "AWS::ECS::Cluster", "op": "delete", "reason": "it has active tasks"}])
        said = self.deploy("destroy", "AppStack", "dev", "--yes", status=6)
        self.assertIn("it has active tasks", said)
        self.assertEqual(self.statuses()["AppStack"], "DELETE_FAILED")
        self.deploy("destroy", "AppStack", "dev", "--yes")
        self.assertNotIn("AppStack", self.statuses())

    def stack_id(self):
        return self.account.cloudformation.describe_stacks(StackName="prooflink-dev-app")["Stacks"][0]["StackId"]

    def updated(self, first=LOG_GROUP):
        """An assembly in which the service, and something that is updated before it, are other than in cfn-out."""
        def change(resources):
            resources[of_type(resources, first)[0]]["Properties"] |= OTHERWISE[first]
            resources[of_type(resources, SERVICE)[0]]["Properties"]["DesiredCount"] = 2
        return self.changed(change)

    def stick(self, first):
        """Brings AppStack into UPDATE_ROLLBACK_FAILED: the logical id of what does not find its way back."""
        self.deploy("all", "dev", "--yes")
        logical = of_type(Assembly("dev")["dev/AppStack"].template["Resources"], first)[0]
        self.emulator.faults([{"type": SERVICE, "op": "update", "reason": "not now"},
                              {"logical": logical, "op": "update", "reason": "nor back", "skip": 1}])
        said = self.deploy("AppStack", "dev", "--from", str(self.updated(first)), "--yes", status=6)
        self.assertEqual(self.statuses()["AppStack"], "UPDATE_ROLLBACK_FAILED")
        for part in ("not now", "AppStack could not be rolled back", f"these failed: {logical}"):
            self.assertIn(part, said)
        self.emulator.faults([])
        return logical
