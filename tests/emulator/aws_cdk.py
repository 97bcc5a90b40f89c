"""The `cdk` command of AWS CDK, and what both programs that run it hold for a slow account."""
import subprocess
from pathlib import Path

from emulator import HERE

# Operations take some time, as they do in AWS, so that a deployer has to wait for them.
SLOW = [{"delay": 0.02, "times": -1}, {"type": "AWS::RDS::DBInstance", "op": "create", "delay": 2, "times": -1}]


def installed():
    """Its path; installed if it is not yet."""
    tools = HERE.parent / "tools"
    installed = subprocess.run([tools / "install", tools / "cdk"], check=True, text=True, stdout=subprocess.PIPE)
    return Path(installed.stdout.strip()) / "node_modules" / ".bin" / "cdk"
