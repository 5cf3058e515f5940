# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0
"""Durable steps per second of DBOS Transact (PyPI) on SQLite: the peer of Dextra's run engine."""

import os
import sys
import tempfile
import time

from dbos import DBOS, DBOSConfig

RUNS, STEPS = int(sys.argv[1]), int(sys.argv[2])

home = tempfile.mkdtemp()
config: DBOSConfig = {"name": "bench", "system_database_url": f"sqlite:///{home}/dbos.db", "log_level": "ERROR"}
DBOS(config=config)


@DBOS.step()
def step(number):
    return number


@DBOS.workflow()
def flow(count):
    for number in range(count):
        step(number)
    return count


DBOS.launch()
flow(STEPS)

start = time.perf_counter()
for _ in range(RUNS):
    flow(STEPS)
print(f"DBOS, one run after another: {RUNS * STEPS / (time.perf_counter() - start):.0f} steps/s")

start = time.perf_counter()
for handle in [DBOS.start_workflow(flow, STEPS) for _ in range(RUNS)]:
    handle.get_result()
print(f"DBOS, {RUNS} runs at once: {RUNS * STEPS / (time.perf_counter() - start):.0f} steps/s")
os._exit(0)
