# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Pages of other origins open no WebSocket as who is signed in, and call the API only from the allow list, with a token.

The server is started with `--cors-origin https://friend.example`.
"""

import kit

FRIEND, EVIL = "https://friend.example", "https://evil.example"
UPGRADE = {
    "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol": "dextra.live.v1",
}


def open_live(server, headers):
    """The status of opening the live WebSocket; the connection ends at once."""
    lines = ["GET /v1/live HTTP/1.1", f"Host: {server.authority}"]
    lines += [f"{name}: {value}" for name, value in (UPGRADE | headers).items()]
    with server.connect() as connection:
        connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n")
        return int(connection.recv(4096).split(b" ")[1])


def test(server, found):
    server.user("ada", "admin")
    ada = server.sign_in("ada")
    token = kit.bearer(server.token("ada", "view"))
    own = f"{'https' if server.is_tls else 'http'}://{server.authority}"
    cookie = {"Cookie": ada.cookie}

    found.equal(open_live(server, cookie | {"Origin": own}), 101, "our own page")
    found.equal(open_live(server, token), 101, "a program with a token")
    for origin in (EVIL, FRIEND, "null", own + ".evil.example", f"http://{server.host}:1"):
        found.equal(open_live(server, cookie | {"Origin": origin}), 401, f"a WebSocket of {origin}")
    found.equal(open_live(server, cookie | {"Sec-Fetch-Site": "cross-site"}), 401, "a WebSocket from elsewhere")
    found.equal(open_live(server, {}), 401, "a WebSocket of nobody")

    # CORS
    for origin in (EVIL, "null", FRIEND + ".evil.example", "https://evil.example/https://friend.example", "http://friend.example", ""):
        for method, path, headers in [("GET", "/v1/info", token), ("GET", "/v1/setup", {}), ("GET", "/v1/nothing", {})]:
            answer = server.ask(method, path, headers | {"Origin": origin})
            found.equal(answer.header("Access-Control-Allow-Origin"), None, f"{path} for {origin!r}")
        asking = server.ask("OPTIONS", "/v1/projects", {"Origin": origin, "Access-Control-Request-Method": "POST"})
        found.equal(asking.header("Access-Control-Allow-Origin"), None, f"asking first for {origin!r}")
        found.equal(asking.header("Access-Control-Allow-Methods"), None, f"methods for {origin!r}")
    answers = [
        server.ask("GET", "/v1/info", token | {"Origin": FRIEND}),
        server.ask("OPTIONS", "/v1/projects", {"Origin": FRIEND, "Access-Control-Request-Method": "POST"}),
        server.ask("GET", "/v1/nothing", token | {"Origin": FRIEND}),
    ]
    for answer in answers:
        found.equal(answer.headers("Access-Control-Allow-Origin"), [FRIEND], "for who is on the list")
        found.equal(answer.header("Access-Control-Allow-Credentials"), None, "credentials")
        found.expect("Origin" in ", ".join(answer.headers("Vary")), "caches tell origins apart")
    allowed = (answers[1].header("Access-Control-Allow-Headers") or "").lower()
    found.expect("x-csrf-token" not in allowed and "cookie" not in allowed, f"fields allowed: {allowed}")
    # Even from there a cookie is nobody's.
    found.equal(server.ask("GET", "/v1/info", cookie | {"Origin": FRIEND}).status, 401, "a cookie from the list")

    # Nobody frames our pages.
    for path in ("/", "/login", "/projects/shop", "/device"):
        page = server.ask("GET", path)
        if page.code == "dashboard_not_built":
            print("SKIPPED the pages: this server was built without them")
            break
        policy = page.header("Content-Security-Policy") or ""
        found.expect("frame-ancestors 'none'" in policy, f"{path} may be framed: {policy}")
        found.expect("unsafe" not in policy and "default-src 'none'" in policy, f"the policy of {path}: {policy}")
        found.equal(page.header("X-Content-Type-Options"), "nosniff", f"sniffing {path}")
        found.expect(page.header("X-Request-ID"), f"{path} has no request ID")
        found.equal(page.header("Referrer-Policy"), "same-origin", f"referrers of {path}")


kit.run(test)
