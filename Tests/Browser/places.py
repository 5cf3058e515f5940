# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Every page of the dashboard, as somebody who may see all of it."""

from desk import Desk

PLACES = {
    "overview": "/",
    "projects": "/projects",
    "new-project": "/new-project",
    "project": "/projects/shop",
    "releases": "/projects/shop?tab=releases",
    "environment": "/projects/shop?tab=environment",
    "project-activity": "/projects/shop?tab=activity",
    "project-settings": "/projects/shop?tab=settings",
    "logs": "/projects/shop/logs",
    "runs": "/runs",
    "activity": "/activity",
    "notifications": "/notifications",
    "profile": "/profile",
    "users": "/users",
    "user": "/users/ada",
    "teams": "/teams",
    "tokens": "/tokens",
    "audit": "/audit",
    "settings": "/settings",
    "nodes": "/nodes",
    "backups": "/backups",
    "clean-up": "/prune",
    "health": "/about",
    "device": "/device",
    "not-found": "/nothing/here",
}


def check(desk: Desk, what: str) -> None:
    """Shows every page, and asks axe about each."""
    for name, path in PLACES.items():
        desk.open(path)
        desk.settle()
        desk.check_access(f"{name}, {what}")
        width = desk.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1], f"{name}, {what}: wider than the window: {width}"
