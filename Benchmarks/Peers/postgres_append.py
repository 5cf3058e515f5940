# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0
"""Rows appended per second with psycopg 3 (PyPI), a commit each: the peer of Dextra's store on PostgreSQL."""

import sys
import threading
import time

import psycopg

URL, ROWS, THREADS = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
INSERT = "INSERT INTO peer_events (at, type, subject, data) VALUES (%s, %s, %s, %s)"

with psycopg.connect(URL, autocommit=True) as connection:
    connection.execute("DROP TABLE IF EXISTS peer_events")
    connection.execute(
        "CREATE TABLE peer_events (cursor BIGSERIAL PRIMARY KEY, at BIGINT, type TEXT, subject TEXT, data TEXT)"
    )


def append(connection, rows):
    for _ in range(rows):
        connection.execute(INSERT, (time.time_ns() // 1_000_000, "bench.tick", "bench", '{"value":1}'))


def measure(threads, rows):
    connections = [psycopg.connect(URL, autocommit=True) for _ in range(threads)]
    for connection in connections:
        append(connection, 10)
    workers = [threading.Thread(target=append, args=(connection, rows)) for connection in connections]
    start = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    seconds = time.perf_counter() - start
    for connection in connections:
        connection.close()
    return threads * rows / seconds


print(f"psycopg: append, one connection, each synced: {measure(1, ROWS):.0f} rows/s")
print(f"psycopg: append, {THREADS} threads, each synced: {measure(THREADS, ROWS // 8):.0f} rows/s")
