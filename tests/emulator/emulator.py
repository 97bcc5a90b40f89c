#!/usr/bin/env python3
"""An independent CloudFormation on loopback, for test programs.

    with Emulator() as emulator:
        environment = emulator.environment()            # for a program: subprocess.run(command, env=environment)
        emulator.faults([{"type": "AWS::RDS::DBInstance", "op": "create", "reason": "no capacity"}])

It is MiniStack (see requirements.txt; installed into target/tools/emulator at the first start) with the pieces of
CloudFormation that it lacks (cloudformation/). It binds 127.0.0.1 alone, on a port that is free, keeps everything in
memory, and ends with the program that started it, however that ends. An account is whatever twelve digits one takes for
the access key: a test that takes an account of its own sees nothing of the others, and no state has to be reset. With
AWS_ENDPOINT_URL set, that endpoint is used instead, with the credentials and the region that stand beside it: a sandbox
account, or another emulator. It takes no faults.

From a shell, with everything set for the command, whose exit code it returns:

    tests/emulator/emulator.py aws cloudformation describe-stacks
    tests/emulator/emulator.py --faults slow.json cargo run --bin deploy -- all dev --yes

A fault is {"type", "logical", "op", "account", "stack", "reason", "delay", "skip", "times"}. The first five say what it
is for, each left out fits all; `op` is create, update or delete. `reason` fails the operation with that text, `delay`
makes it take so many seconds longer. It passes over `skip` operations (0), then is for `times` of them (1; -1: for all
that come). All delays that fit add up, the first reason wins. Without any fault operations take milliseconds, but do
take their course: IN_PROGRESS can be seen. Failing to create gives ROLLBACK_COMPLETE, and to delete another at that,
ROLLBACK_FAILED; failing to update, UPDATE_ROLLBACK_COMPLETE; to update one, and another the second time ("skip": 1, its
way back), UPDATE_ROLLBACK_FAILED; failing to delete, DELETE_FAILED. checks/fault.py has each of them.

To test a deployer, write a program beside this one as `check` and check.py are: run the deployer with
emulator.environment(), and look at what it did through `Account(emulator, ACCOUNT)` (account.py), which also has values
for the parameters that the stacks of prod ask for, and makes the hosted zone that one of them names; `Assembly("dev")`
(assembly.py) is what should be there.

Other than AWS it: has a change set ready at once, gives every resource of an update events, knows no clean-up events,
early validation, drift-aware change sets, operation ids, EXPRESS mode, throttling, stack policies, quotas; leaves some
reasons empty, or words them otherwise; and applies neither S3 versioning, nor endpoint groups, nor the protection of a
database from deletion.
"""
import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
ACCOUNT = "123456789012"  # the one of the environments in stacks/settings
REGION = "ap-northeast-1"
READY_WITHIN_SECONDS = 60


def python():
    """The Python that has MiniStack, installed if it is not yet."""
    installed = subprocess.run([HERE.parent / "tools" / "install", HERE], check=True, text=True, stdout=subprocess.PIPE)
    return Path(installed.stdout.strip()) / "bin" / "python"


class Emulator:
    """A CloudFormation that runs as long as the `with` block."""

    def __enter__(self):
        self._given = os.environ.get("AWS_ENDPOINT_URL")
        self._server = None
        with contextlib.ExitStack() as stack:
            if self._given:
                self.endpoint = self._given
            else:
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="formwork-emulator-")))
                self._faults, self._log = folder / "faults.json", folder / "log.txt"
                self.faults([])
                stack.callback(self._stop)
                self._start()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *raised):
        return self._stack.__exit__(*raised)

    @property
    def takes_faults(self):
        """Whether it is ours: one that was given takes no faults, and its accounts are real ones."""
        return not self._given

    def environment(self, account=ACCOUNT):
        """The environment of a program that is to work in this account."""
        environment = {name: value for name, value in os.environ.items() if self._given or not name.startswith("AWS_")}
        ours = {} if self._given else {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": account,
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
        }
        return environment | ours

    def faults(self, faults):
        """From now on these faults and no others; as the head of a `with` block, until its end."""
        if self._given:
            raise RuntimeError(f"{self._given} is not ours: it takes no faults")
        self._write(faults)
        block = contextlib.ExitStack()
        block.callback(self._write, [])
        return block

    def _write(self, faults):
        whole = self._faults.with_suffix(".new")  # the server reads at any time: never half a file
        whole.write_text(json.dumps(faults), encoding="utf-8")
        os.replace(whole, self._faults)

    def _start(self):
        with open(self._log, "w", encoding="utf-8") as log:
            self._server = subprocess.Popen([python(), HERE / "launch.py", self._faults], text=True, stderr=log,
                                            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        port = self._server.stdout.readline().strip()
        if not port:
            self._fail("did not start")
        self.endpoint = f"http://127.0.0.1:{port}"
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while True:
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                direct.open(f"{self.endpoint}/_ministack/ready", timeout=5).close()
                return
            if self._server.poll() is not None or time.monotonic() > deadline:
                self._fail(f"is not ready after {READY_WITHIN_SECONDS} s")
            time.sleep(0.02)

    def _stop(self):
        if self._server:
            self._server.stdin.close()  # at the end of its input it ends
            try:
                self._server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
            self._server.stdout.close()

    def _fail(self, what):
        sys.exit(f"{self._log.read_text(encoding='utf-8')}\nerror: the emulator {what}")


def main():
    parser = argparse.ArgumentParser(description="Runs COMMAND beside a CloudFormation of its own.")
    parser.add_argument("--faults", type=Path, metavar="FILE", help="a JSON list of faults")
    parser.add_argument("--account", default=ACCOUNT)
    parser.add_argument("command", nargs=argparse.REMAINDER, metavar="COMMAND")
    arguments = parser.parse_args()
    if not arguments.command:
        parser.error("which command?")
    with Emulator() as emulator:
        if arguments.faults:
            emulator.faults(json.loads(arguments.faults.read_text(encoding="utf-8")))
        return subprocess.run(arguments.command, env=emulator.environment(arguments.account)).returncode


if __name__ == "__main__":
    sys.exit(main())
