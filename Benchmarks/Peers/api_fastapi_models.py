# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""The peer of api_fastapi.py as FastAPI's documentation has it: answers are declared as models, which are checked and make the
OpenAPI document, and handlers that read the database are functions that run on FastAPI's threads."""

import hashlib
import json
import os
import queue
import sqlite3
import time
from typing import Annotated, Any

import api_fastapi
from fastapi import Depends, FastAPI, HTTPException, Query
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

app = FastAPI()
bearer = HTTPBearer()
connections = queue.LifoQueue()
callers = {}


class Step(BaseModel):
    name: str
    effect: str
    state: str
    attempt: int
    weight: float
    started_at: str | None = None
    finished_at: str | None = None
    output: Any | None = None
    failure: Any | None = None


class Run(BaseModel):
    id: str
    kind: str
    kind_version: int
    subject: str
    project_id: str | None = None
    state: str
    progress: float
    created_at: str
    started_at: str | None = None
    finished_at: str | None = None
    steps: list[Step]
    node: str | None = None
    actor: str | None = None
    input: Any
    output: Any | None = None
    failure: Any | None = None
    question: Any | None = None


class RunPage(BaseModel):
    items: list[Run]
    next: str | None = None


class Variable(BaseModel):
    name: str
    secret: bool
    value: str | None = None


class VariablePage(BaseModel):
    items: list[Variable]


class Caller(BaseModel):
    name: str
    everywhere: bool


def database():
    """A connection for one request."""
    try:
        connection = connections.get_nowait()
    except queue.Empty:
        connection = sqlite3.connect(
            f"file:{os.environ['API_DATABASE']}?mode=ro", uri=True, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
    try:
        yield connection
    finally:
        connections.put(connection)


Database = Annotated[sqlite3.Connection, Depends(database)]


def caller(credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)], database: Database) -> Caller:
    digest = hashlib.sha256(credentials.credentials.encode()).digest()
    known = callers.get(digest)
    if known and time.monotonic() - known[0] < 5:
        return known[1]
    row = database.execute(
        "SELECT users.id, users.name, api_tokens.expires_at FROM api_tokens JOIN users ON users.id = user_id"
        " WHERE hash = ? AND NOT disabled", (digest,)).fetchone()  # fmt: skip
    if not row or row["expires_at"] and row["expires_at"] < time.time() * 1000:
        raise HTTPException(401)
    grants = database.execute("SELECT role, project_id FROM user_grants WHERE user_id = ?", (row["id"],)).fetchall()
    found = Caller(name=row["name"], everywhere=any(not grant["project_id"] for grant in grants))
    callers[digest] = (time.monotonic(), found)
    return found


User = Annotated[Caller, Depends(caller)]


def columns(row, model):
    """A row's columns as a model has them."""
    found = {}
    for name in model.model_fields.keys() & row.keys():
        value = row[name]
        if value is None:
            continue
        if name.endswith("_at"):
            value = api_fastapi.moment(value)
        elif name in ("input", "output", "failure", "question"):
            value = json.loads(value)
        found[name] = value
    return found


def runs(rows, database, condition=""):
    steps = {row["id"]: [] for row in rows}
    marks = ", ".join("?" * len(rows))
    query = f"SELECT * FROM steps WHERE run_id IN ({marks}) {condition} ORDER BY run_id, position"
    for row in database.execute(query, list(steps)):
        steps[row["run_id"]].append(Step(**columns(row, Step)))
    return [Run(**columns(row, Run), steps=steps[row["id"]]) for row in rows]


@app.get("/v1/runs", response_model_exclude_unset=True)
def list_runs(database: Database, user: User, limit: Annotated[int, Query(ge=1, le=1000)] = 50) -> RunPage:
    if not user.everywhere:
        raise HTTPException(403)
    rows = database.execute("SELECT * FROM runs ORDER BY sequence DESC LIMIT ?", (limit + 1,)).fetchall()
    items = runs(rows[:limit], database, api_fastapi.TELLING)
    return RunPage(items=items, next=items[-1].id) if len(rows) > limit else RunPage(items=items)


@app.get("/v1/runs/{run_id}", response_model_exclude_unset=True)
def get_run(run_id: str, database: Database, user: User) -> Run:
    row = database.execute("SELECT * FROM runs WHERE id = ?", (run_id,)).fetchone()
    if not row or not user.everywhere:
        raise HTTPException(404)
    database.execute("SELECT * FROM projects WHERE id = ?", (row["project_id"],)).fetchone()
    return runs([row], database)[0]


@app.get("/v1/projects/{project}/environment", response_model_exclude_unset=True)
def list_variables(
    project: str, database: Database, user: User, profile: str = "production", limit: int = 50
) -> VariablePage:
    row = database.execute("SELECT * FROM projects WHERE name = ?", (project,)).fetchone()
    if not row or not user.everywhere:
        raise HTTPException(404)
    variables = database.execute(
        "SELECT name, plain FROM environment_variables WHERE project_id = ? AND profile = ? ORDER BY name LIMIT ?",
        (row["id"], profile, limit))  # fmt: skip
    return VariablePage(items=[Variable(name=each["name"], secret=False, value=each["plain"]) for each in variables])
