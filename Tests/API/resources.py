# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""What there is on the server, so that generated requests are about something more often than chance would have it."""

import requests

import actors

LISTS = {
    "project": ("/v1/projects", "name"), "run": ("/v1/runs", "id"), "user": ("/v1/users", "name"),
    "team": ("/v1/teams", "name"), "token": ("/v1/tokens?owner=all", "id"), "setting": ("/v1/settings", "name"),
    "platform": ("/v1/credentials", "platform"), "session": ("/v1/sessions", "id"),
}
# How many requests a list is believed for.
FRESH = 150


class Resources:
    def __init__(self, url, owner, scratch, random):
        self.url, self.owner, self.scratch, self.random = url, owner, scratch, random
        self.known, self.age = {}, FRESH
        self.tokens = set(self.names("token"))

    def names(self, kind):
        path, member = LISTS[kind]
        response = requests.get(self.url + path, headers=self.owner.headers(), timeout=10)
        items = response.json().get("items", []) if response.status_code == 200 else []
        found = [item.get(member) or item.get("project", {}).get(member) for item in items]
        # What the run itself lives on is left alone.
        spared = {actors.OWNER, actors.VIEWER} | getattr(self, "tokens", set())
        return [name for name in found if name and name not in spared]

    def put_into(self, case):
        """Half of the path's parameters become names of what there is; nothing is written outside the scratch folder."""
        self.age += 1
        if self.age > FRESH:
            self.known, self.age = {kind: self.names(kind) for kind in LISTS}, 0
        for name in case.path_parameters or {}:
            if self.known.get(name) and self.random.random() < 0.5:
                case.path_parameters[name] = self.random.choice(self.known[name])
        query = case.query or {}
        if self.known["project"] and "project" in query and self.random.random() < 0.5:
            query["project"] = self.random.choice(self.known["project"])
        # Streams that do not end are looked at by themselves.
        query.pop("follow", None)
        if "folder" in query:
            query["folder"] = self.scratch
        body = case.body
        if isinstance(body, dict):
            if "target" in body:
                body["target"] = f"{self.scratch}/backup"
            if (case.path_parameters or {}).get("setting") == "backup.to" and "value" in body:
                body["value"] = self.scratch
