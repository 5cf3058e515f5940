# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""A peer of `dextra serve` with FastAPI, run by uvicorn: the same reads of the same database file, for the bearers of the
same API tokens.

`API_DATABASE` names a copy of a server's database. Who a token is for is kept for five seconds under its digest, as there.
Made as fast as it goes by hand: handlers are coroutines that read the database themselves, for reads this short twice as fast
as FastAPI's threads, and write their JSON themselves instead of declaring models. api_fastapi_models.py is what FastAPI's
documentation would have one write.
"""

import datetime
import hashlib
import json
import os
import sqlite3
import time

from fastapi import Depends, FastAPI, HTTPException, Query, Request
from fastapi.responses import Response

app = FastAPI()
database = sqlite3.connect(f"file:{os.environ['API_DATABASE']}?mode=ro", uri=True, isolation_level=None)
database.row_factory = sqlite3.Row
callers = {}

# What lists show of a run's steps.
TELLING = "AND state IN ('running', 'failed', 'compensation_failed')"


async def caller(request: Request):
    """The user behind the token, and what the user may where."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer":
        raise HTTPException(401)
    digest = hashlib.sha256(token.encode()).digest()
    known = callers.get(digest)
    if known and time.monotonic() - known[0] < 5:
        return known[1]
    row = database.execute(
        "SELECT users.id, users.name, api_tokens.expires_at FROM api_tokens JOIN users ON users.id = user_id"
        " WHERE hash = ? AND NOT disabled", (digest,)).fetchone()  # fmt: skip
    if not row or row["expires_at"] and row["expires_at"] < time.time() * 1000:
        raise HTTPException(401)
    grants = database.execute("SELECT role, project_id FROM user_grants WHERE user_id = ?", (row["id"],)).fetchall()
    found = {"name": row["name"], "everywhere": any(not grant["project_id"] for grant in grants)}
    callers[digest] = (time.monotonic(), found)
    return found


def moment(milliseconds):
    if milliseconds is None:
        return None
    time = datetime.datetime.fromtimestamp(milliseconds / 1000, datetime.timezone.utc)
    return time.isoformat(timespec="milliseconds")[:-6] + "Z"


def answer(value):
    """Compact JSON without what is null, and an entity tag of it."""
    text = json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()
    headers = {"Cache-Control": "no-cache", "ETag": f'"{hashlib.sha256(text).hexdigest()[:32]}"'}
    return Response(text, headers=headers, media_type="application/json")


def without_null(value):
    return {name: member for name, member in value.items() if member is not None}


def documents(row, *names):
    """The columns that hold JSON; a document may be null where a column is not."""
    return {name: json.loads(row[name]) for name in names if row[name] is not None}


def step(row):
    return without_null({
        "name": row["name"], "effect": row["effect"], "state": row["state"], "attempt": row["attempt"],
        "weight": row["weight"], "started_at": moment(row["started_at"]), "finished_at": moment(row["finished_at"]),
    }) | documents(row, "output", "failure")  # fmt: skip


def run(row, steps):
    return without_null({
        "id": row["id"], "kind": row["kind"], "kind_version": row["kind_version"], "subject": row["subject"],
        "project_id": row["project_id"], "state": row["state"], "progress": row["progress"],
        "created_at": moment(row["created_at"]), "started_at": moment(row["started_at"]),
        "finished_at": moment(row["finished_at"]), "steps": [step(each) for each in steps], "node": row["node"],
        "actor": row["actor"],
    }) | documents(row, "input", "output", "failure", "question")  # fmt: skip


def steps_of(ids, condition=""):
    """The steps of runs, in one query."""
    found = {each: [] for each in ids}
    marks = ", ".join("?" * len(ids))
    query = f"SELECT * FROM steps WHERE run_id IN ({marks}) {condition} ORDER BY run_id, position"
    for row in database.execute(query, ids):
        found[row["run_id"]].append(row)
    return found


@app.get("/v1/runs")
async def list_runs(limit: int = Query(50, ge=1, le=1000), user=Depends(caller)):
    if not user["everywhere"]:
        raise HTTPException(403)
    rows = database.execute("SELECT * FROM runs ORDER BY sequence DESC LIMIT ?", (limit + 1,)).fetchall()
    shown = rows[:limit]
    steps = steps_of([row["id"] for row in shown], TELLING)
    page = {"items": [run(row, steps[row["id"]]) for row in shown]}
    if len(rows) > limit:
        page["next"] = shown[-1]["id"]
    return answer(page)


@app.get("/v1/runs/{run_id}")
async def get_run(run_id: str, user=Depends(caller)):
    row = database.execute("SELECT * FROM runs WHERE id = ?", (run_id,)).fetchone()
    if not row or not user["everywhere"]:
        raise HTTPException(404)
    database.execute("SELECT * FROM projects WHERE id = ?", (row["project_id"],)).fetchone()
    return answer(run(row, steps_of([run_id])[run_id]))


@app.get("/v1/projects/{project}/environment")
async def list_variables(project: str, profile: str = "production", limit: int = 50, user=Depends(caller)):
    row = database.execute("SELECT * FROM projects WHERE name = ?", (project,)).fetchone()
    if not row or not user["everywhere"]:
        raise HTTPException(404)
    variables = database.execute(
        "SELECT name, plain FROM environment_variables WHERE project_id = ? AND profile = ? ORDER BY name LIMIT ?",
        (row["id"], profile, limit))  # fmt: skip
    return answer({"items": [
        {"name": each["name"], "secret": False, "value": each["plain"]} for each in variables
    ]})  # fmt: skip
