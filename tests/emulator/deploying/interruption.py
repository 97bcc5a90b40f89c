"""The program ends in the midst of a run, by force or when it is asked to; `resume` goes on."""
import os
import pty
import signal
import subprocess
import threading

from assembly import Assembly
from deploying import SLOW, Case

CTRL_C = "^C"


class Interruption(Case):
    def setUp(self):
        super().setUp()
        self.emulator.faults(SLOW + [{"type": "AWS::RDS::DBInstance", "op": "create", "delay": 1}])

    def test_killed_when_a_change_set_was_made(self):
        self.killed_at("CreateChangeSet", 1, answered=True)

    def test_killed_before_a_change_set_is_executed(self):
        self.killed_at("ExecuteChangeSet", 2, answered=False)

    def test_killed_when_a_change_set_was_executed_and_nobody_heard_of_it(self):
        self.killed_at("ExecuteChangeSet", 3, answered=True)

    def test_killed_while_stacks_are_at_work(self):
        self.killed_at("DescribeStackEvents", 12, answered=True)

    def test_killed_twice(self):
        self.kill("ExecuteChangeSet", 1, True, "all", "dev", "--yes")
        self.kill("ExecuteChangeSet", 2, True, "resume", "dev")
        self.goes_on()

    def test_killed_while_stacks_are_deleted(self):
        self.emulator.faults([])
        self.deploy("all", "dev", "--yes")
        self.emulator.faults(SLOW)
        self.kill("DeleteStack", 2, True, "destroy", "all", "dev", "--yes")
        self.deploy("resume", "dev")
        self.assertEqual(self.statuses(), {})

    def test_interrupted_it_begins_nothing_new_and_leaves_what_runs(self):
        process, begun = None, []

        def interrupt():
            begun.append(self.recorder.count("ExecuteChangeSet"))
            process.send_signal(signal.SIGINT)
        self.recorder.when("DescribeStackEvents", 6, interrupt)
        process = self.begun("all", "dev", "--yes")
        said, _ = process.communicate(timeout=20)
        self.assertEqual(process.returncode, 8, said)
        self.assertIn("resume", said)
        self.assertEqual([self.recorder.count("ExecuteChangeSet")], begun)
        self.assertLess(len(self.statuses()), 5)
        self.goes_on()

    def test_on_a_terminal_ctrl_c_at_the_question_refuses_and_leaves_nothing(self):
        status, said = self.at_a_terminal("Carry it out?", [])
        self.assertEqual(status, 3, said)
        self.assertEqual(self.statuses(), {})
        self.assertEqual(self.recorder.count("ExecuteChangeSet"), 0)

    def test_on_a_terminal_what_runs_is_waited_for_where_that_is_wanted(self):
        status, said = self.at_a_terminal("[d/w/c]", ["y", "w"])
        self.assertEqual(status, 8, said)
        there = self.statuses()
        self.assertTrue(there and set(there.values()) == {"CREATE_COMPLETE"}, there)
        self.assertLess(len(there), 5)
        self.goes_on()

    def test_on_a_terminal_what_runs_is_cancelled_where_that_is_wanted(self):
        status, said = self.at_a_terminal("[d/w/c]", ["y", "c"])
        self.assertIn(status, (5, 8), said)
        self.assertTrue(set(self.statuses().values()) <= {"CREATE_COMPLETE", "ROLLBACK_COMPLETE"}, said)
        self.assertLess(len(self.statuses()), 5)
        self.deploy("all", "dev", "--yes", status=0 if status == 5 else 7)
        if status == 8:
            self.deploy("resume", "dev")
        self.assertEqual(set(self.statuses().values()), {"CREATE_COMPLETE"})

    def test_on_a_terminal_ctrl_c_twice_ends_the_program_at_once(self):
        status, said = self.at_a_terminal("[d/w/c]", ["y", CTRL_C])
        self.assertEqual(status, 130, said)
        self.goes_on()

    def at_a_terminal(self, question, answers):
        """Runs the program at a terminal. Ctrl-C is pressed at its first question where there are no answers; else the
        first answer is given, Ctrl-C pressed when stacks are at work, and the second one given."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen([os.environ["DEPLOY"], "all", "dev"], env=self.environment(TERM="xterm"),
                                   stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        said, left = "", list(answers)
        if answers:
            self.recorder.when("DescribeStackEvents", 6, lambda: process.send_signal(signal.SIGINT))
        watchdog = threading.Timer(60, process.kill)
        watchdog.start()
        self.addCleanup(watchdog.cancel)
        while True:
            try:
                read = os.read(ours, 65536)
            except OSError:  # the other side is gone
                break
            said += read.decode(errors="replace")
            if not answers and question in said:
                process.send_signal(signal.SIGINT)
                answers = [None]
            if left and ("Carry it out?" in said if len(left) == 2 else question in said):
                answer = left.pop(0)
                if answer == CTRL_C:
                    process.send_signal(signal.SIGINT)
                else:
                    os.write(ours, (answer + "\n").encode())
        os.close(ours)
        self.assertEqual(left, [], f"not everything was asked\n{said}")
        return process.wait(), said

    def killed_at(self, action, nth, answered):
        self.kill(action, nth, answered, "all", "dev", "--yes")
        self.assertIn("was interrupted", self.deploy("status", "dev"))
        self.assertIn("resume dev", self.deploy("all", "dev", "--yes", status=7))
        self.goes_on()

    def kill(self, action, nth, answered, *arguments):
        """Runs the program until it makes a call for the nth time, and kills it there."""
        process = None

        def kill():
            process.send_signal(signal.SIGKILL)
            process.wait()
            return False
        self.recorder.when(action, nth, kill, answered)
        process = self.begun(*arguments)
        said, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, -signal.SIGKILL, said)

    def goes_on(self):
        """After `resume` everything is as after a run that nobody disturbed, and nothing was done twice."""
        self.deploy("resume", "dev")
        self.assert_complete()
        self.assertEqual(self.recorder.count("ExecuteChangeSet"), 5)
        cloudformation = self.account.cloudformation
        left = [one["ChangeSetName"] for stack in Assembly("dev")
                for one in cloudformation.list_change_sets(StackName=stack.name)["Summaries"]
                if one["ExecutionStatus"] != "EXECUTE_COMPLETE"]
        self.assertEqual(left, [])
        self.assertNotIn("was interrupted", self.deploy("status", "dev"))
        self.recorder.calls.clear()
        self.deploy("all", "dev", "--yes")
        self.assertEqual([call.action for call in self.recorder.writes()], [])
