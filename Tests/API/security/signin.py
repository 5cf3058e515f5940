# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Who guesses at a sign-in learns neither who is there nor how far the guess was right."""

import kit


def told(answer):
    """Everything of an answer that doesn't differ from one request to the next by itself."""
    return (
        answer.status, answer.code, answer.json.get("detail"), answer.json.get("hint"), answer.json.get("metadata"),
        sorted(name.lower() for name, _ in answer.fields), len(answer.body),
    )


def test(server, found):
    server.user("ada", "admin")
    server.user("off", "admin")
    server.ask("PATCH", "/v1/users/off", body={"disabled": True}, local=True)
    server.ask("POST", "/v1/users", body={"name": "new"}, local=True)

    def guess(name, password="wrong-but-long-enough-77"):
        return server.ask("POST", "/v1/session", body={"name": name, "password": password})

    known = guess("ada")
    found.equal((known.status, known.header("Set-Cookie")), (401, None), "a wrong password")
    for name, answer in {
        "nobody": guess("eve"),
        "somebody who is disabled": guess("off"),
        "somebody who is disabled, with the right password": guess("off", kit.PASSWORD),
        "somebody without a password": guess("new"),
        "a name that can't be one": guess("../../etc"),
        "an empty name": guess(""),
        "a very long name": guess("a" * 5000),
        "an empty password": guess("ada", ""),
    }.items():
        found.equal(told(answer), told(known), name)

    # Links and challenges that were never made say no more than those that are over.
    answers = [
        server.ask("POST", path, body=body)
        for path, body in [
            ("/v1/invitations", {"token": "A" * 43, "password": kit.PASSWORD}),
            ("/v1/invitations/inspection", {"token": "A" * 43}),
            ("/v1/session/second-factor", {"challenge": "A" * 43, "code": "123456"}),
            ("/v1/setup", {"token": "A" * 43, "name": "eve", "password": kit.PASSWORD}),
            ("/v1/device-authorizations/token", {"device_code": "A" * 43}),
        ]
    ]
    for answer in answers:
        found.expect(400 <= answer.status < 500, f"something that was never made: {answer}")
        found.equal(answer.headers("Set-Cookie"), [], "its cookies")


kit.run(test)
