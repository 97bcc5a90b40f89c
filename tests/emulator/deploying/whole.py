"""The five stacks of each environment: made, found unchanged, changed, drifted, destroyed."""
import json

from assembly import Assembly
from deploying import Case, of_type


class Whole(Case):
    def test_dev_is_made_and_destroyed(self):
        self.deploy("all", "dev", "--yes")
        self.assert_complete()
        self.deploy("destroy", "all", "dev", "--yes")
        self.assertEqual(self.statuses(), {})
        self.assertEqual(self.account.exports(), {})

    def test_second_run_finds_nothing_to_do_and_writes_nothing(self):
        self.deploy("all", "dev", "--yes")
        self.recorder.calls.clear()
        said = self.deploy("all", "dev", "--yes")
        for stack in Assembly("dev"):
            self.assertRegex(said, rf"{stack.path.split('/')[1]} +unchanged")
        reads = [call for call in self.recorder.calls if call.service == "cloudformation"]
        self.assertTrue(5 <= len(reads) <= 3 * 5, [f"{call.action} {call.target}" for call in reads])
        self.assertEqual([call.action for call in self.recorder.writes()], [])
        self.deploy("plan", "all", "dev")
        self.deploy("diff", "all", "dev")

    def test_prod_takes_its_values_and_the_approval_of_its_plan(self):
        values = self.prod()
        said = self.deploy("plan", "all", "prod", *values, "--json", status=2)
        [plan] = [line for line in map(json.loads, said.splitlines()) if line["type"] == "plan"]
        self.assertEqual(self.statuses("prod"), {}, "a plan leaves everything as it is")
        self.assertIn("--yes approves up to class 2", self.deploy("all", "prod", *values, "--yes", status=3))
        self.deploy("all", "prod", *values, "--approve", f"{'0' * 12}:5", status=3)
        self.deploy("all", "prod", *values, "--approve", f"{plan['hash'][:12]}:{plan['class'] - 1}", status=3)
        self.assertEqual(self.statuses("prod"), {}, "what was not approved leaves nothing behind")
        approved = "--approve", f"{plan['hash'][:12]}:{plan['class']}"
        self.assertIn("AppStack waits for the image prooflink-prod-app:20260128-093000",
                      self.deploy("all", "prod", *values, *approved, status=4))
        self.assertEqual(set(self.statuses("prod")), {"NetworkStack", "EdgeStack", "DataStack", "BatchStack"})
        self.push("app", "prod", "--tag", "20260128-093000")
        self.deploy("resume", "prod")
        self.assert_complete("prod")
        self.assertEqual({stack.name: self.parameters(stack.name) for stack in Assembly("prod")},
                         {stack.name: self.given(stack, values) for stack in Assembly("prod")})
        self.recorder.calls.clear()
        self.deploy("all", "prod", *values)
        self.assertEqual([call.action for call in self.recorder.writes()], [])

    def test_prod_refuses_to_be_destroyed(self):
        values = self.prod()
        self.deploy("all", "prod", *values, "--approve", self.token("plan", "all", "prod", *values, status=2), status=4)
        self.push("app", "prod", "--tag", "20260128-093000")
        self.deploy("resume", "prod")
        said = self.deploy("destroy", "all", "prod", status=4)
        self.assertIn("/Properties/DeletionProtection protects it", said)
        self.assertIn("/Properties/LoadBalancerAttributes protects it", said)
        resources = {id: one for stack in Assembly("prod") for id, one in stack.template["Resources"].items()}
        kept = of_type(resources, "AWS::RDS::DBInstance") + of_type(resources, "AWS::ElasticLoadBalancingV2::LoadBalancer")
        retain = [word for id in kept for word in ("--retain", id)]
        token = self.token("destroy", "all", "prod", *retain, status=3)
        said = self.deploy("destroy", "all", "prod", *retain, "--approve", token, status=4)
        self.assertIn("refuses to be deleted", said)
        self.assert_complete("prod")

    def test_changed_template_updates_its_stack_alone(self):
        self.deploy("all", "dev", "--yes")

        def change(resources):
            [service] = of_type(resources, "AWS::ECS::Service")
            resources[service]["Properties"]["DesiredCount"] = 2
        folder = str(self.changed(change))
        self.recorder.calls.clear()
        self.assertRegex(self.deploy("diff", "all", "dev", "--from", folder, status=2), r"DesiredCount.*0.*2")
        self.assertEqual([call.action for call in self.recorder.writes()], [])
        self.deploy("all", "dev", "--from", folder, "--yes")
        statuses = self.statuses()
        self.assertEqual(statuses.pop("AppStack"), "UPDATE_COMPLETE")
        self.assertEqual(set(statuses.values()), {"CREATE_COMPLETE"})
        self.assertEqual(self.recorder.count("ExecuteChangeSet"), 1)
        ecs = self.account.client("ecs")
        cluster = "prooflink-dev-cluster"
        services = ecs.list_services(cluster=cluster)["serviceArns"]
        [service] = ecs.describe_services(cluster=cluster, services=services)["services"]
        self.assertEqual(service["desiredCount"], 2)

    def test_what_was_changed_by_hand_is_found(self):
        self.deploy("all", "dev", "--yes")
        self.deploy("drift", "all", "dev")
        logs = self.account.client("logs")
        group = logs.describe_log_groups(logGroupNamePrefix="/ecs/")["logGroups"][0]["logGroupName"]
        logs.put_retention_policy(logGroupName=group, retentionInDays=1)
        said = self.deploy("drift", "all", "dev", status=2)
        self.assertRegex(said, r"AppStack: AWS::Logs::LogGroup \w+ was changed by hand   stacks/src/app.rs:\d+")
        self.assertRegex(said, r"RetentionInDays: \d+ -> 1")
        self.assertEqual(said.count("was changed by hand"), 1)

    def test_outputs_and_status_say_what_is_there(self):
        self.assertEqual(self.deploy("status", "dev").count("not deployed"), 5)
        self.deploy("AppStack", "dev", "--yes")
        said = self.deploy("status", "dev")
        self.assertRegex(said, r"AppStack +prooflink-dev-app +CREATE_COMPLETE")
        self.assertRegex(said, r"BatchStack +prooflink-dev-batch +not deployed")
        described = self.account.cloudformation.describe_stacks(StackName="prooflink-dev-edge")["Stacks"][0]
        said = self.deploy("outputs", "EdgeStack", "dev", "--exclusively")
        self.assertEqual(said.splitlines(), [f"EdgeStack.{output['OutputKey']} = {output['OutputValue']}"
                                             for output in described["Outputs"]])

    def test_one_stack_brings_what_it_needs_and_takes_what_needs_it(self):
        self.deploy("DataStack", "dev", "--yes")
        self.assertEqual(set(self.statuses()), {"NetworkStack", "EdgeStack", "DataStack"})
        self.deploy("destroy", "EdgeStack", "dev", "--yes")
        self.assertEqual(set(self.statuses()), {"NetworkStack"})

    def token(self, *arguments, status):
        return self.deploy(*arguments, status=status).split("--approve ")[1].split()[0]

    def parameters(self, stack_name):
        stack = self.account.cloudformation.describe_stacks(StackName=stack_name)["Stacks"][0]
        return {each["ParameterKey"]: each["ParameterValue"] for each in stack.get("Parameters", [])}

    @staticmethod
    def given(stack, values):
        """What the stack's parameters are to be; HostedZoneId is hosted_zone_id, and so on."""
        by_name = {key.replace("_", ""): value for key, value in (value.split("=") for value in values[1::2])}
        return {name: by_name[name.lower()] for name in stack.template.get("Parameters", {})}
