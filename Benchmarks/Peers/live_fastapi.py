# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""A peer of livebench with FastAPI: an event log in SQLite that syncs, event streams and WebSockets that follow it."""

import asyncio
import json
import os
import sqlite3
import tempfile
import time

from fastapi import FastAPI, WebSocket
from fastapi.responses import StreamingResponse

app = FastAPI()
folder = tempfile.TemporaryDirectory(dir="/var/tmp")
database = sqlite3.connect(os.path.join(folder.name, "live.db"), check_same_thread=False, isolation_level=None)
database.execute("PRAGMA journal_mode = WAL")
database.execute("PRAGMA synchronous = FULL")
database.execute("CREATE TABLE events (cursor INTEGER PRIMARY KEY, data TEXT NOT NULL)")
queues = set()
sockets = set()


def publish(number):
    data = json.dumps({"data": {"at": time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000, "n": number}}, separators=(",", ":"))
    cursor = database.execute("INSERT INTO events (data) VALUES (?)", (data,)).lastrowid
    text = f"event: bench.tick\nid: {cursor}\ndata: {data}\n\n"
    for queue in queues:
        queue.put_nowait(text)
    return data


@app.post("/append")
async def append(count: int, rate: int):
    start = time.monotonic()
    for number in range(count):
        wait = start + number / rate - time.monotonic() if rate else 0
        await asyncio.sleep(max(wait, 0))
        data = publish(number)
        for socket in list(sockets):
            await socket.send_text(data)
    return "done"


@app.get("/v1/events")
async def events():
    queue = asyncio.Queue()

    async def follow():
        queues.add(queue)
        try:
            yield "retry: 2000\n\n"
            while True:
                yield await queue.get()
        finally:
            queues.discard(queue)

    return StreamingResponse(follow(), media_type="text/event-stream")


@app.websocket("/v1/live")
async def live(socket: WebSocket):
    await socket.accept()
    try:
        while True:
            await socket.receive_text()
            sockets.add(socket)
            await socket.send_text('{"kind":"subscribed"}')
    finally:
        sockets.discard(socket)
