# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Signed tokens are taken with our key and our algorithm, or not at all."""

import base64
import hashlib
import hmac
import json
import time

import kit


def encoded(value):
    data = value if isinstance(value, bytes) else json.dumps(value, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test(server, found):
    server.user("ada", "admin")
    token = kit.bearer(server.token("ada", "view"))
    good = server.ask("POST", "/v1/access-tokens", token, {}).json["access_token"]
    head, claims, signature = good.split(".")
    header, body = json.loads(decoded(head)), json.loads(decoded(claims))
    keys = server.ask("GET", "/.well-known/jwks.json").json["keys"]
    public = decoded(keys[0]["x"])
    # Ed25519 as everybody writes it down: raw, as a key of X.509, and that as PEM.
    x509 = bytes.fromhex("302a300506032b6570032100") + public
    pem = b"-----BEGIN PUBLIC KEY-----\n" + base64.b64encode(x509) + b"\n-----END PUBLIC KEY-----\n"
    wider = dict(body)
    for name, value in body.items():
        if isinstance(value, list):
            wider[name] = ["view", "deploy", "operate", "administer", "own"]
        elif isinstance(value, str) and value == "view":
            wider[name] = "view deploy operate administer own"

    def signed(head, claims, key):
        text = f"{encoded(head)}.{encoded(claims)}"
        return f"{text}.{encoded(hmac.new(key, text.encode(), hashlib.sha256).digest())}"

    forged = {"a claim changed": f"{head}.{encoded(wider | {'iat': 0})}.{signature}"}
    for none in ("none", "None", "NONE", "nOnE", ""):
        forged[f"alg {none!r}"] = f"{encoded(header | {'alg': none})}.{encoded(wider)}."
        forged[f"alg {none!r}, signed"] = f"{encoded(header | {'alg': none})}.{claims}.{signature}"
    for name, key in {"raw": public, "X.509": x509, "PEM": pem, "encoded": keys[0]["x"].encode(), "empty": b""}.items():
        for algorithm in ("HS256", "EdDSA", "hs256"):
            forged[f"{algorithm} with the public key, {name}"] = signed(header | {"alg": algorithm}, wider, key)
    for name, more in {
        "another key's name": {"kid": "other"}, "no key's name": {"kid": None}, "a path as key": {"kid": "../../../../dev/null"},
        "SQL as key": {"kid": "' OR 1=1 --"}, "its own key": {"jwk": keys[0]}, "a key's address": {"jku": "http://127.0.0.1:1/k"},
        "a certificate": {"x5c": ["AAAA"]}, "a certificate's address": {"x5u": "http://127.0.0.1:1/c"},
        "a list of what is critical": {"crit": ["exp"]}, "another type": {"typ": "JWE"}, "nothing encoded": {"b64": False},
        "ES256": {"alg": "ES256"}, "RS256": {"alg": "RS256"}, "another spelling": {"alg": "EDDSA"},
    }.items():
        forged[name] = f"{encoded(header | more)}.{claims}.{signature}"
    forged |= {
        "no signature": f"{head}.{claims}.", "two parts": f"{head}.{claims}", "four parts": f"{good}.{signature}",
        "a signature of zeros": f"{head}.{claims}.{encoded(bytes(64))}", "a signature cut short": good[:-2],
        "padding": good + "=", "blanks": f"{head} .{claims}.{signature}", "another alphabet": f"{head}.{claims}.{signature[:-3]}+/{signature[-1]}",
        "a claim twice": f"{head}.{encoded(b'{' + decoded(claims)[1:-1] + b',' + decoded(claims)[1:])}.{signature}",
        "an API token's prefix": "dxt_" + good,
    }
    # The last character of an encoding has bits that mean nothing; another that means the same is another text.
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    place = alphabet.index(signature[-1])
    forged["loose bits"] = good[:-1] + alphabet[place ^ 1]

    for name, text in forged.items():
        answer = server.ask("GET", "/v1/info", kit.bearer(text))
        found.equal(answer.status, 401, name)
        found.expect(text.split(".")[0] not in answer.body.decode("latin-1"), f"{name} comes back")
    for name, headers in {
        "in the query": None, "as a cookie": {"Cookie": f"dextra_session={good}"}, "as basic": {"Authorization": f"Basic {good}"},
        "twice": [("Authorization", f"Bearer {good}"), ("Authorization", "Bearer x")],
    }.items():
        answer = server.ask("GET", "/v1/info" if headers else f"/v1/info?access_token={good}", headers or {})
        found.expect(answer.status in (400, 401, 422), f"{name}: {answer}")
    found.equal(server.ask("GET", "/v1/info", kit.bearer(good)).status, 200, "the good one")
    found.expect(body["exp"] - time.time() <= 900, "it is good for at most 15 minutes")


kit.run(test)
