# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Those on whose behalf a fresh server is asked, made over its unix socket."""

import http.client
import json
import socket
import time

import requests

PASSWORD = "quilted-harbor-72-lantern"
# Nobody that a generated request could mean by chance: the document's own examples are not among them.
OWNER, VIEWER = "keeper-of-keys", "looker-on"


class UnixConnection(http.client.HTTPConnection):
    """HTTP over the socket that answers to the server's own user."""

    def __init__(self, path):
        super().__init__("dextra", timeout=10)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Local:
    """The machine's own user."""

    def __init__(self, path):
        self.path = path

    def ask(self, method, path, body=None):
        connection = UnixConnection(self.path)
        text = None if body is None else json.dumps(body)
        connection.request(method, path, text, {"Content-Type": "application/json"} if text else {})
        response = connection.getresponse()
        answer = response.read()
        if response.status >= 300:
            raise SystemExit(f"{method} {path}: {response.status} {answer.decode()}")
        return json.loads(answer) if answer else None

    def token(self, owner, scopes):
        made = self.ask("POST", "/v1/tokens", {"name": "generated requests", "owner": owner, "scopes": scopes})
        return made["secret"]


class Bearer:
    """A program with API tokens of one person; several, because each has a pace of its own."""

    def __init__(self, name, tokens):
        self.name, self.tokens, self.turn = name, tokens, 0

    def headers(self):
        self.turn += 1
        return {"Authorization": f"Bearer {self.tokens[self.turn % len(self.tokens)]}"}

    def renew(self):
        pass


class Page:
    """A person in a browser: cookie and CSRF token. Signs in again once a request has ended the session."""

    def __init__(self, url, name):
        self.url, self.name, self.account = url, f"{name} on the page", name
        self.sign_in()

    def headers(self):
        return {"Cookie": self.cookie, "X-CSRF-Token": self.csrf}

    def renew(self):
        """After a refusal, which can be about what was sent as well: sign-ins are few each minute."""
        if requests.get(f"{self.url}/v1/session", headers=self.headers(), timeout=10).status_code == 401:
            self.sign_in()

    def sign_in(self):
        for _ in range(30):
            response = requests.post(
                f"{self.url}/v1/session", json={"name": self.account, "password": PASSWORD}, timeout=10)
            if response.status_code != 429:
                break
            time.sleep(float(response.headers.get("Retry-After", 1)))
        response.raise_for_status()
        self.csrf = response.json()["csrf_token"]
        self.cookie = "; ".join(f"{cookie.name}={cookie.value}" for cookie in response.cookies)


def people(home, url):
    """An owner and a viewer with tokens, and the owner on the page."""
    local = Local(f"{home}/dextra.sock")
    everything = [{"role": "owner", "scope": "everything"}]
    local.ask("POST", "/v1/users", {"name": OWNER, "password": PASSWORD, "grants": everything})
    local.ask("POST", "/v1/users", {"name": VIEWER, "grants": [{"role": "viewer", "scope": "everything"}]})
    all_scopes = ["view", "deploy", "operate", "administer"]
    return [
        Bearer("owner", [local.token(OWNER, all_scopes) for _ in range(6)]),
        Bearer("viewer", [local.token(VIEWER, ["view"]) for _ in range(2)]),
        Page(url, OWNER),
    ]
