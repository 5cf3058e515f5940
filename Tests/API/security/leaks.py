# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""No secret that is sent anywhere comes back in an answer's text, nor stands in the log, the audit log or the database."""

import glob
import os

import kit

MARK = "Sw0rdfish-9f3a7c51e2"


def test(server, found):
    server.user("ada", "admin")
    ada = server.sign_in("ada")
    server.project("shop")
    full = kit.bearer(server.token("ada", "view", "deploy", "operate", "administer"))
    own = server.token("ada", "view")

    def send(name, *request, **more):
        answer = server.ask(*request, **more)
        found.expect(MARK.encode() not in answer.raw, f"{name} comes back: {answer}")
        found.expect(answer.status < 500 or answer.status == 503, f"{name}: {answer}")
        return answer

    # As what must be secret, in every body that takes one
    bodies = {
        ("POST", "/v1/session"): {"name": "ada", "password": MARK},
        ("POST", "/v1/session/second-factor"): {"challenge": MARK, "code": MARK},
        ("POST", "/v1/setup"): {"token": MARK, "name": "eve", "password": MARK},
        ("POST", "/v1/invitations"): {"token": MARK, "password": MARK},
        ("POST", "/v1/invitations/inspection"): {"token": MARK},
        ("POST", "/v1/device-authorizations/token"): {"device_code": MARK},
    }
    for (method, path), body in bodies.items():
        send(f"{path}", method, path, body=body)
    for path, method, body in [
        ("/v1/session/password", "PUT", {"current": MARK, "new": MARK}),
        ("/v1/session/totp", "POST", {"password": MARK}),
        ("/v1/session/totp", "PUT", {"code": MARK}),
        ("/v1/session/totp/removal", "POST", {"password": MARK}),
        ("/v1/session/recovery-codes", "POST", {"password": MARK}),
    ]:
        send(path, method, path, ada.headers, body)
    for path, method, body in [
        ("/v1/users", "POST", {"name": "bob", "password": MARK, "unknown": 1}),
        ("/v1/users", "POST", {"name": "carol", "password": MARK}),
        ("/v1/projects/shop/environment/KEY", "PUT", {"value": MARK, "secret": True}),
        ("/v1/projects/shop/environment/bad%20name", "PUT", {"value": MARK, "secret": True}),
        ("/v1/projects/none/environment/KEY", "PUT", {"value": MARK, "secret": True}),
        ("/v1/credentials/github", "PUT", {"fields": {"token": MARK}}),
        ("/v1/credentials/unheard-of", "PUT", {"fields": {"token": MARK}}),
        ("/v1/credentials/github", "PUT", {"fields": {"unheard-of": MARK}}),
        ("/v1/backups", "POST", {"is_folder": False, "with_data": False, "with_key": True, "passphrase": MARK,
                                 "target": "/nonexistent/backup"}),
    ]:
        send(f"{method} {path}", method, path, full, body)
        send(f"{method} {path}, broken", method, path, full, b'{"value":"' + MARK.encode() + b'","secret":tru')
    # As credentials
    for name, headers in {
        "a token": kit.bearer("dxt_" + MARK), "a signed token": kit.bearer(f"{MARK}.{MARK}.{MARK}"),
        "basic": {"Authorization": f"Basic {MARK}"}, "a kind of its own": {"Authorization": f"{MARK} x"},
        "a cookie": {"Cookie": f"dextra_session={MARK}; dextra_device={MARK}"},
        "a CSRF token": {"Cookie": ada.cookie, "X-CSRF-Token": MARK},
    }.items():
        send(name, "GET", "/v1/info", headers)
        send(f"{name}, changing", "POST", "/v1/projects", headers, {"name": "x"})
    # By mistake in the field for the name
    send("a password as a name", "POST", "/v1/session", body={"name": MARK, "password": "ada"})
    # By mistake in the query, which access logs of all servers are full of
    for path in ("/v1/info", "/v1/session", "/v1/projects", "/v1/setup"):
        server.ask("GET", f"{path}?token={MARK}&password={MARK}", full)
    send("reading variables", "GET", "/v1/projects/shop/environment", full)
    send("reading credentials", "GET", "/v1/credentials", full)
    send("reading the audit log", "GET", "/v1/audit?limit=1000", full)
    send("reading events", "GET", "/v1/events?limit=1000", full)
    send("reading runs", "GET", "/v1/runs", full)
    send("reading metrics", "GET", "/metrics", full)

    secrets = {
        "the mark": MARK, "the password": kit.PASSWORD, "the session": ada.secret, "the CSRF token": ada.csrf,
        "an API token": own, "its random part": own.split("_", 1)[1][12:],
    }
    files = glob.glob(f"{server.home}/**/*", recursive=True)
    texts = {path: open(path, "rb").read() for path in files if os.path.isfile(path)}
    found.expect(any("server.log" in path for path in texts), f"no log to look at: {sorted(texts)}")
    found.expect(any(path.endswith("dextra.db") for path in texts), "no database to look at")
    for path, text in texts.items():
        for name, secret in secrets.items():
            found.expect(secret.encode() not in text, f"{name} is in {os.path.basename(path)}")


kit.run(test)
