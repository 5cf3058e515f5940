# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Pages of other sites can't act as who is signed in, nor sign somebody in as somebody else."""

import kit


def test(server, found):
    server.user("ada", "admin")
    server.user("bob", "admin")
    ada, bob = server.sign_in("ada"), server.sign_in("bob")
    number = iter(range(1000))

    def change(headers, kind="application/json"):
        body = b'{"name":"made-%d"}' % next(number)
        return server.ask("POST", "/v1/projects", list(headers.items()) + [("Content-Type", kind)], body)

    cookie = {"Cookie": ada.cookie}
    own = f"{'https' if server.is_tls else 'http'}://{server.authority}"
    refused = {
        "no token": {},
        "an empty token": {"X-CSRF-Token": ""},
        "a wrong token": {"X-CSRF-Token": "A" * len(ada.csrf)},
        "a token cut short": {"X-CSRF-Token": ada.csrf[:-1]},
        "a token and more": {"X-CSRF-Token": ada.csrf + "A"},
        "another session's token": {"X-CSRF-Token": bob.csrf},
        "the session's own secret": {"X-CSRF-Token": ada.secret},
    }
    for name, headers in refused.items():
        found.equal(change(cookie | headers).code, "csrf_token_invalid", name)

    foreign = {
        "another origin": {"Origin": "https://evil.example"},
        "a sandboxed page": {"Origin": "null"},
        "an empty origin": {"Origin": ""},
        "our name and more": {"Origin": own + ".evil.example"},
        "our name before an @": {"Origin": f"{own}@evil.example"},
        "another port": {"Origin": f"http://{server.host}:1"},
        "our name without a port": {"Origin": f"http://{server.host}"},
        "another site, says the browser": {"Sec-Fetch-Site": "cross-site"},
        "a sister site, says the browser": {"Sec-Fetch-Site": "same-site"},
        "something unheard of, says the browser": {"Sec-Fetch-Site": "unheard-of"},
    }
    for name, headers in foreign.items():
        # Even with the token: then the session isn't there at all.
        answer = change(ada.headers | headers)
        found.expect(answer.status in (401, 403), f"from {name}: {answer}")
        read = server.ask("GET", "/v1/session", cookie | headers)
        found.equal(read.status, 401, f"read from {name}")
        # Login CSRF: nobody is signed in as somebody else by a page.
        signing = server.ask("POST", "/v1/session", headers, {"name": "bob", "password": kit.PASSWORD})
        found.equal(signing.status, 403, f"signing in from {name}")
        found.equal(signing.headers("Set-Cookie"), [], f"cookies from {name}")
        setup = server.ask("POST", "/v1/setup", headers, {"token": "x", "name": "eve", "password": kit.PASSWORD})
        found.equal(setup.status, 403, f"setting up from {name}")

    # What a form can send without asking first (WHATWG Fetch §2.2.2) is no request of ours.
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain; application/json"):
        found.equal(change(ada.headers, kind).status, 415, f"a body of {kind}")
        signing = server.ask(
            "POST", "/v1/session", {"Content-Type": kind}, b'{"name":"bob","password":"%s"}' % kit.PASSWORD.encode())
        found.equal(signing.status, 415, f"signing in with {kind}")

    # Every unsafe operation of the document asks for it, whatever else it would refuse.
    for path, item in server.document["paths"].items():
        for method, operation in item.items():
            if method == "get" or not operation["security"]:
                continue
            concrete = path.replace("{number}", "1").replace("{code}", "ABCD-EFGH")
            while "{" in concrete:
                concrete = concrete[:concrete.index("{")] + "something" + concrete[concrete.index("}") + 1:]
            answer = server.ask(method.upper(), concrete, cookie, {} if "requestBody" in operation else None)
            found.equal(answer.code, "csrf_token_invalid", f"{method} {path} without a token")

    found.equal(change(ada.headers).status, 201, "the page itself")
    found.equal(change(ada.headers | {"Origin": own, "Sec-Fetch-Site": "same-origin"}).status, 201, "the page, in full")


kit.run(test)
