# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""A real server with a home of its own, and the command line beside it."""

import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

APP = '''
import http.server, os, sys, time
print("\x1b[32mINFO\x1b[0m starting {version}", flush=True)
{extra}
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"{version}"
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        print("GET", self.path, flush=True)
    def log_message(self, *arguments):
        pass
http.server.ThreadingHTTPServer((os.environ["HOST"], int(os.environ["PORT"])), Handler).serve_forever()
'''


AUTHOR = {
    "GIT_AUTHOR_NAME": "Edsger Dijkstra", "GIT_AUTHOR_EMAIL": "edsger@example.com",
    "GIT_COMMITTER_NAME": "Edsger Dijkstra", "GIT_COMMITTER_EMAIL": "edsger@example.com",
}


def free_port() -> int:
    with socket.socket() as spare:
        spare.bind(("127.0.0.1", 0))
        return spare.getsockname()[1]


class Server:
    """Started, killed and started again; its address stays the same."""

    def __init__(self, dextra: str, folder: str, port: int):
        self.dextra = dextra
        self.folder = Path(folder)
        self.home = self.folder / "home"
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.process: subprocess.Popen | None = None
        self.environment = os.environ | {"DEXTRA_HOME": str(self.home)}
        for name in ("DEXTRA_LISTEN", "DEXTRA_DATABASE", "DOCKER_HOST", "NO_COLOR"):
            self.environment.pop(name, None)

    def start(self) -> None:
        log = open(self.folder / "serve.log", "ab")
        self.process = subprocess.Popen(
            [self.dextra, "serve", "--listen", f"127.0.0.1:{self.port}"],
            env=self.environment, stdout=log, stderr=log, cwd=self.folder,
        )
        for _ in range(600):
            if subprocess.run(["curl", "-sf", "-o", "/dev/null", f"{self.url}/health/live"]).returncode == 0:
                return
            time.sleep(0.05)
        raise AssertionError("the server does not answer within 30 seconds")

    def kill(self) -> None:
        """As a power failure does it: no goodbye."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=30)

    def run(self, *arguments: str) -> str:
        """The command line to its end; what it printed."""
        outcome = subprocess.run(
            [self.dextra, *arguments], env=self.environment, cwd=self.folder, capture_output=True, text=True, timeout=120
        )
        if outcome.returncode != 0:
            raise AssertionError(f"dextra {arguments}: {outcome.returncode}\n{outcome.stdout}{outcome.stderr}")
        return outcome.stdout

    def setup_link(self) -> str:
        return json.loads(self.run("setup-link", "--json"))["url"]

    def deploy(self, name: str) -> subprocess.Popen:
        """Begins a deploy from the command line; the page is to show how it goes."""
        return subprocess.Popen(
            [self.dextra, "deploy", str(self.folder / name)], env=self.environment, cwd=self.folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )

    def write_app(self, name: str, version: str, extra: str = "", build: str = "") -> None:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        (folder / "app.py").write_text(APP.format(version=version, extra=extra))
        install = f"build: {build}\n" if build else ""
        (folder / "dextra.yaml").write_text(f"name: {name}\nstart: python3 app.py\n{install}")

    def commit(self, name: str, subject: str) -> None:
        """The application's folder as a state of its git repository."""
        folder = str(self.folder / name)
        for arguments in (["init", "-qb", "main"], ["add", "-A"], ["commit", "-qm", subject]):
            subprocess.run(["git", "-C", folder, *arguments], env=self.environment | AUTHOR, check=True)
