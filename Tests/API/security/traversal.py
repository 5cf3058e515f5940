# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""No path leads out of what is served: contents, release files, assets, names."""

import hashlib
import time

import kit

ENCODINGS = [
    "../" * 8 + "etc/passwd", "..%2f" * 8 + "etc%2fpasswd", "%2e%2e/" * 8 + "etc/passwd",
    "%2e%2e%2f" * 8 + "etc%2fpasswd", "..%252f" * 8 + "etc%252fpasswd", "..\\" * 8 + "etc\\passwd",
    "..%5c" * 8 + "etc%5cpasswd", "%c0%ae%c0%ae/" * 8 + "etc/passwd", "..%c0%af" * 8 + "etc%c0%afpasswd",
    "..;/" * 8 + "etc/passwd", "/etc/passwd", "%2fetc%2fpasswd", "//etc/passwd", "....//" * 8 + "etc/passwd",
    "etc/passwd%00.html", "%00", ".", "..", "%2e", "%2e%2e", "./.%2e/", "file:///etc/passwd",
]
# What the machine has and nobody is to read: the account file, and the server's own key.
SECRETS = (b"root:x:0:0", b"root:*:0:0")


PAGE = b"<script>alert(document.domain)</script>"


def deploy(server, token):
    """Makes release 1 of a project whose source has a page and a link out of it; whether it runs doesn't matter."""
    app = b"import time\nprint('up', flush=True)\ntime.sleep(600)\n"
    files = [{"path": "out", "symlink": "index.html"}]
    for path, content in {
        "dextra.yaml": b"name: shop\nstart: python3 app.py\n", "app.py": app, "index.html": PAGE,
    }.items():
        digest = hashlib.sha256(content).hexdigest()
        stored = server.ask("PUT", f"/v1/blobs/{digest}", token, content)
        assert stored.status == 201, stored
        files.append({"path": path, "digest": digest, "size": len(content)})
    body = {"profile": "production", "manifest": {"files": sorted(files, key=lambda file: file["path"])}}
    started = server.ask("POST", "/v1/projects/shop/deployments", token, body)
    assert started.status == 202, started
    for _ in range(240):
        if server.ask("GET", "/v1/projects/shop/releases/1", token).status == 200:
            return
        time.sleep(0.5)
    raise SystemExit(f"there is no release: {server.ask('GET', '/v1/runs', token)}")


def test(server, found):
    server.user("ada", "admin")
    token = kit.bearer(server.token("ada", "view", "deploy", "operate", "administer"))
    key = open(f"{server.home}/vault.key", "rb").read().strip()

    def look(method, path, headers=token, body=None):
        answer = server.ask(method, path, headers, body)
        leaked = any(secret in answer.raw for secret in SECRETS + (key,))
        found.expect(not leaked, f"{method} {path} brings what is none of its business")
        # A server that was built without its pages says so.
        found.expect(answer.status < 500 or answer.code == "dashboard_not_built", f"{method} {path}: {answer}")
        return answer

    deploy(server, token)
    page = look("GET", "/v1/projects/shop/releases/1/files?path=index.html")
    found.equal((page.status, page.body), (200, PAGE), "a file of the release")
    # What people deploy is no page of ours.
    found.expect("html" not in page.header("Content-Type"), f"a page of the release as {page.header('Content-Type')}")
    found.equal(page.header("X-Content-Type-Options"), "nosniff", "sniffing a file of the release")
    home = server.home.strip("/").replace("/", "%2f")
    for path in ENCODINGS + ["..%2f" * 8 + home + "%2fvault.key", server.home + "/vault.key"]:
        # Assets and everything below the root
        for begin in ("/", "/assets/", "/v1/", "/index.html/"):
            look("GET", begin + path, {})
        # Names in paths
        for begin in ("/v1/projects/", "/v1/settings/", "/v1/users/", "/v1/credentials/", "/v1/preferences/", "/v1/runs/"):
            look("GET", begin + path)
        # Contents by their digest
        answer = look("PUT", f"/v1/blobs/{path}", body=b"owned")
        found.expect(answer.status >= 400, f"stored under {path}: {answer}")
        # A file of a release
        answer = look("GET", f"/v1/projects/shop/releases/1/files?path={path.replace('/', '%2f')}")
        found.expect(answer.status >= 400, f"the file {path} of a release: {answer}")
        # A folder and a file that the manifest of a deployment names
        name = path.replace("%2f", "/").replace("%2e", ".")
        if name.startswith("/") or ".." in name.split("/"):
            body = {"profile": "production", "manifest": {"files": [{"path": name, "digest": "0" * 64, "size": 1}]}}
            answer = look("POST", "/v1/projects/shop/deployments", body=body)
            found.expect(400 <= answer.status < 500, f"a manifest with {name}: {answer}")


kit.run(test)
