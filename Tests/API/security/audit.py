# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Whoever changes the database behind the server's back is found out by `dextra audit verify`.

Runs `dextra` of the folder that is in DEXTRA_BINARIES, on the files of the data directory.
"""

import os
import shutil
import sqlite3
import subprocess
import time

import kit

# EX_CANTCREAT, with server_already_running.
ANOTHER_SERVER = 73

CHANGES = {
    "an actor": "UPDATE audit_entries SET actor = 'eve' WHERE sequence = 2",
    "an action": "UPDATE audit_entries SET action = 'getInfo' WHERE sequence = 2",
    "an outcome": "UPDATE audit_entries SET outcome = 'succeeded' WHERE outcome = 'denied'",
    "an entry in the middle": "DELETE FROM audit_entries WHERE sequence = 3",
    "the first entry": "DELETE FROM audit_entries WHERE sequence = 1",
    "the last entry": "DELETE FROM audit_entries WHERE sequence = (SELECT max(sequence) FROM audit_entries)",
    "all entries": "DELETE FROM audit_entries",
    "a hash": "UPDATE audit_entries SET hash = previous WHERE sequence = 2",
    "two entries' places": "UPDATE audit_entries SET sequence = CASE sequence WHEN 2 THEN -3 WHEN 3 THEN -2 END "
    "WHERE sequence IN (2, 3); UPDATE audit_entries SET sequence = -sequence WHERE sequence < 0",
}


def verify(home):
    """The exit status of verifying a data directory whose server doesn't run."""
    environment = {"DEXTRA_HOME": home, "PATH": os.environ["PATH"], "HOME": "/nonexistent", "LANG": "C.UTF-8"}
    outcome = subprocess.run(
        [f"{os.environ['DEXTRA_BINARIES']}/dextra", "audit", "verify", "--offline"], env=environment,
        capture_output=True, text=True, timeout=60, check=False)
    return outcome.returncode, outcome.stdout + outcome.stderr


def test(server, found):
    server.user("ada", "admin")
    server.user("eve", "viewer")
    token = kit.bearer(server.token("eve", "view"))
    for number in range(5):
        server.project(f"shop-{number}")
        # A denial is kept too.
        server.ask("DELETE", f"/v1/projects/shop-{number}", token)
    server.ask("GET", "/v1/audit", local=True)
    server.ask("POST", "/v1/server/stop", local=True)
    # It lets go of the data directory some time after it has closed its sockets.
    deadline = time.monotonic() + 30
    while (outcome := verify(server.home))[0] == ANOTHER_SERVER and time.monotonic() < deadline:
        time.sleep(0.1)
    status, text = outcome
    found.equal(status, 0, f"the log as it is: {text}")
    for name, change in CHANGES.items():
        copy = f"{server.home}/../home-changed"
        shutil.copytree(server.home, copy, ignore=lambda folder, names: [n for n in names if n.endswith(".sock")])
        database = sqlite3.connect(f"{copy}/dextra.db")
        # The table refuses changes; whoever has the file takes that away first.
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{trigger}"')
        before = database.execute("SELECT * FROM audit_entries").fetchall()
        database.executescript(change)
        database.commit()
        found.expect(database.execute("SELECT * FROM audit_entries").fetchall() != before, f"{name} did not change")
        database.close()
        status, text = verify(copy)
        found.expect(status not in (0, 64), f"{name} changed unnoticed: {status} {text}")
        shutil.rmtree(copy)


kit.run(test)
