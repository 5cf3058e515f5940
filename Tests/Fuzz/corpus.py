#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Writes the seeds of the fuzzer into Corpus/: one small, sound input for each property, named for it."""

import gzip
import pathlib
import zlib

PROPERTIES = [
    "request", "response", "chunks", "webSocketServer", "webSocketClient", "webSocketDeflate", "proxy",
    "gzip", "deflate", "brotli", "zstd", "events", "headers",
]  # fmt: skip
CHUNKS = b'5;a="b"\r\nhello\r\nA\r\n0123456789\r\n0\r\nX: y\r\n\r\n'
HELLO = b"hello, hello, hello"


def frame(first, payload, masked):
    key = b"\1\2\3\4" if masked else b""
    body = bytes(b ^ key[i % 4] for i, b in enumerate(payload)) if masked else payload
    size = len(payload)
    length = bytes([size]) if size < 126 else b"\x7e" + size.to_bytes(2, "big")
    return bytes([first, length[0] | (128 if masked else 0)]) + length[1:] + key + body


def frames(masked):
    return [
        frame(0x81, "Grüße".encode(), masked), frame(0x01, b"a\xe2", masked) + frame(0x89, b"p", masked)
        + frame(0x80, b"\x82\xac", masked), frame(0x82, bytes(200), masked) + frame(0x88, b"\x03\xe8bye", masked),
    ]  # fmt: skip


def deflated():
    stream = zlib.compressobj(9, zlib.DEFLATED, -15)
    return frame(0xC1, (stream.compress(HELLO) + stream.flush(zlib.Z_SYNC_FLUSH))[:-4], True)


SEEDS = {
    "request": [
        b"GET /a?b=c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"POST http://x/ HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS,
    ],
    "response": [
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS,
    ],
    "chunks": [CHUNKS],
    "webSocketServer": frames(True),
    "webSocketClient": frames(False),
    "webSocketDeflate": [deflated()],
    "proxy": [
        b"PROXY TCP4 192.0.2.1 10.0.0.1 8080 80\r\nGET",
        b"\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\xc0\0\2\1\x0a\0\0\1\x1f\x90\0\x50GET",
    ],
    "gzip": [gzip.compress(HELLO, mtime=0), gzip.compress(b"a", mtime=0) + gzip.compress(b"b", mtime=0)],
    "deflate": [zlib.compress(HELLO)],
    "brotli": [bytes.fromhex("0b028068656c6c6f03")],
    # The second is damaged in a way that zstd sees only when it has a frame as a whole.
    "zstd": [bytes.fromhex("28b52ffd200529000068656c6c6f"), bytes.fromhex("28b52ffd20010500005a")],
    "events": [b"event: a\nid: 1\ndata: x\ndata: y\r\n\r\nretry: 5\r:c\n\n"],
    "headers": [b'W/"a", "b"', b"Sun, 06 Nov 1994 08:49:37 GMT", b"gzip;q=0.5, *;q=0", b"10.0.0.0/8", b"a%20b%C3%A4"],
}

folder = pathlib.Path(__file__).parent / "Corpus"
for number, name in enumerate(PROPERTIES):
    for index, seed in enumerate(SEEDS[name]):
        (folder / f"{name}-{index}").write_bytes(bytes([number, 6]) + seed)
