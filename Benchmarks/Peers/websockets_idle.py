# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""A peer of httpbench: `websockets_idle.py PORT`; every message goes to every connection."""

import asyncio
import sys

from websockets.asyncio.server import broadcast, serve

connections = set()


async def handle(peer):
    connections.add(peer)
    try:
        async for message in peer:
            broadcast(connections, message)
    finally:
        connections.discard(peer)


async def main():
    async with serve(handle, "127.0.0.1", int(sys.argv[1]), compression=None, backlog=4096, ping_interval=None):
        await asyncio.Future()


asyncio.run(main())
