# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""A guest book with one page, one JSON route and a health check."""

import os
import pathlib
import time

from flask import Flask, jsonify, request

app = Flask(__name__)
VERSION = pathlib.Path(__file__).with_name("VERSION").read_text().strip()
ENTRIES = []


@app.get("/")
def home():
    return (
        f"<h1>{os.environ.get('GREETING', 'Hello')}</h1>"
        f"<p>Guest book, version {VERSION}, {len(ENTRIES)} entries.</p>"
    )


@app.get("/version")
def version():
    return VERSION + "\n"


@app.post("/entries")
def add_entry():
    ENTRIES.append(request.get_json(force=True))
    return jsonify(count=len(ENTRIES)), 201


@app.get("/slow")
def slow():
    """Answers after some seconds: a request that a switch of traffic must not cut."""
    time.sleep(min(float(request.args.get("seconds", "1")), 60))
    return VERSION + "\n"


@app.get("/health")
def health():
    return jsonify(status="ok", version=VERSION)
