# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""What the security tests share: a client that sends exactly what it is told, people, and a list of what was wrong.

Each test is a program with a fresh server of its own: `NAME.py URL HOME`. It prints what was wrong and fails, or says how
many things it looked at; nothing looked at is a failure too.
"""

import json
import socket
import ssl
import sys
import urllib.parse

PASSWORD = "quilted-harbor-72-lantern"


class Answer:
    def __init__(self, raw):
        head, _, self.body = raw.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.status = int(lines[0].split(" ")[1]) if lines[0].startswith("HTTP/1.1 ") else 0
        self.fields = [tuple(part.strip() for part in line.split(":", 1)) for line in lines[1:] if ":" in line]
        self.raw = raw
        if self.header("Transfer-Encoding") == "chunked":
            self.body = unchunked(self.body)

    def header(self, name):
        found = self.headers(name)
        return found[0] if found else None

    def headers(self, name):
        return [value for field, value in self.fields if field.lower() == name.lower()]

    @property
    def json(self):
        try:
            return json.loads(self.body)
        except ValueError:
            return {}

    @property
    def code(self):
        return self.json.get("code") if isinstance(self.json, dict) else None

    def __repr__(self):
        return f"{self.status} {self.body[:200]!r}"


def unchunked(body):
    whole = b""
    while b"\r\n" in body:
        size, _, body = body.partition(b"\r\n")
        count = int(size, 16)
        whole, body = whole + body[:count], body[count + 2:]
    return whole


class Server:
    def __init__(self, url, home):
        parts = urllib.parse.urlsplit(url)
        self.url, self.home = url, home
        self.host, self.port, self.is_tls = parts.hostname, parts.port, parts.scheme == "https"
        self.authority = f"{parts.hostname}:{parts.port}"
        self.socket_path = f"{home}/dextra.sock"

    def connect(self, timeout=20):
        plain = socket.create_connection((self.host, self.port), timeout=timeout)
        if not self.is_tls:
            return plain
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context.wrap_socket(plain, server_hostname="localhost")

    def exchange(self, data, connection=None, timeout=20):
        """Sends bytes and reads until the server closes."""
        connection = connection or self.connect(timeout)
        with connection:
            try:
                connection.sendall(data)
            except OSError:
                # It may answer and close before it was sent all.
                pass
            return read_all(connection)

    def ask(self, method, path, headers=(), body=None, host=None, local=False):
        """One request on a connection of its own; `headers` may be pairs, with names twice."""
        pairs = list(headers.items() if isinstance(headers, dict) else headers)
        if body is not None:
            body = body if isinstance(body, bytes) else json.dumps(body).encode()
            if not any(name.lower() == "content-type" for name, _ in pairs):
                pairs.append(("Content-Type", "application/json"))
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host or self.authority}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in pairs]
        if body is not None or method in ("POST", "PUT", "PATCH"):
            lines.append(f"Content-Length: {len(body or b'')}")
        data = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + (body or b"")
        connection = None
        if local:
            connection = socket.socket(socket.AF_UNIX)
            connection.settimeout(20)
            connection.connect(self.socket_path)
        return Answer(self.exchange(data, connection))

    # People

    def user(self, name, role=None, scope="everything"):
        grants = [{"role": role, "scope": scope}] if role else []
        made = self.ask(
            "POST", "/v1/users", body={"name": name, "password": PASSWORD, "grants": grants}, local=True)
        assert made.status == 201, made

    def token(self, owner, *scopes, projects=None):
        wanted = {"name": "test", "owner": owner, "scopes": list(scopes)}
        if projects:
            wanted["projects"] = projects
        made = self.ask("POST", "/v1/tokens", body=wanted, local=True)
        assert made.status == 201, made
        return made.json["secret"]

    def project(self, name):
        made = self.ask("POST", "/v1/projects", body={"name": name}, local=True)
        assert made.status == 201, made
        return made.json

    def sign_in(self, name, password=PASSWORD, headers=()):
        answer = self.ask("POST", "/v1/session", headers, {"name": name, "password": password})
        assert answer.status == 201, answer
        return Session(answer)

    @property
    def document(self):
        return self.ask("GET", "/openapi.json").json


class Session:
    """A browser's side: its cookies and the page's token."""

    def __init__(self, answer):
        pairs = [field.split(";")[0] for field in answer.headers("Set-Cookie")]
        self.cookie = "; ".join(pairs)
        self.secret = next(pair.split("=", 1)[1] for pair in pairs if "session" in pair.split("=")[0])
        self.csrf = answer.json.get("csrf_token")

    @property
    def headers(self):
        return {"Cookie": self.cookie, "X-CSRF-Token": self.csrf}


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def read_all(connection):
    whole = b""
    while True:
        try:
            part = connection.recv(65536)
        except (ConnectionResetError, ssl.SSLError):
            return whole
        if not part:
            return whole
        whole += part


class Findings:
    """What was looked at, and what was not as it should be."""

    def __init__(self):
        self.count, self.wrong = 0, []

    def expect(self, holds, text):
        self.count += 1
        if not holds:
            self.wrong.append(text)

    def equal(self, value, wanted, text):
        self.expect(value == wanted, f"{text}: {value!r} instead of {wanted!r}")


def run(test):
    """Runs a test with the server of the command line."""
    found = Findings()
    test(Server(sys.argv[1], sys.argv[2]), found)
    for text in found.wrong:
        print(f"WRONG {text}")
    print(f"{found.count} looked at, {len(found.wrong)} wrong")
    sys.exit(1 if found.wrong or not found.count else 0)
