# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""What is changed over the API, with what is known of each: the values that may be there now. After an acknowledged
change that is one; after one whose answer never came, the old and the new.
"""

import collections

from wire import Program


class Thing:
    """`read` says what is there, `None` when it is not, with its tag."""

    # Changes that are not written to the audit log.
    is_audited = True

    def __init__(self, path, subject):
        self.path, self.subject = path, subject
        self.may_be = [None]
        self.done = 0
        self.acknowledged = collections.Counter()
        self.seen = None

    def __str__(self):
        return self.path

    @property
    def is_there(self):
        return self.may_be[-1] is not None

    def make(self, asker, value, action, method, path, body, tag=None):
        """Asks for a change to `value`, and notes what may have come of it."""
        self.may_be = [self.may_be[-1], value]
        answer = asker.ask(method, path, body, If_Match=tag)
        if not answer.is_success:
            raise RuntimeError(f"{method} {path}: {answer}")
        self.settle(value)
        if self.is_audited:
            self.acknowledged[action, self.subject] += 1
        return answer

    def settle(self, value):
        self.may_be = [value]
        self.done += self.is_audited
        self.seen = None

    def check(self, local):
        value, tag = self.read(local)
        assert value in self.may_be, f"is {value!r}, may be {self.may_be!r}"
        if value != self.may_be[0]:
            self.settle(value)
        elif len(self.may_be) == 1 and self.seen:
            assert self.seen == (value, tag), f"was {self.seen}, is {(value, tag)}"
        self.may_be = [value]
        self.seen = value, tag

    def get(self, local, part):
        answer = local.ask("GET", self.path)
        if answer.status == 404:
            return None, None
        assert answer.is_success, str(answer)
        # Of two halves, the first is of what a change is based on, the second of how things are.
        return part(answer.json), answer.tag.split(".")[0].strip('"')

    def stale(self, asker, method, body):
        """A change that is based on what the thing was before is refused, and changes nothing."""
        answer = asker.ask(method, self.path, body, If_Match='"0123456789abcdef0123456789abcdef"')
        if answer.status != 412:
            raise RuntimeError(f"{method} {self.path} with a tag of something else: {answer}")


class Named(Thing):
    """Is made, changed with its tag, and perhaps deleted, and made again."""

    def another(self, chance):
        return f"is {chance.randrange(1 << 30)}"

    def change(self, local, chance):
        if not self.is_there:
            return self.create(local)
        if chance.random() < self.ends:
            self.make(local, None, self.deletion, "DELETE", self.path, None)
        elif chance.random() < 0.1:
            self.stale(local, "PATCH", self.body(self.another(chance)))
        else:
            value = self.another(chance)
            tag = local.ask("GET", self.path).tag
            self.make(local, value, self.alteration, "PATCH", self.path, self.body(value), tag=tag)


class Project(Named):
    ends = 0
    alteration = "changeProject"

    def __init__(self, name):
        super().__init__(f"/v1/projects/{name}", f"project/{name}")
        self.name = name

    def body(self, text):
        return {"description": text}

    def create(self, local):
        self.make(local, "", "createProject", "POST", "/v1/projects", {"name": self.name})

    def read(self, local):
        return self.get(local, lambda answer: answer["project"].get("description", ""))


class Person(Named):
    ends = 0.1
    alteration, deletion = "changeUser", "deleteUser"

    def __init__(self, name):
        super().__init__(f"/v1/users/{name}", f"user/{name}")
        self.name = name

    def body(self, text):
        return {"display_name": text}

    def create(self, local):
        self.make(local, self.name, "createUser", "POST", "/v1/users", {"name": self.name})

    def read(self, local):
        return self.get(local, lambda answer: answer["display_name"])


class Team(Named):
    """Its members and its grants are rows of their own."""

    ends = 0.1
    alteration, deletion = "changeTeam", "deleteTeam"

    def __init__(self, name, person):
        super().__init__(f"/v1/teams/{name}", f"team/{name}")
        self.name, self.person = name, person

    def another(self, chance):
        return chance.choice(["viewer", "deployer", "operator"])

    def body(self, role):
        return {"members": [self.person], "grants": [{"role": role, "scope": "everything"}]}

    def create(self, local):
        self.make(local, "nobody", "createTeam", "POST", "/v1/teams", {"name": self.name})

    def read(self, local):
        def value(answer):
            roles = [grant["role"] for grant in answer["grants"]]
            if answer["members"] == [self.person] and len(roles) == 1:
                return roles[0]
            return answer["members"] + roles or "nobody"

        return self.get(local, value)


class Token(Thing):
    """Made once and revoked once: one that is acknowledged can be used, a revoked one can't."""

    secret = None

    def __init__(self, name, program, person):
        super().__init__(f"token {name}", None)
        self.name, self.program, self.person = name, program, person

    def change(self, local, chance):
        if self.may_be == [None] and self.secret is None and not self.acknowledged:
            answer = self.make(
                local, "good", "createToken", "POST", "/v1/tokens",
                {"name": self.name, "owner": self.person, "scopes": ["view"]}).json
            self.secret, number = answer["secret"], answer["token"]["id"]
            self.path, self.subject = f"/v1/tokens/{number}", f"token/{number}"
            self.acknowledged = collections.Counter({("createToken", self.subject): 1})
        elif self.is_there and self.secret and chance.random() < 0.3:
            self.make(local, None, "revokeToken", "DELETE", self.path, None)

    def read(self, local):
        if self.secret is None:
            # Its secret was lost with the answer: nobody will use it.
            return self.may_be[0], None
        answer = Program(self.secret, self.program.url).ask("GET", "/v1/session")
        return ("good" if answer.is_success else None), None


