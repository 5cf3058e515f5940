#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""A foreign end for our WebSockets, made of the PyPI packages websockets and wsproto.

    websocket.py client URL     talks to an echoing server with both libraries; prints "done"
    websocket.py server         serves an echo; prints its port
"""

import asyncio
import socket
import sys

import websockets
from websockets.asyncio.client import connect
from websockets.asyncio.server import serve
from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, Ping, Pong, Request, TextMessage
from wsproto.extensions import PerMessageDeflate

SIZES = [0, 1, 125, 126, 255, 65535, 65536, 500_000]


async def with_websockets(url):
    for compression in (None, "deflate"):
        async with connect(url, compression=compression, max_size=None) as peer:
            for size in SIZES:
                await peer.send("é" * size)
                assert await peer.recv() == "é" * size
                await peer.send(bytes(i % 251 for i in range(size)))
                assert await peer.recv() == bytes(i % 251 for i in range(size))
            await peer.send(["in ", "many ", "parts"])
            assert await peer.recv() == "in many parts"
            await (await peer.ping(b"are you there"))
        assert peer.close_code == 1000, peer.close_code


def with_wsproto(host, port):
    for extensions in ([], [PerMessageDeflate()]):
        line = socket.create_connection((host, port))
        peer = WSConnection(ConnectionType.CLIENT)
        line.sendall(peer.send(Request(host=f"{host}:{port}", target="/socket", extensions=extensions)))

        def events():
            while True:
                yield from peer.events()
                peer.receive_data(line.recv(65536) or None)

        stream = events()
        assert isinstance(next(stream), AcceptConnection)
        line.sendall(peer.send(TextMessage("hello " * 100)))
        text = ""
        for event in stream:
            assert isinstance(event, TextMessage), event
            text += event.data
            if event.message_finished:
                break
        assert text == "hello " * 100
        line.sendall(peer.send(Ping(b"x")))
        assert isinstance(next(stream), Pong)
        line.sendall(peer.send(BytesMessage(b"", message_finished=False)))
        line.sendall(peer.send(BytesMessage(b"abc")))
        assert bytes(next(stream).data) == b"abc"
        line.sendall(peer.send(CloseConnection(code=4001, reason="bye")))
        closing = next(stream)
        assert isinstance(closing, CloseConnection) and closing.code == 4001, closing


async def client(url):
    await with_websockets(url)
    host, port = url.split("/")[2].split(":")
    await asyncio.to_thread(with_wsproto, host, int(port))
    print("done", flush=True)


async def server():
    async def echo(peer):
        async for message in peer:
            if message == "close":
                await peer.close(4002, "as you wish")
            else:
                await peer.send(message)

    async with serve(echo, "127.0.0.1", 0, max_size=None) as serving:
        print(serving.sockets[0].getsockname()[1], flush=True)
        await serving.serve_forever()


if __name__ == "__main__":
    asyncio.run(client(sys.argv[2]) if sys.argv[1] == "client" else server())
