# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""What is shown once is kept by no cache and compressed with nothing."""

import json

import kit

SHRINK = {"Accept-Encoding": "gzip, br, zstd"}


def test(server, found):
    server.user("ada", "admin")
    ada = server.sign_in("ada")
    session = ada.headers | SHRINK
    begun = server.ask("POST", "/v1/device-authorizations", SHRINK, {"client_name": "x" * 60})
    secrets = {
        "signing in": server.ask("POST", "/v1/session", SHRINK, {"name": "ada", "password": kit.PASSWORD}),
        "failing to": server.ask("POST", "/v1/session", SHRINK, {"name": "eve", "password": kit.PASSWORD}),
        "the session": server.ask("GET", "/v1/session", session),
        "an API token": server.ask("POST", "/v1/tokens", session, {"name": "x" * 90, "scopes": ["view"]}),
        "a signed token": server.ask("POST", "/v1/access-tokens", session, {}),
        "an invitation": server.ask("POST", "/v1/users", session, {"name": "bob", "display_name": "b" * 90}),
        "another": server.ask("PATCH", "/v1/users/bob", session, {"reset": "password"}),
        "a device": begun,
        "waiting for it": server.ask(
            "POST", "/v1/device-authorizations/token", SHRINK, {"device_code": begun.json.get("device_code", "")}),
        "an authenticator": server.ask("POST", "/v1/session/totp", session, {"password": kit.PASSWORD}),
        "a link for setting up": server.ask("POST", "/v1/setup/link", SHRINK, local=True),
    }
    for name, answer in secrets.items():
        found.expect("no-store" in (answer.header("Cache-Control") or ""), f"{name} may be kept: {answer.fields}")
        found.equal(answer.header("Content-Encoding"), None, f"{name} is compressed")
        found.equal(len(answer.headers("Cache-Control")), 1, f"{name} says it once")
    # However long it is: a session of somebody with many roles.
    grants = [{"role": "viewer", "scope": f"device_group/group-{number}"} for number in range(60)]
    server.ask("POST", "/v1/users", body={"name": "many", "password": kit.PASSWORD, "grants": grants}, local=True)
    long = server.ask("GET", "/v1/session", server.sign_in("many").headers | SHRINK)
    found.expect(len(json.dumps(long.json)) > 2000, f"the long session: {long}")
    found.equal(long.header("Content-Encoding"), None, "a long session is compressed")
    found.expect("no-transform" in (long.header("Cache-Control") or ""), "a proxy may compress a session")

    # Everything else of people's is asked for again each time, and kept for nobody else.
    token = kit.bearer(server.token("ada", "view", "administer"))
    for path in ("/v1/info", "/v1/users", "/v1/projects", "/v1/settings", "/v1/audit", "/v1/tokens", "/v1/users/ada"):
        answer = server.ask("GET", path, token | SHRINK)
        found.expect(answer.header("Cache-Control") in ("no-cache", "no-store"), f"{path} may be kept: {answer.fields}")
        found.expect("Authorization" in ", ".join(answer.headers("Vary")), f"{path} is everybody's")
    # Long lists do get compressed, or the above said nothing.
    document = server.ask("GET", "/openapi.json", SHRINK)
    found.expect(document.header("Content-Encoding") in ("gzip", "br", "zstd"), "the document is not compressed")


kit.run(test)
