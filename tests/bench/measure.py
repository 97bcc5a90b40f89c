"""What a program costs: CPU seconds (user + system), wall seconds and peak memory of one run."""
import ctypes
import os
import platform
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass
class Cost:
    cpu: float  # seconds
    wall: float  # seconds
    rss: float  # MiB


# A process starts with the peak memory of the one that it was forked from, and with the time that the fork took. So a shell,
# which is small, forks the program, and is gone before the program begins: then the program is our own child (SUBREAPER).
LAUNCH = 'exec 3<&0; { read -r go <&3; exec "$@" </dev/null >&2 3<&-; } & echo $!'
PR_SET_CHILD_SUBREAPER = 36


def run(command, cwd=None, env=None):
    """One run, measured by the kernel (Linux); what the program prints is shown only when it fails."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    environment = {**os.environ, **(env or {})}
    pipe = subprocess.PIPE
    with subprocess.Popen(["sh", "-c", LAUNCH, "sh", *map(str, command)], cwd=cwd, env=environment,
                          stdin=pipe, stdout=pipe, stderr=pipe) as shell:
        program = int(shell.stdout.readline())
        shell.wait()
        start = time.perf_counter()
        shell.stdin.write(b"go\n")
        shell.stdin.close()
        printed = shell.stderr.read()
        _, status, usage = os.wait4(program, 0)
        wall = time.perf_counter() - start
    if status != 0:
        shown = " ".join(map(str, command))
        sys.exit(f"{printed.decode(errors='replace')}\nerror: {shown} ended with {os.waitstatus_to_exitcode(status)}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def median(costs):
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in ("cpu", "wall", "rss")))


def machine():
    """One line: processor, cores, and the versions of what is compared."""
    processor = platform.processor() or platform.machine()
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            processor = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), processor)
    versions = [subprocess.run(command, capture_output=True, text=True).stdout.split("(")[0].strip()
                for command in (["rustc", "--version"], ["node", "--version"])]
    return (f"{processor}, {os.cpu_count()} cores, {platform.system()}; {versions[0]}, node {versions[1]}, "
            f"Python {platform.python_version()}")
