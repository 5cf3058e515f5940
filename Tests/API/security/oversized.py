# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""What is too large is refused before it costs anything, and the server goes on serving."""

import gzip
import json
import time

import kit


def resident(server):
    """Bytes of memory that the server has."""
    pid = server.ask("GET", "/v1/info", local=True).json["pid"]
    with open(f"/proc/{pid}/statm") as file:
        return int(file.read().split()[1]) * 4096


def test(server, found):
    server.user("ada", "admin")
    token = kit.bearer(server.token("ada", "view", "deploy", "operate", "administer"))
    before = resident(server)
    host = f"Host: {server.authority}\r\n"

    def refused(answer, statuses, name):
        found.expect(answer.status in statuses, f"{name}: {answer}")
        found.equal(server.ask("GET", "/health/live").status, 200, f"the server after {name}")

    # Heads
    line = f"GET /v1/setup?{'a' * (1 << 20)} HTTP/1.1\r\n{host}\r\n"
    refused(kit.Answer(server.exchange(line.encode())), (414,), "a query of 1 MiB")
    field = f"GET /v1/setup HTTP/1.1\r\n{host}X-Note: {'a' * (1 << 20)}\r\n\r\n"
    refused(kit.Answer(server.exchange(field.encode())), (431,), "a field of 1 MiB")
    many = f"GET /v1/setup HTTP/1.1\r\n{host}" + "X-Note: a\r\n" * 5000 + "\r\n"
    refused(kit.Answer(server.exchange(many.encode())), (431,), "5,000 fields")
    cookies = f"GET /v1/session HTTP/1.1\r\n{host}Cookie: {'a=b; ' * 5000}dextra_session=x\r\nConnection: close\r\n\r\n"
    refused(kit.Answer(server.exchange(cookies.encode())), (401,), "5,000 cookies")
    bearer = {"Authorization": "Bearer " + "a" * 20_000}
    refused(server.ask("GET", "/v1/info", bearer), (401,), "a token of 20,000 characters")

    # Bodies: announced, sent, and sent in chunks that announce nothing
    post = f"POST /v1/session HTTP/1.1\r\n{host}Content-Type: application/json\r\n"
    announced = post + "Content-Length: 5000000000\r\n\r\n{"
    refused(kit.Answer(server.exchange(announced.encode())), (413,), "a body of 5 GB, announced")
    body = json.dumps({"name": "ada", "password": "x" * (4 << 20)}).encode()
    refused(server.ask("POST", "/v1/session", body=body), (413,), "a password of 4 MiB")
    # What anybody may leave here is small, also when it is one character
    tower = {"client_name": "a" + "\u0301" * 400}
    refused(server.ask("POST", "/v1/device-authorizations", body=tower), (422,), "a character of 401 parts")
    for path, name in [("", "client_name"), ("/token", "device_code")]:
        answer = server.ask("POST", f"/v1/device-authorizations{path}", body={name: "x" * 5000})
        refused(answer, (413,), f"5,000 characters of a stranger as {name}")
    chunk = b"10000\r\n" + b"a" * 65536 + b"\r\n"
    chunked = (post + "Transfer-Encoding: chunked\r\n\r\n").encode() + chunk * 64 + b"0\r\n\r\n"
    refused(kit.Answer(server.exchange(chunked)), (413,), "4 MiB in chunks")
    extension = (post + "Transfer-Encoding: chunked\r\n\r\n").encode() + b"2;" + b"a" * (1 << 20) + b"\r\n{}\r\n0\r\n\r\n"
    refused(kit.Answer(server.exchange(extension)), (400, 413, 431), "a chunk extension of 1 MiB")

    # A bomb: 1 GiB of nothing in a megabyte

    bomb = gzip.compress(b" " * (1 << 28), 9)
    headers = token | {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    refused(server.ask("POST", "/v1/projects", headers, bomb), (413,), "a bomb")

    # Depth and width
    for name, text in {
        "arrays 100,000 deep": b"[" * 100_000 + b"]" * 100_000,
        "objects 100,000 deep": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        "arrays that never end": b"[" * 500_000,
        "a known member 100,000 deep": b'{"name":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    }.items():
        refused(server.ask("POST", "/v1/projects", token, text), (422, 413), name)
        refused(server.ask("PUT", "/v1/preferences/panels", token, text), (422, 413), f"{name}, kept")
        refused(server.ask("POST", "/v1/ask", token,
                           b'{"question":"x","context":' + text + b"}"), (422, 413), f"{name}, asked")
    digests = json.dumps(["0" * 64] * 300_000).encode()
    refused(server.ask("POST", "/v1/sources/missing", token, digests), (200, 413, 422), "300,000 digests")
    numbers = b'{"name":"a","scopes":[' + b"1e9999," * 100_000 + b"1]}"
    refused(server.ask("POST", "/v1/tokens", token, numbers), (422,), "numbers that are none")
    members = json.dumps({f"member-{number}": number for number in range(30_000)}).encode()
    refused(server.ask("POST", "/v1/projects", token, members), (422,), "30,000 members")
    same = b'{' + b'"name":"a",' * 50_000 + b'"name":"b"}'
    refused(server.ask("POST", "/v1/projects", token, same), (201, 422), "50,000 times one member")

    time.sleep(1)
    grown = resident(server) - before
    found.expect(grown < 400 << 20, f"the server has {grown >> 20} MiB more")


kit.run(test)
