# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""A token does what its scopes say, makes nothing wider than itself, and touches no password, session or second factor."""

import re

import kit

IDS = "01a21607-14c3-70c1-a56f-863ef83bb16b"
VALUES = {
    "project": "shop", "number": "1", "digest": "0" * 64, "variable": "KEY", "setting": "events.keep", "user": "ada",
    "team": "crew", "code": "ABCDEFGH", "document": "panels", "platform": "github",
}


def concrete(path):
    return re.sub(r"\{(\w+)\}", lambda match: VALUES.get(match[1], IDS), path)


def minimal(schema, document):
    """The least value that a schema takes."""
    if "$ref" in schema:
        return minimal(document["components"]["schemas"][schema["$ref"].split("/")[-1]], document)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        members = schema.get("properties", {})
        return {name: minimal(members[name], document) for name in schema.get("required", [])}
    return {"array": [], "integer": 1, "boolean": False, "string": (schema.get("examples") or ["x"])[0]}.get(kind)


def test(server, found):
    server.user("ada", "admin")
    server.user("bob", "admin")
    for name in ("shop", "stall"):
        server.project(name)
    view = kit.bearer(server.token("ada", "view"))
    document = server.document

    # What a token that may only look must be refused, whatever is sent: everything that changes something, but for what is
    # everybody's own.
    harmless = {
        "createAccessToken", "setPreferences", "markNotificationsRead",
        # It may make tokens that see what it sees, and end itself; both looked at below.
        "createToken", "revokeToken",
        # Questions are for everybody who sees something.
        "ask",
    }
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method == "get" or not operation["security"] or operation["operationId"] in harmless:
                continue
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            body = minimal(content["schema"], document) if content else None
            answer = server.ask(method.upper(), concrete(path), view, body)
            found.expect(
                answer.status in (403, 404) and answer.code in ("permission_denied", "run_not_found"),
                f"{method} {path} with a token that may view: {answer}")

    # What is for people on the page is for no token, not even an administrator's.
    everything = kit.bearer(server.token("ada", "view", "deploy", "operate", "administer"))
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if operation.get("description") != "For people on the page, not for tokens.":
                continue
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            body = minimal(content["schema"], document) if content else None
            answer = server.ask(method.upper(), concrete(path), everything, body)
            found.equal((answer.status, answer.code), (403, "permission_denied"), f"{method} {path} with a token")

    # Nothing wider
    for scope in ("deploy", "operate", "administer", "own"):
        answer = server.ask("POST", "/v1/tokens", view, {"name": "wider", "scopes": ["view", scope]})
        found.equal(answer.code, "scope_too_wide", f"a token to view that makes one to {scope}")
        answer = server.ask("POST", "/v1/access-tokens", view, {"scopes": ["view", scope]})
        found.expect(answer.status >= 400, f"an access token to {scope} for a token to view: {answer}")
    answer = server.ask("POST", "/v1/tokens", everything, {"name": "own", "scopes": ["own"]})
    found.equal(answer.code, "scope_too_wide", "a token to own")
    answer = server.ask("POST", "/v1/tokens", everything, {"name": "bob's", "scopes": ["view"], "owner": "bob"})
    found.equal(answer.status, 403, "a token of somebody else")
    answer = server.ask("POST", "/v1/tokens", view, {"name": "for ever", "scopes": ["view"], "expires_in_days": 0})
    found.equal(answer.code, "token_expiry_refused", "a token that outlives the one that made it")

    # Nothing that stays when it is revoked, by itself or by anybody else
    planted = server.ask("POST", "/v1/tokens", view, {"name": "planted", "scopes": ["view"]}).json
    second = server.ask("POST", "/v1/tokens", kit.bearer(planted["secret"]), {"name": "second", "scopes": ["view"]}).json
    answer = server.ask("DELETE", f"/v1/tokens/{planted['token']['made_with']}", view)
    found.equal(answer.status, 204, f"a token that ends itself: {answer}")
    for name, token in {"made with it": planted, "made with that": second}.items():
        answer = server.ask("GET", "/v1/session", kit.bearer(token["secret"]))
        found.equal(answer.status, 401, f"a token {name} outlives it")

    # One project only
    narrow = kit.bearer(server.token("ada", "view", "deploy", "operate", projects=["shop"]))
    found.equal(server.ask("GET", "/v1/projects/shop", narrow).status, 200, "its own project")
    for method, path in [
        ("GET", ""), ("DELETE", ""), ("GET", "/environment"), ("GET", "/releases"), ("GET", "/logs"),
        ("GET", "/deployments"), ("DELETE", "/environment/KEY"),
    ]:
        answer = server.ask(method, f"/v1/projects/stall{path}", narrow)
        found.equal(answer.code, "project_not_found", f"{method} {path} of another project")
    names = [one["project"]["name"] for one in server.ask("GET", "/v1/projects", narrow).json["items"]]
    found.equal(names, ["shop"], "projects that it sees")
    for wider in ({}, {"projects": ["shop", "stall"]}, {"projects": ["stall"]}):
        answer = server.ask("POST", "/v1/tokens", narrow, {"name": "wider", "scopes": ["view"]} | wider)
        found.expect(answer.code in ("scope_too_wide", "project_not_found"), f"a token for {wider}: {answer}")

    # What comes of a token is as narrow: a signed token, and what a person was since allowed less.
    signed = server.ask("POST", "/v1/access-tokens", narrow, {}).json["access_token"]
    found.equal(server.ask("GET", "/v1/projects/stall", kit.bearer(signed)).status, 404, "its signed token elsewhere")
    found.equal(server.ask("POST", "/v1/tokens", kit.bearer(signed), {"name": "x", "scopes": ["view"]}).status, 403,
                "an API token of a signed token")
    down = server.ask("PATCH", "/v1/users/ada", body={"grants": [{"role": "viewer", "scope": "everything"}]}, local=True)
    found.equal(down.status, 200, f"taking roles away: {down}")
    for name, headers in {"API token": everything, "signed token": kit.bearer(signed)}.items():
        answer = server.ask("DELETE", "/v1/projects/shop", headers)
        found.equal(answer.status, 403, f"an {name} whose person may no more")
    found.equal(server.ask("GET", "/v1/users", everything).status, 403, "people, for who administers no more")


kit.run(test)
