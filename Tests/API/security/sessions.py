# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Sessions can't be fixed, and their cookies go nowhere but here."""

import base64
import hashlib
import hmac
import struct
import time

import kit


def code(secret):
    """RFC 6238."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place:place + 4])[0] & 0x7fffffff) % 1_000_000:06}"


def is_good(server, secret, name):
    return server.ask("GET", "/v1/session", {"Cookie": f"{name}={secret}"}).status == 200


def test(server, found):
    server.user("ada", "admin")
    prefix = "__Host-" if server.is_tls else ""
    name = prefix + "dextra_session"

    # Flags
    answer = server.ask("POST", "/v1/session", body={"name": "ada", "password": kit.PASSWORD})
    cookies = answer.headers("Set-Cookie")
    found.equal(len(cookies), 2, "cookies of a sign-in")
    for cookie in cookies:
        parts = [part.strip() for part in cookie.split(";")]
        found.expect(parts[0].startswith(prefix + "dextra_"), f"the name of {parts[0][:20]}")
        for flag in ("HttpOnly", "SameSite=Strict", "Path=/"):
            found.expect(flag in parts, f"{flag} of {parts[0][:20]}")
        found.equal("Secure" in parts, server.is_tls, f"Secure of {parts[0][:20]}")
        found.expect(not any(part.lower().startswith("domain") for part in parts), f"a domain of {parts[0][:20]}")

    # A secret that somebody else put into the browser is never taken over.
    fixed = "A" * 43
    session = server.sign_in("ada", headers={"Cookie": f"{name}={fixed}"})
    found.expect(session.secret != fixed, "a fixed secret was taken over")
    found.expect(not is_good(server, fixed, name), "a fixed secret is good")
    other = "dextra_session" if server.is_tls else "__Host-dextra_session"
    found.expect(not is_good(server, session.secret, other), "the cookie is taken under the other name")
    both = server.ask("GET", "/v1/session", {"Cookie": f"{name}={fixed}; {name}={session.secret}"})
    found.equal(both.status, 401, "two cookies of one name")

    # Each sign-in has a secret of its own, an earlier one's goes on to be good only for itself.
    again = server.sign_in("ada", headers={"Cookie": session.cookie})
    found.expect(again.secret != session.secret, "signing in again keeps the secret")
    found.expect(again.csrf != session.csrf, "signing in again keeps the CSRF token")

    # A changed password ends all others and changes the secret.
    renewed = "thatched-walnut-19-orbit"
    changed = server.ask(
        "PUT", "/v1/session/password", again.headers, {"current": kit.PASSWORD, "new": renewed})
    found.equal(changed.status, 201, f"changing the password: {changed}")
    after = kit.Session(changed)
    found.expect(after.secret != again.secret, "a changed password keeps the secret")
    for before in (session, again):
        found.expect(not is_good(server, before.secret, name), "a session outlives the password")
    found.expect(is_good(server, after.secret, name), "the changer's session is over")

    # So does turning on the second factor, which an open page alone is not enough for.
    for missing in ({}, {"password": ""}, {"password": kit.PASSWORD}):
        refused = server.ask("POST", "/v1/session/totp", after.headers, missing)
        found.expect(refused.status in (400, 403, 422), f"a second factor without the password: {refused}")
    offer = server.ask("POST", "/v1/session/totp", after.headers, {"password": renewed}).json
    confirmed = server.ask("PUT", "/v1/session/totp", after.headers, {"code": code(offer["secret"])})
    found.equal(confirmed.status, 200, f"confirming the second factor: {confirmed}")
    second = kit.Session(confirmed)
    found.expect(second.secret != after.secret, "the second factor keeps the secret")
    found.expect(not is_good(server, after.secret, name), "a session without the second factor outlives it")
    found.expect(is_good(server, second.secret, name), "the session with the second factor is over")

    # Half a sign-in is none.
    half = server.ask("POST", "/v1/session", body={"name": "ada", "password": renewed})
    found.equal((half.status, half.code), (401, "second_factor_required"), "the password alone")
    found.equal(half.headers("Set-Cookie"), [], "cookies of half a sign-in")
    facts = half.json["metadata"]
    found.expect(not is_good(server, str(facts), name), "a challenge is a session")

    # Signed out is signed out.
    csrf = server.ask("GET", "/v1/session", {"Cookie": f"{name}={second.secret}"}).json["csrf_token"]
    out = server.ask("DELETE", "/v1/session", {"Cookie": f"{name}={second.secret}", "X-CSRF-Token": csrf})
    found.equal(out.status, 204, f"signing out: {out}")
    found.expect(not is_good(server, second.secret, name), "a session outlives its end")
    found.expect("Max-Age=0" in (out.header("Set-Cookie") or ""), "the browser keeps the cookie")


kit.run(test)
