"""`--json`: one object a line on the standard output, the result last."""
import json
import os
import subprocess
import unittest

from deploying import Case


class Lines(Case):
    def test_every_run_ends_with_its_result(self):
        fault = {"type": "AWS::ECS::Service", "op": "create", "reason": "no capacity"}
        runs = [(4, ("all", "prod", "--yes"), None), (3, ("all", "dev"), None),
                (2, ("plan", "all", "dev"), None), (5, ("all", "dev", "--yes"), fault), (0, ("resume", "dev"), None),
                (0, ("all", "dev", "--yes"), None), (4, ("resume", "dev"), None),
                (0, ("destroy", "all", "dev", "--yes"), None)]
        for status, arguments, fault in runs:
            with self.subTest(arguments=arguments):
                self.emulator.faults([fault] if fault else [])
                result = self.lines(*arguments)[-1]
                self.assertEqual((result["type"], result["status"]), ("result", status))

    def test_wrong_arguments_are_a_result_too(self):
        self.assertEqual(self.lines("AppStak", "dev")[-1]["status"], 64)

    def test_lines_tell_what_happened(self):
        lines = self.lines("NetworkStack", "dev", "--yes")
        kinds = [line["type"] for line in lines]
        self.assertEqual(kinds[:3], ["began", "checks", "plan"])
        self.assertEqual(kinds[-2:], ["stack-ended", "result"])
        made = {line["logicalId"] for line in lines
                if line["type"] == "resource" and line["resourceStatus"] == "CREATE_COMPLETE"}
        [plan] = [line for line in lines if line["type"] == "plan"]
        self.assertEqual(made, {change["logicalId"] for change in plan["stacks"][0]["changes"]})
        self.assertEqual(len({line["run"] for line in lines if "run" in line}), 1)

    def test_what_only_looks_is_json_too(self):
        self.deploy("NetworkStack", "dev", "--yes")
        for arguments in (("status", "dev"), ("outputs", "all", "dev"), ("drift", "NetworkStack", "dev"),
                          ("diff", "all", "dev")):
            with self.subTest(arguments=arguments):
                self.assertTrue(self.lines(*arguments))

    def lines(self, *arguments):
        done = subprocess.run([os.environ["DEPLOY"], *arguments, "--json"], env=self.environment(), text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertTrue(lines, f"deploy {' '.join(arguments)} --json prints nothing\n{done.stderr}")
        if "status" in lines[-1]:
            self.assertEqual(lines[-1]["status"], done.returncode)
        return lines
