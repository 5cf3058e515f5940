#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""What a deploy costs beyond the app's own boot, what a rollback costs, what the server and a shim weigh, and how many
requests twenty deploys in a row lose.

    Benchmarks/deploy.py --bin .build/release [--deploys 20] [--rate 1000] [--only NAME]

Prints one line for each figure. Ends with status 1 when a request was lost.
"""

import argparse
import http.client
import json
import os
import pathlib
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def figure(name, value, unit, note=""):
    print(f"{name}: {value} {unit}{'  (' + note + ')' if note else ''}", flush=True)


def milliseconds(samples):
    return f"{statistics.median(samples) * 1000:.0f} (min {min(samples) * 1000:.0f}, max {max(samples) * 1000:.0f})"


class Bench:
    def __init__(self, binaries, work):
        self.dextra = str(binaries / "dextra")
        self.load = str(binaries / "load")
        self.work = work
        # Root's applications run as other users: they must be able to reach the home.
        self.home = work / "home"
        work.chmod(0o711)
        self.environment = {**os.environ, "DEXTRA_HOME": str(self.home)}

    def run(self, *arguments, check=True):
        result = subprocess.run(
            [self.dextra, *arguments], env=self.environment, capture_output=True, text=True, timeout=600)
        if check and result.returncode != 0:
            sys.exit(f"dextra {' '.join(arguments)}: status {result.returncode}\n{result.stdout}{result.stderr}")
        return result

    def timed(self, *arguments):
        start = time.perf_counter()
        self.run(*arguments)
        return time.perf_counter() - start

    def port(self, project):
        return int(self.run("open", project, "--print").stdout.strip().rsplit(":", 1)[1].strip("/"))

    def deploy(self, name):
        self.run("deploy", str(self.app(name)), "--name", f"bench-{name}")

    def info(self):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(self.home / "dextra.sock"))
            connection.sendall(b"GET /v1/info HTTP/1.1\r\nHost: dextra\r\nConnection: close\r\n\r\n")
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        return json.loads(answer.split(b"\r\n\r\n", 1)[1])

    def shims(self):
        """The process IDs of this home's shims."""
        found = subprocess.run(
            ["pgrep", "-f", f"dextra-shim service {self.home}"], capture_output=True, text=True).stdout
        return [int(pid) for pid in found.split()]

    def app(self, name):
        target = self.work / name
        if not target.exists():
            shutil.copytree(HERE / "Apps" / name, target)
        return target


def boot_time(directory, command):
    """Seconds from starting the app by hand to its first answer."""
    port = free_port()
    environment = {"PATH": os.environ["PATH"], "PORT": str(port), "HOST": "127.0.0.1"}
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=directory, env=environment, stdout=subprocess.DEVNULL)
    try:
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", "/")
                connection.getresponse().read()
                return time.perf_counter() - start
            except OSError:
                time.sleep(0.002)
    finally:
        process.kill()
        process.wait()


def resident(pid):
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", text)[1]) / 1024


def deploy_times(bench):
    app = bench.app("target")
    bench.deploy("target")
    boot = statistics.median(boot_time(app, ["node", "server.js"]) for _ in range(5))
    samples = [bench.timed("deploy", str(app), "--name", "bench-target") for _ in range(10)]
    figure("app's own boot", f"{boot * 1000:.0f}", "ms")
    figure("deploy of an unchanged app", milliseconds(samples), "ms")
    figure("deploy of an unchanged app, beyond its boot", milliseconds([s - boot for s in samples]), "ms", "goal 1000")

    samples = []
    for number in range(10):
        (app / "VERSION").write_text(f"{number + 2}\n")
        samples.append(bench.timed("deploy", str(app), "--name", "bench-target"))
    figure("deploy of a one-line change, beyond the boot", milliseconds([s - boot for s in samples]), "ms")


def releases(bench):
    lines = bench.run("releases", "bench-target", "--json").stdout.splitlines()
    return [json.loads(line) for line in lines]


def rollback_times(bench):
    app = bench.app("target")
    (app / "VERSION").write_text("before\n")
    bench.deploy("target")
    (app / "VERSION").write_text("after\n")
    bench.deploy("target")
    # To and fro between the two that run.
    newest = max(release["number"] for release in releases(bench) if release["status"] in ("active", "warm"))
    samples = []
    for number in range(10):
        target = newest - 1 if number % 2 == 0 else newest
        samples.append(bench.timed("rollback", f"v{target}", "--project", "bench-target"))
    figure("rollback to the warm predecessor", milliseconds(samples), "ms", "goal 200")

    boot = statistics.median(boot_time(app, ["node", "server.js"]) for _ in range(5))
    samples = []
    for _ in range(5):
        # A new version each time: it and the one before run, and an earlier one is stopped.
        (app / "VERSION").write_text(f"{time.time()}\n")
        bench.deploy("target")
        stopped = max(release["number"] for release in releases(bench) if release["status"] == "stopped")
        samples.append(bench.timed("rollback", f"v{stopped}", "--project", "bench-target"))
    figure("rollback to a stopped release, beyond the boot", milliseconds([s - boot for s in samples]), "ms", "goal 500")


def weight(bench):
    bench.deploy("target")
    time.sleep(5)
    figure("server at rest", f"{resident(bench.info()['pid']):.1f}", "MB resident", "goal 40")
    shims = bench.shims()
    figure("shim", f"{max(resident(shim) for shim in shims):.1f}", "MB resident", f"largest of {len(shims)}, goal 3")


def drops(bench, deploys, rate):
    """Deploys in a row under load: keep-alive and new connections, POSTs, 30-second responses, a foreign WebSocket."""
    app = bench.app("target")
    bench.deploy("target")
    bench.deploy("socket")
    stop = bench.work / "stop"
    load = subprocess.Popen(
        [bench.load, "--port", str(bench.port("bench-target")), "--rate", str(rate), "--seconds", "3600",
         "--slow-seconds", "30", "--websocket-port", str(bench.port("bench-socket")), "--stop-file", str(stop)],
        stdout=subprocess.PIPE, text=True)
    time.sleep(2)
    start = time.perf_counter()
    for number in range(deploys):
        (app / "VERSION").write_text(f"load {number}\n")
        bench.deploy("target")
    elapsed = time.perf_counter() - start
    time.sleep(2)
    stop.touch()
    output, _ = load.communicate()
    print(output, end="")
    figure("deploys in a row under load", deploys, "deploys", f"{elapsed:.0f} s at {rate} requests/s")
    lost = sum(int(count) for count in re.findall(r"(\d+) failed", output))
    figure("requests dropped, failed or cut", lost, "requests", "goal 0")
    return lost


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--deploys", type=int, default=20)
    parser.add_argument("--rate", type=int, default=1000)
    parser.add_argument("--only", choices=["deploy", "rollback", "weight", "drops"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dextra-bench-", dir="/var/tmp") as directory:
        bench = Bench(options.bin.resolve(), pathlib.Path(directory))
        lost = 0
        try:
            if options.only in (None, "deploy"):
                deploy_times(bench)
            if options.only in (None, "rollback"):
                rollback_times(bench)
            if options.only in (None, "weight"):
                weight(bench)
            if options.only in (None, "drops"):
                lost = drops(bench, options.deploys, options.rate)
        finally:
            for project in ("bench-target", "bench-socket"):
                bench.run("destroy", project, "--yes", check=False)
            bench.run("stop", check=False)
        sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
