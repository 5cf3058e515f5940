# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""What a proxy in front could read otherwise ends the connection: the second request hidden in it is never answered."""

import kit

HIDDEN = "GET /v1/setup?hidden=yes HTTP/1.1\r\nHost: {host}\r\n\r\n"


def test(server, found):
    host = server.authority
    hidden = HIDDEN.format(host=host)
    post = f"POST /v1/session HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
    get = f"GET /v1/setup HTTP/1.1\r\nHost: {host}\r\n"
    attacks = {
        "CL.TE": post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
        "TE.CL": post + f"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n5c\r\n{hidden}\r\n0\r\n\r\n",
        "TE.TE": post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + hidden,
        "a blank before the colon": post + "Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + hidden,
        "another coding": post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + hidden,
        "two lengths": post + f"Content-Length: 2\r\nContent-Length: {len(hidden)}\r\n\r\n{{}}" + hidden,
        "the same length twice": post + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}" + hidden,
        "a list of lengths": post + "Content-Length: 2, 2\r\n\r\n{}" + hidden,
        "a signed length": post + "Content-Length: +2\r\n\r\n{}" + hidden,
        "a folded line": get + "X-Note: one\r\n two\r\n\r\n" + hidden,
        "a folded length": post + "Content-Length:\r\n 2\r\n\r\n{}" + hidden,
        "line feeds alone": get.replace("\r\n", "\n") + "\n" + hidden,
        "a bare line feed in a value": get + "X-Note: one\nX-Other: two\r\n\r\n" + hidden,
        "a bare carriage return": get + "X-Note: one\rtwo\r\n\r\n" + hidden,
        "a zero byte": get + "X-Note: one\0two\r\n\r\n" + hidden,
        "two hosts": get + f"Host: {host}\r\n\r\n" + hidden,
        "two hosts that differ": get + "Host: evil.example\r\n\r\n" + hidden,
        "no host": "GET /v1/setup HTTP/1.1\r\n\r\n" + hidden,
        "a host with a path": "GET /v1/setup HTTP/1.1\r\nHost: a/b\r\n\r\n" + hidden,
        "a chunk size that is none": post + "Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n" + hidden,
        "a chunk size beyond 64 bits": post + "Transfer-Encoding: chunked\r\n\r\n10000000000000002\r\n{}\r\n0\r\n\r\n" + hidden,
        "a chunk that ends in a line feed": post + "Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n" + hidden,
        "an old version with chunks": post.replace("1.1", "1.0") + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
        "a blank in the target": f"GET /v1/setup HTTP/1.1 HTTP/1.1\r\nHost: {host}\r\n\r\n" + hidden,
    }
    for name, text in attacks.items():
        raw = server.exchange(text.encode("latin-1"))
        answer = kit.Answer(raw)
        found.expect(400 <= answer.status < 502, f"{name}: {answer}")
        found.equal(raw.count(b"HTTP/1.1 "), 1, f"answers to {name}")
        found.expect(b"'hidden'" not in raw, f"{name} reached what it hides")

    # Two honest ones on one connection are answered both, so that the tests above say something.
    both = get + "\r\n" + get + "Connection: close\r\n\r\n"
    found.equal(server.exchange(both.encode()).count(b"HTTP/1.1 200"), 2, "two honest requests")


kit.run(test)
