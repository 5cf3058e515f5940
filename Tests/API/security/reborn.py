# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Names that come back: a project or a person of the same name is another one, and inherits nothing."""

import time

import kit


def remove_project(server, name, headers=(), local=False):
    run = server.ask("DELETE", f"/v1/projects/{name}", headers, local=local)
    assert run.status == 202, run
    while server.ask("GET", f"/v1/projects/{name}", local=True).status != 404:
        time.sleep(0.05)
    return run.json["id"]


def test(server, found):
    def status(path, headers):
        return server.ask("GET", path, headers).status

    # People's grants, and keys of their requests
    server.user("ada", "operator")
    first = server.sign_in("ada")
    token = server.token("ada", "view")
    kept = server.ask("PUT", "/v1/preferences/theme", first.headers, {"theme": "dark"})
    found.equal(kept.status, 204, "keeping a preference")
    for name in ("shop", "blog"):
        server.project(name)
    shop = server.ask("GET", "/v1/projects/shop", local=True).json["project"]["id"]
    server.user("bob", "viewer", f"project/{shop}")
    bob = server.sign_in("bob")
    found.equal(status("/v1/projects/shop", bob.headers), 200, "bob's project")
    key = {"Idempotency-Key": "k"}
    removal = remove_project(server, "shop", {**first.headers, **key})
    server.project("shop")
    found.equal(status("/v1/projects/shop", bob.headers), 404, "the new project for bob")
    remove_project(server, "shop", local=True)

    again = server.ask("DELETE", "/v1/projects/shop", {**first.headers, **key})
    found.equal((again.status, again.json.get("id")), (202, removal), "the same request once more")
    other = server.ask("DELETE", "/v1/projects/gone", {**first.headers, **key})
    found.equal(other.status, 404, "the key of another project's removal")

    assert server.ask("DELETE", "/v1/users/ada", local=True).status == 204
    server.user("ada", "operator")
    found.equal(status("/v1/session", first.headers), 401, "the session of who was called so")
    found.equal(status("/v1/session", kit.bearer(token)), 401, "the token of who was called so")
    second = server.sign_in("ada")
    inherited = server.ask("DELETE", "/v1/projects/shop", {**second.headers, **key})
    found.equal(inherited.status, 404, "the key of who was called so")
    theme = server.ask("GET", "/v1/preferences/theme", second.headers)
    found.expect("dark" not in str(theme.json), f"preferences of who was called so: {theme}")


if __name__ == "__main__":
    kit.run(test)
