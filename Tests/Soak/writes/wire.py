# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Requests to a server that may be killed at any moment."""

import http.client
import json
import socket
import urllib.parse


class Gone(Exception):
    """Nobody can say whether the request was carried out."""


class Answer:
    def __init__(self, status, tag, body):
        self.status, self.tag, self.text = status, tag, body.decode()

    @property
    def is_success(self):
        return 200 <= self.status < 300

    @property
    def json(self):
        return json.loads(self.text) if self.text else None

    def __str__(self):
        return f"{self.status} {self.text}"


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("dextra", timeout=30)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Asker:
    """Makes a connection for each request, so that none is of a server before."""

    def connect(self):
        raise NotImplementedError

    def headers(self):
        return {}

    def ask(self, method, path, body=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items() if value is not None}
        text = None if body is None else json.dumps(body)
        if text is not None:
            headers["Content-Type"] = "application/json"
        connection = self.connect()
        try:
            connection.request(method, path, text, {**self.headers(), **headers})
            response = connection.getresponse()
            return Answer(response.status, response.headers.get("ETag"), response.read())
        except (OSError, http.client.HTTPException) as error:
            raise Gone(str(error)) from error
        finally:
            connection.close()

    def demand(self, method, path, body=None):
        answer = self.ask(method, path, body)
        if not answer.is_success:
            raise RuntimeError(f"{method} {path}: {answer}")
        return answer.json


class Local(Asker):
    """The machine's own user, over the socket."""

    def __init__(self, path):
        self.path = str(path)

    def connect(self):
        return UnixConnection(self.path)


class Program(Asker):
    """Somebody's token, over TCP; the address is another one after each start."""

    def __init__(self, secret, url=None):
        self.secret, self.url = secret, url

    def connect(self):
        return http.client.HTTPConnection(urllib.parse.urlsplit(self.url).netloc, timeout=30)

    def headers(self):
        return {"Authorization": f"Bearer {self.secret}"}
