# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Requests that are begun in time, and whose bodies come when their caller may no longer do what they ask for."""

import json

import kit

OWNER = {"name": "made", "password": kit.PASSWORD, "grants": [{"role": "owner", "scope": "everything"}]}
REQUESTS = [
    ("POST", "/v1/users", OWNER),
    ("PATCH", "/v1/users/victim", {"disabled": True}),
    ("POST", "/v1/teams", {"name": "made"}),
    ("POST", "/v1/tokens", {"name": "made", "scopes": ["view"]}),
    ("POST", "/v1/access-tokens", {}),
    ("POST", "/v1/projects", {"name": "made"}),
    ("PUT", "/v1/projects/shop/environment/A", {"value": "made", "secret": False}),
    ("PUT", "/v1/settings/tokens.max_days", {"value": "7"}),
    ("PUT", "/v1/blobs/" + "0" * 64, "made"),
]


class Held:
    """A request whose head was let in: the server has asked for the body."""

    def __init__(self, server, method, path, body, headers):
        self.body = json.dumps(body).encode()
        fields = {
            "Host": server.authority, "Connection": "close", "Content-Type": "application/json",
            "Content-Length": len(self.body), "Expect": "100-continue", **headers,
        }
        self.connection = server.connect()
        lines = [f"{method} {path} HTTP/1.1"] + [f"{name}: {value}" for name, value in fields.items()]
        self.connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n")
        begun = b""
        while not begun.endswith(b"\r\n\r\n"):
            part = self.connection.recv(4096)
            assert part, begun
            begun += part
        assert begun.startswith(b"HTTP/1.1 100 "), begun

    def finish(self, server):
        return kit.Answer(server.exchange(self.body, self.connection))


def hold(server, headers):
    return [(f"{method} {path}", Held(server, method, path, body, headers)) for method, path, body in REQUESTS]


def test(server, found):
    server.user("victim", "viewer")
    server.project("shop")

    def refused(held, why, *statuses):
        for name, request in held:
            answer = request.finish(server)
            found.expect(answer.status in statuses, f"{name} of {why}: {answer}")

    def change(name, body):
        answer = server.ask("PATCH", f"/v1/users/{name}", body=body, local=True)
        assert answer.status == 200, answer

    server.user("ended", "owner")
    held = hold(server, server.sign_in("ended").headers)
    change("ended", {"reset": "password"})
    refused(held, "who was signed out", 401)

    server.user("demoted", "owner")
    held = hold(server, server.sign_in("demoted").headers)
    change("demoted", {"grants": []})
    # One's own token of nothing is refused for its scope, an access token may nothing.
    refused([entry for entry in held if "access-tokens" not in entry[0]], "who lost all rights", 403, 404, 422)

    server.user("program", "owner")
    secret = server.token("program", "view", "deploy", "operate", "administer")
    mine = server.ask("GET", "/v1/tokens", kit.bearer(secret)).json["items"][0]["id"]
    held = [entry for entry in hold(server, kit.bearer(secret)) if "users" not in entry[0]]
    assert server.ask("DELETE", f"/v1/tokens/{mine}", local=True).status == 204
    refused(held, "a revoked token", 401)

    # Nothing of it was done.
    for path in ("users/made", "teams/made", "projects/made", "projects/shop/environment/A"):
        found.equal(server.ask("GET", f"/v1/{path}", local=True).status, 404, f"what is at {path}")
    victim = server.ask("GET", "/v1/users/victim", local=True).json
    found.equal(victim["disabled"], False, "whether the victim is disabled")

    # Who may goes on to be heard.
    server.user("heard", "owner")
    made = Held(server, "POST", "/v1/users", {"name": "late"}, server.sign_in("heard").headers).finish(server)
    found.equal(made.status, 201, "a body that came late")


if __name__ == "__main__":
    kit.run(test)
