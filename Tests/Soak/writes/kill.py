#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Kills `dextra serve` at random instants while changes of every kind are made over its API in parallel, and looks after
each whether all that was acknowledged is there, nothing is there by half, no tag holds for what has changed, every change
has its audit entry, and the chain of the audit log is whole. The seed is printed; --seed repeats a run's choices.
"""

import argparse
import collections
import os
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

from things import Document, Person, Project, PruneKey, Setting, Team, Token, Variable
from wire import Gone, Local, Program

# One for each writer: numbers that change nothing of what is looked at here.
SETTINGS = ["releases.keep", "logs.keep_runs", "backup.keep", "app_log.files", "server_log.files", "sessions.keep_days"]


class Server:
    def __init__(self, binary, home):
        self.binary, self.home = binary, home
        self.environment = {**os.environ, "DEXTRA_HOME": str(home)}
        self.local = Local(home / "dextra.sock")
        self.log = home.parent / "server.log"

    def begin(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [self.binary, "serve", "--listen=127.0.0.1:0", "--request-rate=0"], env=self.environment,
                stdout=log, stderr=log)

    def wait(self):
        for _ in range(600):
            try:
                return self.local.ask("GET", "/v1/info").json["url"]
            except Gone:
                if self.process.poll() is not None:
                    raise SystemExit(f"the server did not start: {self.process.returncode}")
                time.sleep(0.02)
        raise SystemExit("the server did not answer within 12 s")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def run(self, *arguments):
        outcome = subprocess.run(
            [self.binary, *arguments], env=self.environment, capture_output=True, text=True, timeout=120)
        return outcome.returncode, outcome.stdout + outcome.stderr


class Writer:
    """Changes things that nobody else changes, one after the other, until the server is gone."""

    def __init__(self, number, chance, server, problems):
        self.number, self.chance, self.problems = number, chance, problems
        self.local = server.local
        self.person = f"writer-{number}"
        self.local.demand("POST", "/v1/users", {"name": self.person})
        secret = self.local.demand(
            "POST", "/v1/tokens", {"name": "writes", "owner": self.person, "scopes": ["view"]})["secret"]
        self.program = Program(secret)
        self.standing = [Setting(SETTINGS[number]), Document(self.program)]
        self.things = []
        self.made = 0
        self.done_before = 0

    def begin(self):
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        try:
            while True:
                self.step()
        except Gone:
            pass
        except Exception as error:
            self.problems.append(f"writer {self.number}: {error!r}")

    def step(self):
        kind = self.chance.random()
        if kind < 0.15:
            self.things.append(thing := self.another())
        elif kind < 0.17:
            self.made += 1
            self.things.append(thing := PruneKey(f"{self.person}-{self.made}"))
        else:
            thing = self.chance.choice(self.all)
        thing.change(self.local, self.chance)

    @property
    def all(self):
        return self.standing + self.things

    @property
    def done(self):
        return self.done_before + sum(thing.done for thing in self.all)

    def forget(self):
        """What was looked at often enough: else each look would take longer than the one before."""
        self.done_before += sum(thing.done for thing in self.things[:-60])
        self.things = self.things[-60:]

    def another(self):
        self.made += 1
        name = f"w{self.number}-{self.made}"
        projects = [thing for thing in self.things if isinstance(thing, Project) and thing.is_there]
        kinds = [Project, Person, Team, Token] + [Variable] * 3 * bool(projects)
        kind = self.chance.choice(kinds)
        if kind is Variable:
            return Variable(self.chance.choice(projects), f"V{self.made}")
        if kind is Token:
            return Token(name, self.program, self.person)
        return Team(name, self.person) if kind is Team else kind(name)


class Audit:
    """All entries so far, read page by page; the chain is followed here once more, apart from the server's own check."""

    def __init__(self, local):
        self.local = local
        self.last = 0
        self.hash = "0" * 64
        self.entries = 0
        self.succeeded = collections.Counter()

    def read(self, problems):
        fresh, cursor = [], None
        while True:
            page = self.local.demand("GET", "/v1/audit?limit=500" + (f"&cursor={cursor}" if cursor else ""))
            fresh += [entry for entry in page["items"] if entry["sequence"] > self.last]
            cursor = page.get("next")
            if not cursor or page["items"][-1]["sequence"] <= self.last:
                break
        for entry in reversed(fresh):
            if entry["sequence"] != self.last + 1 or entry["previous"] != self.hash:
                problems.append(f"audit entry {entry['sequence']} does not follow {self.last}")
            self.last, self.hash = entry["sequence"], entry["hash"]
            if entry["outcome"] in ("succeeded", "unknown"):
                self.entries += 1
            if entry["outcome"] == "succeeded":
                self.succeeded[entry["action"], entry["subject"]] += 1


