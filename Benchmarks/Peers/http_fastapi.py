# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""A peer of httpbench, run by uvicorn."""

from fastapi import FastAPI

app = FastAPI()


@app.get("/json")
async def answer():
    return {"message": "hello", "number": 42}
