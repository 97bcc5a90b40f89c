"""What is done beside deploying: jobs, logs, composed secrets."""
import json
import signal
import time

from deploying import Case


class Operation(Case):
    def test_a_job_is_submitted_listed_and_shown(self):
        self.deploy("BatchStack", "dev", "--yes")
        said = self.deploy("batch", "submit", "user-import", "dev", "--key", "imports/users.csv", "--executor", "ann")
        identity = said.split("submitted as ")[1].split()[0]
        self.assertIn(f"deploy batch show {identity} dev", said)
        [job] = self.account.client("batch").describe_jobs(jobs=[identity])["jobs"]
        self.assertRegex(job["jobName"], r"^user-import-\d{8}-\d{6}$")
        self.assertTrue(job["jobDefinition"].split("/")[-1].startswith("prooflink-dev-user-import"), job["jobDefinition"])
        [call] = [call for call in self.recorder.calls if call.action == "POST /v1/submitjob"]
        overrides = json.loads(call.body)["containerOverrides"]["environment"]
        variables = {each["name"]: each["value"] for each in overrides}
        self.assertEqual((variables["INPUT_S3_KEY"], variables["EXECUTOR_NAME"]), ("imports/users.csv", "ann"))
        self.assertIn(identity, self.deploy("batch", "jobs", "dev"))
        self.assertIn(job["jobName"], self.deploy("batch", "show", identity, "dev"))
        last = self.deploy("batch", "submit", "test-case-import", "dev", "--wait", "--json").splitlines()[-1]
        self.assertEqual(json.loads(last)["ending"], "fine")

    def test_what_no_job_reads_is_refused_before_anything_is_called(self):
        said = self.deploy("batch", "submit", "user-import", "dev", "--key", "exports/users.csv", status=4)
        self.assertIn("its files lie below imports/", said)
        said = self.deploy("batch", "submit", "user-imports", "dev", status=64)
        self.assertIn("did you mean `user-import`?", said)
        self.assertEqual(self.recorder.calls, [])
        self.assertIn("there is no job 0815", self.deploy("batch", "show", "0815", "dev", status=4))

    def test_logs_are_shown_and_followed_without_a_line_twice(self):
        self.assertIn("is not deployed", self.deploy("logs", "app", "dev", status=4))
        self.deploy("AppStack", "dev", "--yes")
        self.write("/ecs/prooflink-dev-app", "one", "first")
        self.assertEqual(len(self.deploy("logs", "app", "dev").splitlines()), 1)
        process = self.begun("logs", "app", "dev", "--follow", "--json")
        said = [process.stdout.readline()]
        self.write("/ecs/prooflink-dev-app-server", "two", "second")
        self.write("/ecs/prooflink-dev-app", "one", "third")
        said += [process.stdout.readline(), process.stdout.readline()]
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=20)
        self.assertEqual(process.returncode, 0, rest)
        self.assertEqual([json.loads(line)["message"] for line in said], ["first", "second", "third"])
        self.assertEqual([json.loads(line)["type"] for line in rest.splitlines()], ["result"])

    def test_a_changed_password_reaches_the_url_and_the_service_and_no_screen(self):
        self.deploy("AppStack", "dev", "--yes")
        secrets = self.account.client("secretsmanager")

        def text(name):
            return secrets.get_secret_value(SecretId=f"prooflink/dev/{name}")["SecretString"]
        before = text("database-url")
        self.assertIn("is as it should be", self.deploy("secret", "refresh", "dev"))
        self.assertEqual([call.action for call in self.recorder.writes() if call.service == "ecs"], [])
        credentials = json.loads(text("rds-credentials")) | {"password": "new+p@ss/word"}
        secrets.put_secret_value(SecretId="prooflink/dev/rds-credentials", SecretString=json.dumps(credentials))
        said = self.deploy("secret", "refresh", "dev")
        after = text("database-url")
        self.assertTrue(after.startswith("postgresql://postgres:new%2Bp%40ss%2Fword@"), "the value as it stands in a URL")
        self.assertEqual(after.split("@", 1)[1], before.split("@", 1)[1])
        self.assertIn("prooflink-dev-service starts its tasks again", said)
        self.assertNotIn("p@ss", said)
        self.assertNotIn("p%40ss", said)
        self.assertIn("UpdateService", [call.action for call in self.recorder.writes()])
        self.assertIn("is as it should be", self.deploy("secret", "refresh", "dev"))

    def write(self, group, stream, message):
        logs = self.account.client("logs")
        if not logs.describe_log_streams(logGroupName=group, logStreamNamePrefix=stream)["logStreams"]:
            logs.create_log_stream(logGroupName=group, logStreamName=stream)
        event = {"timestamp": int(time.time() * 1000), "message": message}
        logs.put_log_events(logGroupName=group, logStreamName=stream, logEvents=[event])
