# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello():
    return "hello from uv\n"