def unsettled(home):
    """Changes that were begun and have no entry yet."""
    with sqlite3.connect(f"file:{home}/dextra.db?mode=ro", uri=True) as database:
        return database.execute("SELECT count(*) FROM audit_intents").fetchone()[0]


def look(server, writers, audit, problems):
    """Compares what is there with what was acknowledged."""
    found = []
    things = [thing for writer in writers for thing in writer.all]
    for thing in things:
        try:
            thing.check(server.local)
        except AssertionError as error:
            found.append(f"{thing}: {error}")
    audit.read(found)
    for thing in things:
        for key, count in thing.acknowledged.items():
            if audit.succeeded[key] < count:
                found.append(f"{key}: {count} acknowledged, {audit.succeeded[key]} in the audit log")
    done = sum(writer.done for writer in writers)
    written = audit.entries + unsettled(server.home)
    if written < done:
        found.append(f"{done} changes, {written} of them in the audit log or begun there")
    status, output = server.run("audit", "verify")
    if status:
        found.append(f"audit verify ended with {status}\n{output}")
    problems += found
    for writer in writers:
        writer.forget()


def integrity(home, problems):
    """The file itself, after the server has ended."""
    with sqlite3.connect(home / "dextra.db") as database:
        for check in ("integrity_check", "foreign_key_check"):
            rows = [row for row in database.execute(f"PRAGMA {check}") if row != ("ok",)]
            if rows:
                problems.append(f"{check}: {rows[:5]}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    chance = random.Random(options.seed)
    problems = []
    with tempfile.TemporaryDirectory(prefix="dextra-writes-", dir="/var/tmp") as folder:
        home = pathlib.Path(folder) / "home"
        home.mkdir()
        server = Server(str(options.bin.resolve() / "dextra"), home)
        try:
            server.begin()
            server.wait()
            audit = Audit(server.local)
            writers = [
                Writer(number, random.Random(chance.random()), server, problems) for number in range(len(SETTINGS))]
            for number in range(1, options.kills + 1):
                url = server.wait()
                for writer in writers:
                    writer.program.url = url
                    writer.begin()
                time.sleep(chance.uniform(0.02, 1))
                server.kill()
                for writer in writers:
                    writer.thread.join()
                while chance.random() < 0.3:
                    server.begin()
                    time.sleep(chance.uniform(0, 0.3))
                    server.kill()
                server.begin()
                url = server.wait()
                for writer in writers:
                    writer.program.url = url
                before = len(problems)
                look(server, writers, audit, problems)
                problems[before:] = [f"kill {number}: {problem}" for problem in problems[before:]]
                if number % 10 == 0:
                    done = sum(writer.done for writer in writers)
                    print(f"{number} kills, {done} changes, {len(problems)} problems", flush=True)
            if server.run("stop")[0]:
                problems.append("the server did not stop")
            integrity(home, problems)
        finally:
            server.kill()
            if problems:
                print(server.log.read_text()[-4000:])
    print("\n".join(problems[:50]))
    print(f"{options.kills} kills, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
