#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Holds a running server to its own OpenAPI document, with requests that schemathesis generates.

Every answer must come within ten seconds, with a status, type and body that the document allows for the operation, and
never be an error of the server's own. Half of the requests are as the document wants them, half break it somewhere; they
are an owner's and a viewer's with tokens, and an owner's on the page.

The server must be a fresh one that nobody needs afterwards: requests delete and change what they like. With `--serve DEXTRA`
the program starts one itself.
"""

import argparse
import collections
import contextlib
import os
import random
import subprocess
import sys
import tempfile
import time

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, errors, given, seed, settings
from schemathesis.checks import load_all_checks
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import checks

import actors
import resources
import streams

LONGEST = 10
# Ends the server, which the other requests need.
EXCLUDED = {"stopServer"}
# End the session or change the password that the rest of the run needs. Asked with tokens, which may not.
ENDS_PAGE = {"signOut", "endSession", "changePassword"}
# What these need is not set up, and they have to say so.
MAY_BE_UNAVAILABLE = {"ask", "analyseRun", "getReadiness"}
CHECKS = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
EACH = 8


class Run:
    def __init__(self, options):
        self.url, self.wanted = options.url, options.requests
        self.random = random.Random(options.seed)
        self.people = actors.people(options.home, options.url)
        self.resources = resources.Resources(options.url, self.people[0], options.scratch, self.random)
        self.session = requests.Session()
        self.sent = 0
        self.statuses = collections.Counter()
        self.failures = {}

    def fail(self, operation, what, case=None):
        """Remembers the first request of each kind of failure."""
        key = (operation.definition.raw["operationId"], what.split("\n")[0])
        if key not in self.failures:
            self.failures[key] = what + (f"\n{case.as_curl_command()}" if case else "")

    def ask(self, case):
        operation = case.operation
        name = operation.definition.raw["operationId"]
        who = self.random.choice(self.people[:2] if name in ENDS_PAGE else self.people)
        self.resources.put_into(case)
        for _ in range(60):
            began = time.monotonic()
            try:
                response = case.call(
                    headers=who.headers(), session=self.session, timeout=LONGEST, allow_redirects=False)
            except requests.RequestException as error:
                # What Python's client refuses to send was no request.
                if not isinstance(error, (requests.Timeout, requests.ConnectionError)):
                    return
                return self.fail(operation, f"{type(error).__name__}: {error}", case)
            self.sent += 1
            if self.sent % 10_000 == 0:
                print(f"{self.sent} requests", file=sys.stderr, flush=True)
            self.statuses[response.status_code] += 1
            if time.monotonic() - began > LONGEST:
                self.fail(operation, f"took longer than {LONGEST} s", case)
            self.check(case, response, name)
            # Limits of single operations are as good an answer as any; only the pace of a person's requests is waited for.
            if response.status_code != 429 or '"too_many_requests"' not in response.text:
                break
            time.sleep(0.2)
        if response.status_code == 401:
            who.renew()

    def check(self, case, response, name):
        status = response.status_code
        if status >= 500 and not (status == 503 and name in MAY_BE_UNAVAILABLE):
            self.fail(case.operation, f"status {status}: {response.text[:500]}", case)
        try:
            case.validate_response(response, checks=CHECKS)
        except FailureGroup as group:
            for failure in group.exceptions:
                self.fail(case.operation, f"status {status}: {failure.title}: {failure.message[:1500]}", case)

    def round(self, operations, number):
        """A few requests of each operation."""
        for operation in operations:
            for mode in schemathesis.GenerationMode:
                if self.sent >= self.wanted:
                    return

                @seed(number)
                @settings(
                    max_examples=EACH, deadline=None, database=None, phases=[Phase.generate],
                    suppress_health_check=list(HealthCheck))
                @given(case=operation.as_strategy(generation_mode=mode))
                def every(case):
                    if self.sent < self.wanted:
                        self.ask(case)

                try:
                    every()
                except (errors.Unsatisfiable, errors.FailedHealthCheck):
                    # Nothing of the operation can be broken.
                    pass

    def report(self):
        counts = ", ".join(f"{count} × {status}" for status, count in sorted(self.statuses.items()))
        print(f"{self.sent} requests: {counts}")
        for (operation, _), text in sorted(self.failures.items()):
            print(f"\nFAILED {operation}: {text}")
        return 1 if self.failures else 0


def answering(local):
    """The server's address, once it answers."""
    for _ in range(300):
        with contextlib.suppress(OSError):
            return local.ask("GET", "/v1/info")["url"]
        time.sleep(0.1)
    raise SystemExit("the server does not answer")


@contextlib.contextmanager
def fresh_server(program):
    """A server of its own that is gone afterwards, as its address, data directory and a folder beside that."""
    with tempfile.TemporaryDirectory(prefix="dextra-api-", ignore_cleanup_errors=True) as folder:
        home = f"{folder}/home"
        environment = {"DEXTRA_HOME": home, "PATH": os.environ["PATH"], "HOME": "/nonexistent", "LANG": "C.UTF-8"}
        server = subprocess.Popen(
            [program, "serve", "--listen", "127.0.0.1:0"], env=environment, cwd=folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            local = actors.Local(f"{home}/dextra.sock")
            yield answering(local), home, f"{folder}/scratch"
        finally:
            server.terminate()
            server.wait(60)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--url", help="a server's address over TCP")
    parser.add_argument("--home", help="its data directory")
    parser.add_argument("--scratch", help="a folder for what requests would write anywhere")
    parser.add_argument("--serve", metavar="DEXTRA", help="the program to start a server with instead")
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not options.serve:
        return hold(options)
    with fresh_server(options.serve) as (options.url, options.home, options.scratch):
        return hold(options)


def hold(options):
    """Asks until enough was asked, and tells what was wrong."""
    load_all_checks()
    schema = schemathesis.openapi.from_url(f"{options.url}/openapi.json")
    schema.config.generation.update(with_security_parameters=False)
    operations = [result.ok() for result in schema.get_all_operations()]
    operations = [one for one in operations if one.definition.raw["operationId"] not in EXCLUDED]
    run = Run(options)
    for operation, fault in streams.faults(operations, options.url, run.people[0]):
        run.fail(operation, fault)
    number = options.seed * 1_000_000
    while run.sent < options.requests:
        run.round(operations, number)
        number += 1
    return run.report()


if __name__ == "__main__":
    sys.exit(main())
