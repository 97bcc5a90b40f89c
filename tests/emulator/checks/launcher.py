"""How the emulator runs, whatever is in it."""
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from account import Account
from checks import emulator, log_groups
from emulator import HERE


class Launcher(unittest.TestCase):
    def test_accounts_do_not_see_each_other(self):
        one, other = Account(emulator), Account(emulator)
        one.deploy("logs", log_groups("A"))
        self.assertTrue(one.exists("logs"))
        self.assertFalse(other.exists("logs"))

    def test_server_ends_with_a_program_that_is_killed(self):
        program = ("from emulator import Emulator\n"
                   "with Emulator() as emulator:\n"
                   "    print(emulator._server.pid, flush=True)\n"
                   "    input()\n")
        folder = self.enterContext(tempfile.TemporaryDirectory())  # of what a program that is killed leaves behind
        with subprocess.Popen([sys.executable, "-c", program], cwd=HERE, env={**os.environ, "TMPDIR": folder}, text=True,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE) as starter:
            server = int(starter.stdout.readline())
            starter.send_signal(signal.SIGKILL)
        for _ in range(100):
            if not is_running(server):
                return
            time.sleep(0.05)
        self.fail(f"process {server} is still there")


def is_running(process):
    """Whether it runs; one that ended and that nobody asked for yet does not."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")