class Variable(Thing):
    """Now in clear, now sealed, now removed."""

    def __init__(self, project, name):
        super().__init__(
            f"/v1/projects/{project.name}/environment/{name}?profile=production",
            f"project/{project.name} variable/{name}")

    def change(self, local, chance):
        tag = local.ask("GET", self.path).tag
        if self.is_there and chance.random() < 0.3:
            self.make(local, None, "deleteVariable", "DELETE", self.path, None, tag=tag)
        elif self.is_there and chance.random() < 0.1:
            self.stale(local, "PUT", {"value": "never"})
        else:
            text, secret = str(chance.randrange(1 << 30)), chance.random() < 0.5
            self.make(
                local, "sealed" if secret else text, "setVariable", "PUT", self.path,
                {"value": text, "secret": secret}, tag=tag)

    def read(self, local):
        return self.get(local, lambda answer: "sealed" if answer["secret"] else answer["value"])


class Setting(Thing):
    def __init__(self, name):
        super().__init__(f"/v1/settings/{name}", f"setting/{name}")

    def change(self, local, chance):
        if chance.random() < 0.2:
            self.make(local, None, "resetSetting", "DELETE", self.path, None)
        elif chance.random() < 0.1:
            self.stale(local, "PUT", {"value": "2"})
        else:
            text = str(chance.randrange(1, 100))
            self.make(local, text, "setSetting", "PUT", self.path, {"value": text})

    def read(self, local):
        return self.get(local, lambda answer: answer["text"] if answer["is_set"] else None)


class Document(Thing):
    """What the page keeps for a person."""

    is_audited = False

    def __init__(self, program):
        super().__init__("/v1/preferences/layout", None)
        self.program = program

    def change(self, local, chance):
        tag = self.program.ask("GET", self.path).tag
        number = chance.randrange(1 << 30)
        self.make(self.program, number, "", "PUT", self.path, {"panels": number}, tag=tag)

    def read(self, local):
        return self.get(self.program, lambda answer: answer and answer["panels"])


class PruneKey(Thing):
    """A run that is started with a key: asked for again, also by who never got an answer, it is the same one."""

    run = None

    def __init__(self, key):
        super().__init__(f"run with the key {key}", "server")
        self.key = key

    def change(self, local, chance):
        answer = local.ask("POST", "/v1/prune", {}, Idempotency_Key=self.key)
        if answer.status != 202:
            raise RuntimeError(f"{self}: {answer}")
        run = answer.json["id"]
        if self.run and self.run != run:
            raise RuntimeError(f"{self} was {self.run}, is {run}")
        self.run = run

    def check(self, local):
        if self.run:
            answer = local.ask("GET", f"/v1/runs/{self.run}")
            assert answer.is_success, f"{self.run}: {answer}"
