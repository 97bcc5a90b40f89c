"""launch.py FAULTS: serves until the end of its input. The server's side of emulator.py, which starts it.

FAULTS is a file that emulator.py writes; the port is the one line that it prints.
"""
import asyncio
import os
import socket
import sys
import threading
from pathlib import Path


def bind():
    """A socket on a free port of loopback, already listening: nobody can take the port in between."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=128)
    listening.set_inheritable(False)
    return listening


def set_environment(port):
    """What MiniStack reads while its modules are loaded."""
    os.environ.update({
        "GATEWAY_PORT": str(port),  # for addresses that it hands out
        "MINISTACK_HOST": "127.0.0.1",
        "MINISTACK_REGION": "ap-northeast-1",
        "AUTH": "true",  # the access key is the account
        "PERSIST_STATE": "0",
        "LOG_LEVEL": "WARNING",
        "IOT_MTLS_ENABLED": "0",  # these two bind ports of their own
        "SFTP_ENABLED": "0",
    })


def end_with_input():
    """Ends with the program that started it, even when that is killed."""
    sys.stdin.buffer.read()
    os._exit(0)


def main():
    faults = Path(sys.argv[1])
    listening = bind()
    port = listening.getsockname()[1]
    set_environment(port)
    threading.Thread(target=end_with_input, daemon=True).start()

    import cloudformation
    import registry
    from hypercorn.asyncio import serve
    from hypercorn.config import Config
    from ministack.app import app

    cloudformation.complete(faults)
    registry.complete(port)
    config = Config()
    config.bind = [f"fd://{listening.fileno()}"]
    config.keep_alive_timeout = 75
    config.loglevel = "WARNING"
    print(port, flush=True)
    asyncio.run(serve(app, config))


if __name__ == "__main__":
    main()
