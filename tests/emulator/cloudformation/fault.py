"""Operations on resources that fail, or take their time, when the faults file says so; emulator.py describes the file."""
import json
import threading
import time

from ministack.core.responses import get_account_id
from ministack.services.cloudformation import stacks


class Faults:
    """The faults of a file, and how often each was used since the file was written."""

    def __init__(self, path):
        self._path = path
        self._lock = threading.Lock()
        self._version = None
        self._faults = []

    def use(self, operation):
        """The delay in seconds, and the reason to fail for or None, of an operation; uses up those that fit."""
        with self._lock:
            self._read()
            fitting = [fault for fault in self._faults if fits(fault, operation) and is_due(fault)]
            reasons = [fault for fault in fitting if "reason" in fault][:1]
            delays = [fault for fault in fitting if "reason" not in fault]
            for fault in delays + reasons:
                fault["times"] -= fault["times"] > 0
            delay = sum(fault.get("delay", 0) for fault in delays + reasons)
            return delay, next((fault["reason"] for fault in reasons), None)

    def _read(self):
        status = self._path.stat()
        version = (status.st_mtime_ns, status.st_ino)
        if version != self._version:
            self._faults = [{"times": 1, "skip": 0, **fault} for fault in json.loads(self._path.read_text(encoding="utf-8"))]
            self._version = version


def fits(fault, operation):
    return all(fault.get(name, value) == value for name, value in operation.items())


def is_due(fault):
    """Whether it is for this operation, the operations that it is to pass over counted."""
    if fault["skip"]:
        fault["skip"] -= 1
        return False
    return fault["times"] != 0


def complete(path):
    faults = Faults(path)

    def before(op, type_name, stack, logical):
        delay, reason = faults.use(
            {"op": op, "type": type_name, "stack": stack, "logical": logical, "account": get_account_id()})
        time.sleep(delay)
        if reason is not None:
            raise ValueError(reason)

    provision, update, delete = stacks._provision_resource, stacks._update_resource, stacks._delete_resource

    def provision_resource(type_name, logical, properties, stack):
        before("create", type_name, stack, logical)
        return provision(type_name, logical, properties, stack)

    def update_resource(type_name, physical, old, new, stack, logical=None, attributes=None):
        if old != new:
            before("update", type_name, stack, logical)
        return update(type_name, physical, old, new, stack, logical, attributes)

    def delete_resource(type_name, physical, properties, stack=None, logical=None):
        before("delete", type_name, stack, logical)
        return delete(type_name, physical, properties, stack, logical)

    stacks._provision_resource, stacks._update_resource, stacks._delete_resource = (
        provision_resource, update_resource, delete_resource)
    # MiniStack makes most types before it answers the call: nobody would ever see a stack at work.
    stacks._runs_on_worker_thread = lambda type_name: True
