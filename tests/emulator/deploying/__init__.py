"""Tests of the program `deploy`: a subject a module, each test in an emulator of its own, as the settings' account."""
import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
import unittest
from pathlib import Path

from account import Account
from assembly import CFN_OUT, Assembly
from deploying.recorder import Recorder
from emulator import ACCOUNT, Emulator

os.environ.pop("AWS_ENDPOINT_URL", None)  # whatever is deployed, killed and destroyed here is in our own emulator
WITHIN_SECONDS = 120
SLOW = [{"delay": 0.05, "times": -1}]  # on every resource: a stack can be seen at work


class Case(unittest.TestCase):
    """A test in an empty account, whose calls go through `self.recorder`."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="formwork-deploy-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.emulator = self.enterContext(Emulator())
        self.recorder = self.enterContext(Recorder(self.emulator.endpoint))
        self.account = Account(self.emulator, ACCOUNT)

    def environment(self, **more):
        """Of the program: journals in the test's own folder, calls by way of the recorder."""
        own = {"AWS_ENDPOINT_URL": self.recorder.endpoint, "XDG_STATE_HOME": str(self.folder / "state")}
        return self.emulator.environment() | own | more

    def deploy(self, *arguments, status=0, stdin=subprocess.DEVNULL, **more):
        """Runs `deploy` to its end, which is to be `status`: what it prints."""
        done = subprocess.run([os.environ["DEPLOY"], *arguments], env=self.environment(**more), stdin=stdin, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=WITHIN_SECONDS)
        self.assertEqual(done.returncode, status, f"deploy {' '.join(arguments)}\n{done.stdout}")
        return done.stdout

    def begun(self, *arguments):
        """`deploy` as a process that runs."""
        process = subprocess.Popen([os.environ["DEPLOY"], *arguments], env=self.environment(), text=True,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def statuses(self, environment="dev"):
        """Stack id -> status, of the stacks that there are."""
        there = {stack["StackName"]: stack["StackStatus"]
                 for stack in self.account.cloudformation.describe_stacks()["Stacks"]}
        return {stack.path.split("/")[1]: there[stack.name] for stack in Assembly(environment) if stack.name in there}

    def assert_complete(self, environment="dev"):
        """Every stack was created, and each of its resources once."""
        for stack in Assembly(environment):
            self.assertEqual(self.account.status(stack.name), "CREATE_COMPLETE", stack.path)
            pages = self.account.cloudformation.get_paginator("describe_stack_events").paginate(StackName=stack.name)
            events = [event for page in pages for event in page["StackEvents"]]
            made = sorted(event["LogicalResourceId"] for event in events
                          if event["ResourceStatus"] == "CREATE_COMPLETE" and event["LogicalResourceId"] != stack.name)
            self.assertEqual(made, sorted(stack.template["Resources"]), stack.path)

    def push(self, image, environment, *arguments):
        """An image in its repository: what `push-image` says."""
        return self.deploy("push-image", image, environment, "--archive", str(self.archive()), *arguments)

    def archive(self):
        return archive(self.folder)

    def changed(self, change):
        """A copy of cfn-out in which `change` has changed the template of AppStack in dev, with its hash."""
        folder = Path(tempfile.mkdtemp(dir=self.folder)) / "cfn-out"
        shutil.copytree(CFN_OUT, folder)
        path = folder / "dev" / "AppStack.template.json"
        before = hashlib.sha256(path.read_bytes()).hexdigest()
        template = json.loads(path.read_text(encoding="utf-8"))
        change(template["Resources"])
        path.write_text(json.dumps(template, indent=1), encoding="utf-8")
        manifest = folder / "manifest.json"
        text = manifest.read_text(encoding="utf-8")
        self.assertIn(before, text)
        manifest.write_text(text.replace(before, hashlib.sha256(path.read_bytes()).hexdigest()), encoding="utf-8")
        return folder

    def prod(self):
        """Arguments that set what the settings of prod leave out."""
        made = self.account.client("route53").create_hosted_zone(Name="prooflink.example.com", CallerReference="prod")
        values = {"hosted_zone_id": made["HostedZone"]["Id"].split("/")[-1], "allowed_addresses": "192.0.0.0/24",
                  "alarm_mail": "alarms@example.com", "image_tag": "20260128-093000"}
        return [part for key, value in values.items() for part in ("--set", f"{key}={value}")]


def archive(folder):
    """A small image as an OCI layout in a tar."""
    path, blobs = folder / "image.tar", {}

    def blob(content, media_type):
        content = content if isinstance(content, bytes) else json.dumps(content).encode()
        digest = hashlib.sha256(content).hexdigest()
        blobs[f"blobs/sha256/{digest}"] = content
        return {"mediaType": f"application/vnd.oci.image.{media_type}", "digest": f"sha256:{digest}", "size": len(content)}
    config = blob({"os": "linux", "architecture": "amd64", "rootfs": {"type": "layers"}}, "config.v1+json")
    layer = blob(b"a layer", "layer.v1.tar+gzip")
    manifest = blob({"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "config": config,
                     "layers": [layer]}, "manifest.v1+json")
    blobs["index.json"] = json.dumps({"schemaVersion": 2, "manifests": [manifest]}).encode()
    blobs["oci-layout"] = b'{"imageLayoutVersion": "1.0.0"}'
    with tarfile.open(path, "w") as tar:
        for name, content in blobs.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


def of_type(resources, type_name):
    """The logical ids of the resources of a type, in the template's order."""
    return [logical for logical, resource in resources.items() if resource["Type"] == type_name]
