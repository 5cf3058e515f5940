# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Whose request it is, nobody says but the kernel and proxies that are trusted."""

import kit

WORDS = [
    {"X-Forwarded-For": "203.0.113.9"}, {"Forwarded": "for=203.0.113.9"},
    {"X-Forwarded-For": "203.0.113.9, 198.51.100.1"}, {"Forwarded": 'for="[2001:db8::1]"'},
]


def test(server, found):
    server.user("ada", "admin")
    server.user("far", "viewer")
    changed = server.ask("PATCH", "/v1/users/far", body={"allowed_addresses": ["203.0.113.0/24", "2001:db8::/32"]}, local=True)
    found.equal(changed.status, 200, f"an allowed address: {changed}")
    far, ada = server.token("far", "view"), server.sign_in("ada")

    found.equal(server.ask("GET", "/v1/info", kit.bearer(far)).code, "address_not_allowed", "from elsewhere")
    for words in WORDS + [{"X-Real-IP": "203.0.113.9"}, {"True-Client-IP": "203.0.113.9"}, {"Client-IP": "203.0.113.9"}]:
        answer = server.ask("GET", "/v1/info", kit.bearer(far) | words)
        found.equal(answer.code, "address_not_allowed", f"claimed to be from elsewhere by {words}")
        # The list of sessions says where they are from, as the kernel does.
        session = server.ask("POST", "/v1/session", words, {"name": "ada", "password": kit.PASSWORD})
        if session.status == 201:
            rows = server.ask("GET", "/v1/sessions", {"Cookie": kit.Session(session).cookie}).json["items"]
            addresses = {row.get("address") for row in rows}
            found.equal(addresses, {"127.0.0.1"}, f"addresses with {words}")

    # Throttling can't be walked around by claiming to be somebody else each time.
    codes = [
        server.ask("POST", "/v1/session", {"X-Forwarded-For": f"203.0.113.{number}"}, {"name": "nobody", "password": "x"}).status
        for number in range(40)
    ]
    found.expect(429 in codes, f"forty guesses from as many claimed addresses: {codes}")

    # Who comes over the socket for somebody else is not the owner of the server.
    found.equal(server.ask("GET", "/v1/info", local=True).status, 200, "the server's own user")
    for words in WORDS + [
        {"X-Forwarded-Host": "deploy.example.com"}, {"X-Forwarded-Proto": "https"}, {"X-Real-IP": "203.0.113.9"},
        {"Via": "1.1 proxy"}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"},
    ]:
        answer = server.ask("GET", "/v1/users", words, local=True)
        found.equal(answer.status, 401, f"passed on over the socket with {words}")
    answer = server.ask("GET", "/v1/session", {"X-Forwarded-For": "203.0.113.9", "Cookie": ada.cookie}, local=True)
    found.equal(answer.json.get("user", {}).get("name"), "ada", "passed on with a session")

    # Nor does a scheme or a host that somebody claims become ours.
    for words in ({"X-Forwarded-Proto": "https"}, {"X-Forwarded-Host": "evil.example"}, {"Forwarded": "proto=https;host=evil.example"}):
        answer = server.ask("POST", "/v1/device-authorizations", words, {"client_name": "dextra"})
        address = answer.json.get("verification_uri", "")
        own = f"{'https' if server.is_tls else 'http'}://{server.authority}/"
        found.expect(answer.status == 429 or address.startswith(own), f"a link with {words}: {address}")


kit.run(test)
