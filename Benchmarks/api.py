#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Measures reads of the API beside FastAPI with SQLite: `api.py --bin FOLDER --python PYTHON`.

A real server after 21 deploys of a page, asked with an API token; the peers, FastAPI as its documentation has it and FastAPI
made fast by hand, read a copy of its database, check the same token and answer the same JSON. wrk asks over 64 kept
connections on one thread. Each figure is the median of the rounds, in each of which all servers run once. Servers with one
worker are kept to one processor, and those with two to two.
"""

import argparse
import contextlib
import http.client
import json
import os
import pathlib
import re
import socket
import sqlite3
import statistics
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).parent
PASSWORD = "quilted-harbor-72-lantern"
PAGE = "<!doctype html><title>page</title><p>Hello."


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def server(command, port, workers, log, **environment):
    """Runs a server on as many processors as it has workers; its process ID."""
    command = ["taskset", "-c", ",".join(map(str, range(workers))), *command]
    with open(log, "ab") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, cwd=HERE / "Peers", env={**os.environ, **environment})
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.05)
        else:
            raise SystemExit(f"nobody listens at {port}: {log.read_text()[-2000:]}")
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def family(pid):
    """A process and all that it started, but shims and what they run: those are the applications."""
    found = [pid]
    for child in subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split():
        name = pathlib.Path(f"/proc/{child}/comm").read_text().strip()
        if name not in ("dextra-shim", "haproxy"):
            found += family(int(child))
    return found


def weight(pid):
    """Megabytes of memory, those that processes share counted once."""
    texts = [pathlib.Path(f"/proc/{each}/smaps_rollup").read_text() for each in family(pid)]
    return sum(int(re.search(r"Pss:\s+(\d+)", text)[1]) for text in texts) / 1024


def processor_time(pid):
    """Microseconds that a server and its workers have used: what a busy machine distorts least."""
    fields = [pathlib.Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in family(pid)]
    return sum(int(each[11]) + int(each[12]) for each in fields) * 1e6 / os.sysconf("SC_CLK_TCK")


class Installation:
    """A data directory with a page deployed many times, twelve variables and an API token."""

    def __init__(self, binaries, folder):
        self.dextra, self.folder = f"{binaries}/dextra", folder
        self.environment = {"DEXTRA_HOME": str(folder / "home")}
        self.port = free_port()
        self.command = [self.dextra, "serve", "--listen", f"127.0.0.1:{self.port}", "--request-rate", "0"]

    def serve(self, workers):
        return server(self.command, self.port, workers, self.folder / "log", **self.environment)

    def run(self, *arguments):
        return subprocess.run([self.dextra, *arguments], env={**os.environ, **self.environment}, check=True,
                              capture_output=True, text=True).stdout  # fmt: skip

    def ask(self, method, path, body=None, **headers):
        peer = http.client.HTTPConnection("127.0.0.1", self.port)
        peer.request(method, path, body and json.dumps(body), {"Content-Type": "application/json", **headers})
        answer = peer.getresponse()
        text = answer.read()
        assert answer.status < 300, text
        return json.loads(text or "null"), answer.headers

    def furnish(self):
        """Deploys and signs in; the paths to read and the token to read them with."""
        (self.folder / "page").mkdir()
        (self.folder / "page/index.html").write_text(PAGE)
        for _ in range(21):
            self.run("deploy", str(self.folder / "page"), "--name", "page")
        link = json.loads(self.run("setup-link", "--json"))
        token = re.search(r"[\w-]{20,}", link["url"].rpartition("/")[2])[0]
        session, headers = self.ask("POST", "/v1/setup", {"token": token, "name": "ada", "password": PASSWORD})
        signed_in = {"Cookie": headers["Set-Cookie"].split(";")[0], "X-CSRF-Token": session["csrf_token"]}
        created, _ = self.ask("POST", "/v1/tokens", {"name": "bench", "scopes": ["view"]}, **signed_in)
        for number in range(12):
            path = f"/v1/projects/page/environment/VARIABLE_{number}"
            self.ask("PUT", path, {"value": f"value {number}", "secret": False}, **signed_in)
        runs, _ = self.ask("GET", "/v1/runs?limit=20", **signed_in)
        paths = {"a run": f"/v1/runs/{runs['items'][0]['id']}", "12 variables": "/v1/projects/page/environment",
                 "20 runs": "/v1/runs?limit=20"}  # fmt: skip
        return paths, created["secret"]

    def copy(self, target):
        database = next((self.folder / "home").rglob("*.db"))
        with contextlib.closing(sqlite3.connect(database)) as source, contextlib.closing(sqlite3.connect(target)) as copy:
            source.backup(copy)


def read(port, path, token):
    peer = http.client.HTTPConnection("127.0.0.1", port)
    peer.request("GET", path, headers={"Authorization": f"Bearer {token}"})
    answer = json.loads(peer.getresponse().read())
    # How a cursor looks is each server's own.
    answer.pop("next", None)
    return answer


def load(port, path, token, seconds):
    command = ["wrk", "-t1", "-c64", f"-d{seconds}s", "--latency", "-H", f"Authorization: Bearer {token}",
               f"http://127.0.0.1:{port}{path}"]  # fmt: skip
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in text, text
    scale = {"us": 0.001, "ms": 1, "s": 1000}
    times = {p: float(n) * scale[u] for p, n, u in re.findall(r"(50|99)%\s+([\d.]+)(us|ms|s)", text)}
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]), times["50"], times["99"]


def measure(options, paths, token, servers, workers):
    figures, rest, answers = {}, {}, {}
    for _ in range(options.rounds):
        for name, (start, port) in servers.items():
            with start(workers) as pid:
                time.sleep(2)
                rest.setdefault(name, []).append(weight(pid))
                for what, path in paths.items():
                    answer = answers.setdefault(what, read(port, path, token))
                    assert read(port, path, token) == answer, f"{name} answers something else at {path}"
                    load(port, path, token, 1)
                    before = processor_time(pid)
                    rate, half, most = load(port, path, token, options.seconds)
                    each = (processor_time(pid) - before) / (rate * options.seconds)
                    figures.setdefault((what, name), []).append((rate, half, most, each, weight(pid)))
    for name, each in rest.items():
        print(f"{workers} worker(s)  {name:8} at rest {statistics.median(each):6.1f} MB", flush=True)
    for (what, name), rows in figures.items():
        rate, half, most, each, held = (statistics.median(column) for column in zip(*rows))
        print(f"{workers} worker(s)  {what:13} {name:8} {rate:8.0f} requests/s  p50 {half:6.2f} ms  p99 {most:7.2f} ms  "
              f"{each:6.0f} us of processor time each  {held:6.1f} MB", flush=True)  # fmt: skip
    for what in paths:
        ours, *theirs = (statistics.median(row[0] for row in figures[what, name]) for name in servers)
        ratios = "  ".join(f"{ours / rate:5.1f} x {name}" for rate, name in zip(theirs, list(servers)[1:]))
        print(f"{workers} worker(s)  {what:13} {ratios}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--python", required=True)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    options = parser.parse_args()
    # Applications of root run as other users, who must be able to reach it.
    with tempfile.TemporaryDirectory(dir="/var/tmp") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o711)
        installation = Installation(pathlib.Path(options.bin).resolve(), folder)

        python = str(pathlib.Path(options.python).absolute())

        def peer(module):
            port = free_port()

            def start(workers):
                command = [python, "-m", "uvicorn", f"{module}:app", "--port", str(port), "--no-access-log", "--workers",
                           str(workers)]  # fmt: skip
                return server(command, port, workers, folder / "peer-log", API_DATABASE=str(folder / "copy.db"))

            return start, port

        try:
            with installation.serve(2):
                paths, token = installation.furnish()
                installation.copy(folder / "copy.db")
            servers = {"Dextra": (installation.serve, installation.port), "FastAPI": peer("api_fastapi_models"),
                       "by hand": peer("api_fastapi")}  # fmt: skip
            for workers in options.workers:
                measure(options, paths, token, servers, workers)
        finally:
            with installation.serve(2):
                installation.run("destroy", "page", "--yes")


main()
