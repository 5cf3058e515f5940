#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""What images cost against a Dockerfile that a careful engineer would write, what a redeploy of a one-line change costs, how
quickly a bad canary is taken back, and how many requests twenty redeploys in a row lose, all on a Docker Engine.

    Benchmarks/docker.py --bin .build/release [--deploys 20] [--rate 1000] [--only NAME]

As root it starts an engine of its own; else DOCKER_HOST names one. Base images can't always be pulled: those that the tests make
of Debian (scripts/test --filter ImageTests leaves them in .build/base-images) stand for the official ones. Prints one line for
each figure. Ends with status 1 when a request was lost that should not have been.
"""

import argparse
import contextlib
import http.client
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from deploy import Bench, drops, figure, milliseconds

HERE = pathlib.Path(__file__).resolve().parent
STACKS = HERE.parent / "Tests" / "Stacks"
BASE_IMAGES = HERE.parent / ".build" / "base-images"
# The image that stands for an official one, by the official one's name.
STANDS_FOR = {"python": "python", "node": "node", "golang": "go", "static-debian12": "distroless"}
CHANGED = {"python-script": "app.py", "node-server": "server.js", "go-module": "main.go"}


@contextlib.contextmanager
def engine(folder):
    if os.environ.get("DOCKER_HOST"):
        yield
        return
    (folder / "none.json").write_text("{}")
    address = f"unix://{folder}/docker.sock"
    log = open(folder / "log", "w")
    daemon = subprocess.Popen(
        ["dockerd", f"--data-root={folder}/data", f"--exec-root={folder}/exec", f"--pidfile={folder}/pid",
         f"--config-file={folder}/none.json", f"--host={address}"], stdout=log, stderr=log)
    os.environ["DOCKER_HOST"] = address
    try:
        for _ in range(300):
            if subprocess.run(["docker", "version"], capture_output=True).returncode == 0:
                break
            time.sleep(0.1)
        yield
    finally:
        daemon.terminate()
        daemon.wait()
        for mount in reversed(pathlib.Path("/proc/self/mountinfo").read_text().splitlines()):
            place = mount.split()[4]
            if place.startswith(f"{folder}/"):
                subprocess.run(["umount", "-l", place], check=False)


def docker(*arguments):
    result = subprocess.run(["docker", *arguments], capture_output=True, text=True, env={**os.environ, "DOCKER_BUILDKIT": "0"})
    if result.returncode != 0:
        sys.exit(f"docker {' '.join(arguments)}: {result.stdout}{result.stderr}")
    return result.stdout.strip()


def provide(reference):
    """Makes sure that a base image is there."""
    if subprocess.run(["docker", "image", "inspect", reference], capture_output=True).returncode == 0:
        return
    name = reference.split(":")[0].split("/")[-1]
    stand_in = STANDS_FOR.get(name)
    archives = sorted(BASE_IMAGES.glob(f"{stand_in}-*.tar")) if stand_in else []
    if not archives:
        docker("pull", reference)
        return
    docker("load", "-q", "-i", str(archives[-1]))
    docker("tag", f"dextra-toolchain:{stand_in}", reference)


class Stack:
    def __init__(self, bench, name):
        self.name = name
        self.folder = bench.work / name
        shutil.copytree(STACKS / name, self.folder)
        self.generated = bench.run("dockerfile", str(self.folder)).stdout
        self.ignore = bench.run("dockerfile", str(self.folder), "--dockerignore").stdout
        self.bases = [line.split()[1] for line in self.generated.splitlines() if line.startswith("FROM ")]
        for base in self.bases:
            provide(base)

    def change(self):
        with open(self.folder / CHANGED[self.name], "a") as file:
            mark = "//" if self.name != "python-script" else "#"
            file.write(f"\n{mark} {time.time()}\n")

    def arguments(self, by_hand):
        (self.folder / ".dockerignore").write_text(self.ignore)
        if not by_hand:
            (self.folder / "Dockerfile").write_text(self.generated)
            return []
        shutil.copy(HERE / "Docker" / f"{self.name}.Dockerfile", self.folder / "Dockerfile")
        return ["--build-arg", f"BASE={self.bases[0]}", "--build-arg", f"FINAL={self.bases[-1]}"]

    def build(self, by_hand, *more):
        tag = f"bench-{self.name}-{'hand' if by_hand else 'dextra'}"
        arguments = self.arguments(by_hand)
        start = time.perf_counter()
        docker("build", "-q", "-t", tag, *arguments, *more, str(self.folder))
        return time.perf_counter() - start, int(docker("image", "inspect", "-f", "{{.Size}}", tag))


def images(bench):
    for name in CHANGED:
        stack = Stack(bench, name)
        times = {(way, by_hand): [] for way in ("cold", "warm") for by_hand in (False, True)}
        sizes = {}
        for _ in range(3):
            for by_hand in (False, True):
                seconds, sizes[by_hand] = stack.build(by_hand, "--no-cache")
                times["cold", by_hand].append(seconds)
                stack.change()
                times["warm", by_hand].append(stack.build(by_hand)[0])
        for way in ("cold", "warm"):
            ours, theirs = (statistics.median(times[way, by_hand]) for by_hand in (False, True))
            figure(f"{name}: {way} build, generated against by hand", f"{ours:.2f} and {theirs:.2f}", "s",
                   f"{ours / theirs:.2f} x")
        base = int(docker("image", "inspect", "-f", "{{.Size}}", stack.bases[-1]))
        figure(f"{name}: image above its base, generated against by hand",
               f"{(sizes[False] - base) / 1e6:.2f} and {(sizes[True] - base) / 1e6:.2f}", "MB",
               f"{sizes[False] / sizes[True]:.3f} x in all")


def target(bench, canary=""):
    app = bench.app("target")
    (app / "dextra.yaml").write_text(f"name: bench-target\nplatform: docker\n{canary}")
    for line in bench.run("dockerfile", str(app)).stdout.splitlines():
        if line.startswith("FROM "):
            provide(line.split()[1])
    return app


def deploy_times(bench):
    app = target(bench)
    bench.run("deploy", str(app))
    unchanged = [bench.timed("deploy", str(app)) for _ in range(5)]
    figure("redeploy of an unchanged app", milliseconds(unchanged), "ms")
    changed = []
    for number in range(10):
        (app / "VERSION").write_text(f"{number + 2}\n")
        changed.append(bench.timed("deploy", str(app)))
    figure("redeploy of a one-line change", milliseconds(changed), "ms")
    image = docker("images", "-q", "--filter", "label=dev.dextra.project=bench-target").splitlines()[0]
    by_hand = []
    for number in range(5):
        name = f"bench-hand-{number}"
        start = time.perf_counter()
        docker("run", "-d", "--init", "--name", name, "-p", "127.0.0.1:29876:8080", image)
        answer(29876)
        by_hand.append(time.perf_counter() - start)
        docker("rm", "-f", name)
    figure("of that: docker run by hand until the first answer", milliseconds(by_hand), "ms")


def answer(port):
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.002)


class Requests:
    """Requests at a steady rate from several kept connections, each with its time and status."""

    def __init__(self, port, path, rate, threads=4):
        self.answers, self.ended = [], False
        self.port, self.path, self.pause = port, path, threads / rate
        self.threads = [threading.Thread(target=self.work) for _ in range(threads)]
        for thread in self.threads:
            thread.start()

    def work(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        due = time.perf_counter()
        while not self.ended:
            due += self.pause
            time.sleep(max(0, due - time.perf_counter()))
            try:
                connection.request("GET", self.path)
                response = connection.getresponse()
                response.read()
                status = response.status
            except (OSError, http.client.HTTPException):
                status = 0
                connection.close()
            self.answers.append((time.perf_counter(), status))

    def end(self):
        self.ended = True
        for thread in self.threads:
            thread.join()
        return sorted(self.answers)


def canaries(bench, rate):
    """A release that is good at the gate and answers every request of people with a 500."""
    lengths, affected, totals = [], [], []
    for percent in (5, 25, 50):
        app = target(bench, f"canary: {{steps: [{percent}%], interval: 60s, min_requests: 20}}\n")
        server = (app / "server.js")
        good = server.read_text()
        (app / "VERSION").write_text(f"good {percent}\n")
        first = bench.run("deploy", str(app), check=False)
        if first.returncode != 0:
            # The first of a project has no canary; a later good one would take a minute.
            sys.exit(first.stdout + first.stderr)
        requests = Requests(bench.port("bench-target"), "/people", rate)
        time.sleep(1)
        server.write_text(good.replace(
            "default:", "case '/people': response.writeHead(500).end('bad\\n'); break;\n    default:"))
        result = bench.run("deploy", str(app), check=False)
        server.write_text(good)
        answers = requests.end()
        bad = [at for at, status in answers if status != 200]
        if result.returncode == 0 or not bad:
            sys.exit(f"the canary was not found out: {result.stdout[-800:]}{result.stderr[-800:]}")
        lengths.append((bad[-1] - bad[0]) * 1000)
        affected.append(len(bad))
        totals.append(len(answers))
        figure(f"canary of {percent} %: from the first bad answer to the last", f"{lengths[-1]:.0f}", "ms",
               f"{affected[-1]} requests affected of {totals[-1]} at {rate} requests/s")
        bench.run("destroy", "bench-target", "--yes")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--deploys", type=int, default=20)
    parser.add_argument("--rate", type=int, default=1000)
    parser.add_argument("--only", choices=["images", "deploy", "canary", "drops"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dextra-bench-", dir="/var/tmp") as directory:
        work = pathlib.Path(directory)
        (work / "engine").mkdir()
        with engine(work / "engine"):
            bench = Bench(options.bin.resolve(), work)
            lost = 0
            try:
                if options.only in (None, "images"):
                    images(bench)
                if options.only in (None, "deploy"):
                    deploy_times(bench)
                if options.only in (None, "canary"):
                    canaries(bench, min(options.rate, 400))
                if options.only in (None, "drops"):
                    target(bench)
                    lost = drops(bench, options.deploys, options.rate)
            finally:
                for project in ("bench-target", "bench-socket"):
                    bench.run("destroy", project, "--yes", check=False)
                bench.run("stop", check=False)
        sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
