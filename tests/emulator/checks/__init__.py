"""What a deployer's tests need of the emulator: a subject a module, each test in an account of its own."""
import os

from emulator import Emulator

os.environ.pop("AWS_ENDPOINT_URL", None)  # it is our own emulator that is tested, and nothing that exists is touched
emulator = Emulator()  # check.py starts it


def log_groups(*names, retention=7):
    """A template of log groups, each made after the one before it."""
    return {"Resources": {
        name: {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": retention},
               **({"DependsOn": names[at - 1]} if at else {})}
        for at, name in enumerate(names)}}
