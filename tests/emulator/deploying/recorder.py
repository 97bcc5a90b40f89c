"""Stands between a program and the emulator: notes every call, and lets something happen when one comes."""
import http.client
import threading
import urllib.parse
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

READS = ("Describe", "List", "Get", "BatchGet", "Validate", "GET", "HEAD")


@dataclass
class Call:
    service: str  # cloudformation
    action: str  # ExecuteChangeSet; where the protocol is REST, the method and the path
    target: str  # the stack or change set that it names, or nothing
    status: int  # of the answer; 0 while there is none
    body: bytes = b""

    @property
    def is_write(self):
        return not self.action.startswith(READS)


class Recorder:
    def __init__(self, endpoint):
        self._upstream = urllib.parse.urlsplit(endpoint).netloc
        self._lock = threading.Lock()
        self._hooks = []
        self.calls = []

    def __enter__(self):
        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.recorder = self
        self.endpoint = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *raised):
        self._server.shutdown()
        self._server.server_close()

    def when(self, action, nth, do, answered=False):
        """When the nth call of an action comes from now on, `do` happens, once: before it reaches the emulator,
        which it then does not if `do` gives back False; or `answered`: when it has, and the answer waits."""
        with self._lock:
            self._hooks.append([action, nth, do, answered])

    def writes(self):
        """The calls that are to change something."""
        return [call for call in self.calls if call.is_write]

    def count(self, action):
        """How many calls of an action were accepted."""
        return sum(call.action == action and call.status == 200 for call in self.calls)

    def pass_on(self, call, method, path, headers, body):
        """The emulator's answer, or None where there shall be none."""
        with self._lock:
            self.calls.append(call)
            for hook in self._hooks:
                hook[1] -= hook[0] == call.action
            due = [hook for hook in self._hooks if hook[0] == call.action and hook[1] == 0]
        if any(do() is False for _, _, do, answered in due if not answered):
            return None
        connection = http.client.HTTPConnection(self._upstream, timeout=60)
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        answer = response.status, response.getheaders(), response.read()
        connection.close()
        call.status = answer[0]
        if any(do() is False for _, _, do, answered in due if answered):
            return None
        return answer


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A program that was killed reads no answers."""


class Handler(BaseHTTPRequestHandler):
    disable_nagle_algorithm = True  # an answer is written in two parts
    protocol_version = "HTTP/1.1"

    def handle_call(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        answer = self.server.recorder.pass_on(self.call(body), self.command, self.path, dict(self.headers), body)
        if answer is None:
            self.close_connection = True
            return
        status, headers, content = answer
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else content)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = handle_call

    def call(self, body):
        scope = self.headers.get("Authorization", "").partition("Credential=")[2].split(",")[0].split("/")
        service = scope[3] if len(scope) > 3 else ""
        form = {}
        if self.headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded"):
            form = dict(urllib.parse.parse_qsl(body.decode()))
        operation = form.get("Action") or self.headers.get("X-Amz-Target", "").split(".")[-1]
        return Call(service, operation or f"{self.command} {self.path}",
                    form.get("StackName") or form.get("ChangeSetName", ""), 0, body)

    def log_message(self, *arguments):
        """Nothing: the calls are noted."""
