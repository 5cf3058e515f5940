# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Hundreds of clients that send a byte now and then take nothing from one that is quick, and are cut off in the end."""

import select
import time

import kit

COUNT = 300


def test(server, found):
    server.user("ada", "admin")
    token = kit.bearer(server.token("ada", "view"))
    head = f"GET /v1/setup HTTP/1.1\r\nHost: {server.authority}\r\n".encode()
    post = head.replace(b"GET /v1/setup", b"POST /v1/session") + b"Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"
    slow = {}
    for number in range(COUNT):
        connection = server.connect()
        try:
            connection.sendall([b"G", head, post][number % 3])
        except OSError:
            continue
        slow[connection] = number % 3
    began, answered, refused, longest = time.monotonic(), 0, 0, 0.0
    # Heads have to be whole after 15 seconds, bodies to go on within 30.
    while time.monotonic() - began < 50 and slow:
        for connection in select.select(list(slow), [], [], 0)[0]:
            try:
                refused += b" 408 " in connection.recv(4096)
            except OSError:
                pass
            connection.close()
            del slow[connection]
        for connection, kind in slow.items():
            # A byte of a head; of a body nothing at all any more.
            if kind < 2:
                try:
                    connection.send(b"a")
                except OSError:
                    pass
        asked = time.monotonic()
        answer = server.ask("GET", "/v1/info", token)
        longest = max(longest, time.monotonic() - asked)
        found.equal(answer.status, 200, "a quick request beside the slow ones")
        answered += 1
        time.sleep(0.5)
    found.equal(len(slow), 0, "connections that were still open in the end")
    found.expect(refused >= COUNT // 2, f"told so: {refused} of {COUNT}")
    print(f"{answered} quick requests, the longest took {longest * 1000:.0f} ms; {refused} slow ones were told 408")


kit.run(test)
