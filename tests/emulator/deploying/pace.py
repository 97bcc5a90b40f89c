"""How long all of dev takes, beside the `cdk` command of AWS CDK; on the same emulator, one after the other."""
import shutil
import subprocess
import sys
import time

import aws_cdk
from assembly import CFN_OUT
from deploying import Case


class Pace(Case):
    def test_dev_is_deployed_in_a_tenth_of_the_time_of_cdk(self):
        cdk = aws_cdk.installed()
        work = self.folder / "cdk"
        shutil.copytree(CFN_OUT, work / "cfn-out")
        ours = min(self.ours(), self.ours())  # a second is little beside what else the machine does
        environment = self.environment(HOME=str(work), CDK_DISABLE_CLI_TELEMETRY="true")
        command = [cdk, "--no-notices", "deploy", "dev/*", "--method", "direct", "--require-approval", "never",
                   "--app", "cfn-out"]
        theirs = self.seconds(lambda: subprocess.run(command, cwd=work, env=environment, check=True, timeout=300,
                                                     stdin=subprocess.DEVNULL, capture_output=True))
        self.assert_complete()
        figure = f"deploy all dev {ours:.1f} s, cdk deploy {theirs:.1f} s: {theirs / ours:.1f} times as fast"
        print(figure, file=sys.stderr)
        self.assertLess(ours * 10, theirs, figure)

    def ours(self):
        took = self.seconds(lambda: self.deploy("all", "dev", "--yes"))
        self.assert_complete()
        self.deploy("destroy", "all", "dev", "--yes")
        return took

    @staticmethod
    def seconds(run):
        began = time.monotonic()
        run()
        return time.monotonic() - began
