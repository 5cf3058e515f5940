#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Kills `dextra serve` at random instants of deploys, while traffic goes on, and checks after each that the run ended as
it should, that no release was started twice, and that nothing was orphaned. The seed is printed; --seed repeats a run.
"""

import argparse
import collections
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

APP = """\
import http.server, os, signal, sys
VERSION = "{version}"
with open(os.path.join(os.environ["HOME"], "starts"), "a") as starts:
    starts.write(os.environ["DEXTRA_RELEASE"] + "\\n")

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def answer(self):
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.send_response(200)
        self.send_header("content-length", str(len(VERSION)))
        self.end_headers()
        self.wfile.write(VERSION.encode())
    do_GET = do_POST = answer
    def log_message(self, *arguments):
        pass

class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True

signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
Server((os.environ["HOST"], int(os.environ["PORT"])), Handler).serve_forever()
"""


class Soak:
    def __init__(self, binaries, folder):
        self.binaries = binaries
        self.folder = folder
        folder.chmod(0o711)
        self.home = folder / "home"
        self.app = folder / "shop"
        self.app.mkdir()
        (self.app / "dextra.yaml").write_text("name: shop\nstart: python3 app.py\n")
        self.environment = {**os.environ, "DEXTRA_HOME": str(self.home)}

    def start(self, *arguments):
        return subprocess.Popen(
            [str(self.binaries / "dextra"), *arguments], env=self.environment, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True)

    def run(self, *arguments):
        process = self.start(*arguments)
        output, _ = process.communicate(timeout=120)
        return process.returncode, output

    def server(self):
        for entry in pathlib.Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
                environment = (entry / "environ").read_bytes()
            except OSError:
                continue
            if len(words) > 1 and words[0].endswith(b"dextra") and b"serve" in words \
                    and f"DEXTRA_HOME={self.home}".encode() in environment.split(b"\0"):
                return int(entry.name)
        return None

    def running(self):
        """Processes that work below the project's folder."""
        found = []
        for entry in pathlib.Path("/proc").iterdir():
            try:
                if entry.name.isdigit() and os.readlink(entry / "cwd").startswith(str(self.home / "projects")):
                    found.append(int(entry.name))
            except OSError:
                continue
        return found

    def deploy_and_kill(self, version, delay):
        (self.app / "app.py").write_text(APP.format(version=version))
        deploy = self.start("deploy", str(self.app))
        time.sleep(delay)
        pid = self.server()
        if pid:
            os.kill(pid, signal.SIGKILL)
        output, _ = deploy.communicate(timeout=120)
        return deploy.returncode, output

    def answer(self):
        with urllib.request.urlopen(self.url, timeout=10) as response:
            return response.read().decode()

    def starts(self):
        return [line for path in (self.home / "projects" / "shop").rglob("starts")
                for line in path.read_text().split()]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    chance = random.Random(options.seed)
    problems = []
    with tempfile.TemporaryDirectory(prefix="dextra-soak-", dir="/tmp") as folder:
        soak = Soak(options.bin.resolve(), pathlib.Path(folder))
        (soak.app / "app.py").write_text(APP.format(version=0))
        status, output = soak.run("deploy", str(soak.app))
        if status:
            sys.exit(f"the first deploy failed:\n{output}")
        soak.url = soak.run("open", "shop", "--print")[1].strip()
        began = time.perf_counter()
        soak.run("deploy", str(soak.app))
        typical = time.perf_counter() - began
        stop = pathlib.Path(folder) / "stop"
        load = subprocess.Popen(
            [str(soak.binaries / "load"), "--port", soak.url.rsplit(":", 1)[1].strip("/"), "--rate", "50",
             "--seconds", "1000000", "--slow-seconds", "0", "--stop-file", str(stop)], stdout=subprocess.PIPE, text=True)
        try:
            for number in range(1, options.kills + 1):
                delay = chance.uniform(0, typical * 1.5)
                status, output = soak.deploy_and_kill(number, delay)
                if status:
                    problems.append(f"kill {number} after {delay:.3f} s: deploy ended with {status}\n{output}")
                elif soak.answer() != str(number):
                    problems.append(f"kill {number} after {delay:.3f} s: version {soak.answer()} serves")
                if len(soak.running()) > 2:
                    problems.append(f"kill {number} after {delay:.3f} s: {len(soak.running())} processes run")
                if number % 50 == 0:
                    print(f"{number} kills, {len(problems)} problems", flush=True)
        finally:
            stop.touch()
            report, _ = load.communicate()
            print(report, end="")
            if load.returncode:
                problems.append("requests were lost")
            doubled = [release for release, count in collections.Counter(soak.starts()).items() if count > 1]
            if doubled:
                problems.append(f"releases started twice: {doubled}")
            soak.run("destroy", "shop", "--yes")
            soak.run("stop")
    print("\n".join(problems))
    print(f"{options.kills} kills, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
