"""Tests of the program `deploy` against the emulator; started by `deploy` beside this file."""
import hashlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from account import Account
from assembly import CFN_OUT, Assembly
from emulator import Emulator

emulator = Emulator()
VALUES = ["hosted_zone_id={zone}", "allowed_addresses=10.1.2.0/24", "alarm_mail=operator@example.com",
          "image_tag=20260128-093000"]


class Deploy(unittest.TestCase):
    def setUp(self):
        self.account = Account(emulator, "123456789012")  # the one of the settings
        self.folder = Path(tempfile.mkdtemp(prefix="formwork-deploy-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.addCleanup(self.empty)
        self.addCleanup(emulator.faults, [])

    def empty(self):
        emulator.faults([])
        for environment in ("dev", "prod"):
            for stack in reversed(list(Assembly(environment))):
                if self.account.exists(stack.name):
                    self.account.cloudformation.update_termination_protection(
                        StackName=stack.name, EnableTerminationProtection=False)
                    self.account.delete(stack.name)

    def command(self, *arguments):
        environment = os.environ | emulator.environment("123456789012") | {"XDG_STATE_HOME": str(self.folder)}
        return [os.environ["DEPLOY"], *arguments], environment

    def deploy(self, *arguments, status=0, **more):
        command, environment = self.command(*arguments)
        done = subprocess.run(command, env=environment | more, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=120)
        self.assertEqual(done.returncode, status, f"{' '.join(arguments)}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def begun(self, *arguments):
        command, environment = self.command(*arguments)
        return subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)

    def statuses(self, environment):
        return {stack.path.split("/")[1]: self.account.status(stack.name) for stack in Assembly(environment)}

    def changed(self, change):
        """A copy of cfn-out in which `change` has changed the template of AppStack in dev, with its hash."""
        folder = self.folder / "changed"
        shutil.copytree(CFN_OUT, folder)
        path = folder / "dev" / "AppStack.template.json"
        template = json.loads(path.read_text())
        before = hashlib.sha256(path.read_bytes()).hexdigest()
        change(template)
        path.write_text(json.dumps(template, indent=2) + "\n")
        for manifest in folder.glob("**/manifest.json"):
            manifest.write_text(manifest.read_text().replace(before, hashlib.sha256(path.read_bytes()).hexdigest()))
        return str(folder)

    def test_dev_is_made_found_unchanged_changed_and_destroyed(self):
        self.deploy("all", "dev", "--yes")
        self.assertEqual(set(self.statuses("dev").values()), {"CREATE_COMPLETE"})
        self.assertIn("unchanged", self.deploy("all", "dev", "--yes"))
        self.assertIn('"run"', self.deploy("outputs", "all", "dev", "--json") + '"run"')

        def more(template):
            template["Resources"]["ServiceD69D759B"]["Properties"]["DesiredCount"] = 2
        folder = self.changed(more)
        self.deploy("diff", "AppStack", "dev", "--from", folder, status=2)
        self.deploy("AppStack", "dev", "--from", folder, "--yes")
        self.assertEqual(self.statuses("dev")["AppStack"], "UPDATE_COMPLETE")
        service = self.account.client("ecs").list_services(cluster="prooflink-dev-cluster")["serviceArns"]
        described = self.account.client("ecs").describe_services(cluster="prooflink-dev-cluster", services=service)
        self.assertEqual(described["services"][0]["desiredCount"], 2)

        self.deploy("destroy", "all", "dev", "--yes")
        self.assertEqual([stack for stack in Assembly("dev") if self.account.exists(stack.name)], [])

    def test_prod_takes_its_values_and_an_approval_and_refuses_to_be_destroyed(self):
        said = self.deploy("all", "prod", "--yes", status=4)
        for key in ("hosted_zone_id", "allowed_addresses", "alarm_mail", "image_tag"):
            self.assertIn(f"`{key}` has no value", said)
        zone = self.account.client("route53").create_hosted_zone(Name="prooflink.example.com", CallerReference="1")
        zone = zone["HostedZone"]["Id"].split("/")[-1]
        values = [part for value in VALUES for part in ("--set", value.format(zone=zone))]
        plan = self.deploy("plan", "all", "prod", *values, status=2)
        token = plan.split("--approve ")[1].split()[0]
        self.deploy("all", "prod", *values, "--yes", status=3)
        self.deploy("all", "prod", *values, "--approve", "0123456789ab:5", status=3)
        self.deploy("all", "prod", *values, "--approve", token)
        self.assertEqual(set(self.statuses("prod").values()), {"CREATE_COMPLETE"})
        self.assertIn("unchanged", self.deploy("all", "prod", *values))
        plan = self.deploy("destroy", "all", "prod", status=3)
        token = plan.split("--approve ")[1].split()[0]
        self.assertIn("refuses to be deleted", self.deploy("destroy", "all", "prod", "--approve", token, status=4))

    def test_what_was_changed_by_hand_is_found(self):
        self.deploy("NetworkStack", "dev", "--yes")
        self.deploy("drift", "NetworkStack", "dev")
        vpc = json.loads(self.deploy("outputs", "NetworkStack", "dev", "--json"))["NetworkStack"]
        ec2 = self.account.client("ec2")
        vpc_id = next(value for value in vpc.values() if value.startswith("vpc-"))
        endpoints = ec2.describe_vpc_endpoints(Filters=[{"Name": "vpc-id", "Values": [vpc_id]}])["VpcEndpoints"]
        ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint["VpcEndpointId"] for endpoint in endpoints])
        groups = ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [vpc_id]}])["SecurityGroups"]
        for group in (group for group in groups if group["GroupName"] != "default"):
            if group["IpPermissions"]:
                ec2.revoke_security_group_ingress(GroupId=group["GroupId"], IpPermissions=group["IpPermissions"])
        for nat in ec2.describe_nat_gateways()["NatGateways"]:
            ec2.delete_nat_gateway(NatGatewayId=nat["NatGatewayId"])
        said = self.deploy("drift", "NetworkStack", "dev", status=2)
        self.assertIn("NetworkStack: AWS::EC2::", said)

    def test_a_failure_says_where_and_the_next_deploy_makes_it_good(self):
        emulator.faults([{"type": "AWS::ECS::Service", "op": "create", "reason": "no capacity in this zone"}])
        said = self.deploy("all", "dev", "--yes", status=5)
        self.assertIn("no capacity in this zone", said)
        self.assertIn("dev/AppStack/Service/Service", said)
        self.assertIn("stacks/src/app.rs:", said)
        statuses = self.statuses("dev")
        self.assertEqual(statuses.pop("AppStack"), "ROLLBACK_COMPLETE")
        self.assertEqual(set(statuses.values()), {"CREATE_COMPLETE"})
        self.deploy("all", "dev", "--yes")
        self.assertEqual(self.statuses("dev")["AppStack"], "CREATE_COMPLETE")

    def test_a_failure_is_resumed(self):
        emulator.faults([{"type": "AWS::ECS::Service", "op": "create", "reason": "no capacity in this zone"}])
        self.deploy("all", "dev", "--yes", status=5)
        self.deploy("resume", "dev")
        self.assertEqual(set(self.statuses("dev").values()), {"CREATE_COMPLETE"})
        self.assertIn("deploy all dev", self.deploy("resume", "dev", status=4))

    def test_a_program_that_is_killed_is_resumed(self):
        for seconds in (0.3, 1.2, 2.5):
            with self.subTest(seconds=seconds):
                emulator.faults([{"delay": 0.15, "times": -1}])
                running = self.begun("all", "dev", "--yes")
                time.sleep(seconds)
                running.send_signal(signal.SIGKILL)
                running.wait()
                self.deploy("all", "dev", "--yes", status=7)
                self.deploy("resume", "dev")
                self.assertEqual(set(self.statuses("dev").values()), {"CREATE_COMPLETE"})
                self.empty()

    def test_a_program_that_is_interrupted_leaves_what_runs_and_is_resumed(self):
        emulator.faults([{"delay": 0.2, "times": -1}])
        running = self.begun("all", "dev", "--yes")
        time.sleep(1.5)
        running.send_signal(signal.SIGINT)
        self.assertEqual(running.wait(20), 8)
        self.deploy("resume", "dev")
        self.assertEqual(set(self.statuses("dev").values()), {"CREATE_COMPLETE"})

    def test_bad_input_is_refused_and_nothing_is_written(self):
        self.assertIn("did you mean `AppStack`", self.deploy("AppStak", "dev", status=64))
        self.assertIn("did you mean `dev`", self.deploy("all", "dve", status=64))
        self.deploy("all", "dev", "--yes", AWS_ACCESS_KEY_ID="", AWS_SECRET_ACCESS_KEY="", status=9)
        said = self.deploy("all", "dev", "--yes", AWS_ACCESS_KEY_ID="999999999999", status=4)
        self.assertIn("999999999999", said)
        self.assertIn("123456789012", said)
        folder = Path(self.changed(lambda template: None))
        template = folder / "dev" / "AppStack.template.json"
        template.write_text(template.read_text().replace("FARGATE", "EC2"))
        self.assertIn("AppStack.template.json", self.deploy("all", "dev", "--from", str(folder), "--yes", status=4))
        began = time.monotonic()
        self.deploy("all", "prod", "--from", str(CFN_OUT), *sum((["--set", value.format(zone="Z0123456789ABCDEFGHIJ")]
                    for value in VALUES), []), status=3)
        self.assertLess(time.monotonic() - began, 5)
        self.assertEqual([stack["StackName"] for stack in self.account.cloudformation.describe_stacks()["Stacks"]], [])

    def test_json_is_a_document_a_line(self):
        command, environment = self.command("NetworkStack", "dev", "--yes", "--json")
        done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual((lines[-1]["type"], lines[-1]["status"], done.returncode), ("result", 0, 0))
        self.assertIn("plan", {line["type"] for line in lines})


if __name__ == "__main__":
    with emulator:
        unittest.main(verbosity=2)
