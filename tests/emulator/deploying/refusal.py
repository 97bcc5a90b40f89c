"""What is refused: with which exit status, in which words, and without any change."""
import os
import subprocess
import time

from deploying import Case


class Refusal(Case):
    def tearDown(self):
        self.assertEqual(self.statuses() | self.statuses("prod"), {}, "nothing is left behind")

    def test_unknown_names_are_refused_with_the_nearest(self):
        self.assertIn("did you mean `AppStack`", self.deploy("AppStak", "dev", status=64))
        self.assertIn("did you mean `dev`", self.deploy("all", "dve", status=64))
        self.assertIn("prod", self.deploy("all", "elsewhere", status=64))
        self.assertIn("--set", self.deploy("all", "dev", "--set", "image_tag", status=64))
        self.assertIn("HASH:CLASS", self.deploy("all", "dev", "--approve", "everything", status=64))
        self.assertEqual(self.recorder.calls, [])

    def test_without_credentials_nothing_is_tried(self):
        without = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}
        for arguments in (("all", "dev", "--yes"), ("plan", "all", "dev"), ("status", "dev"), ("resume", "dev")):
            with self.subTest(arguments=arguments):
                said = self.deploy(*arguments, status=9, **without)
                self.assertIn("AWS does not know who is calling", said)
                self.assertIn("--profile", said)
        self.assertEqual(self.recorder.calls, [])

    def test_wrong_account_is_named_beside_the_right_one(self):
        for arguments in (("all", "dev", "--yes"), ("destroy", "all", "dev", "--yes"), ("plan", "all", "dev")):
            with self.subTest(arguments=arguments):
                said = self.deploy(*arguments, status=4, AWS_ACCESS_KEY_ID="999999999999")
                self.assertIn("999999999999", said)
                self.assertIn("123456789012", said)
        self.assertEqual(self.recorder.writes(), [])

    def test_missing_values_are_named_all_at_once(self):
        said = self.deploy("all", "prod", "--yes", status=4)
        for key in ("hosted_zone_id", "allowed_addresses", "alarm_mail", "image_tag"):
            self.assertIn(f"`{key}` has no value", said)
        self.assertIn("prod.local.toml", said)
        self.assertIn("--set image_tag=", said)
        self.assertIn("reaches no parameter", self.deploy("all", "dev", "--yes", "--set", "image_tg=1", status=4))
        self.assertEqual(self.recorder.writes(), [])

    def test_assembly_that_was_edited_by_hand_is_refused(self):
        folder = self.changed(lambda resources: None)
        template = folder / "dev" / "AppStack.template.json"
        template.write_text(template.read_text(encoding="utf-8").replace("FARGATE", "EC2"), encoding="utf-8")
        self.assertIn("AppStack.template.json", self.deploy("all", "dev", "--from", str(folder), "--yes", status=4))
        self.deploy("all", "dev", "--from", str(self.folder / "nowhere"), "--yes", status=4)
        self.assertEqual(self.recorder.calls, [])

    def test_nobody_to_approve_is_an_end_and_no_hang(self):
        def run(command, **stdin):
            began = time.monotonic()
            with subprocess.Popen(command, env=self.environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  text=True, **stdin) as process:
                try:
                    said = process.stdout.read() if process.wait(5) == 3 else process.stdout.read()
                finally:
                    process.kill()
            self.assertEqual(process.returncode, 3, said)
            self.assertLess(time.monotonic() - began, 5)
            self.assertIn("nobody is there to approve", said)
        deploy = os.environ["DEPLOY"]
        run(["sh", "-c", 'exec "$0" NetworkStack dev <&-', deploy])
        run([deploy, "NetworkStack", "dev"], stdin=subprocess.PIPE)  # open, and nobody ever writes
        run([deploy, "NetworkStack", "dev"], stdin=subprocess.DEVNULL)

    def test_without_a_run_there_is_nothing_to_resume(self):
        said = self.deploy("resume", "dev", status=4)
        self.assertIn("nothing to resume in dev", said)
        self.assertIn("deploy all dev", said)
        self.deploy("all", "dev", "--set", "image_tg=1", "--yes", status=4)
        self.deploy("resume", "dev", status=4)
