#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Renders every page with what a small team's server has on it, light, dark and narrow.

    pictures.py DEXTRA FOLDER TARGET     the built program, an empty folder for the server, and where pictures go
"""

import sys
import time
from pathlib import Path

import journeys
from desk import Desk
from places import PLACES
from playwright.sync_api import expect, sync_playwright
from server import Server, free_port

TEAM = [("grace", "Grace Hopper", "admin"), ("edsger", "Edsger Dijkstra", "deployer"), ("vera", "Vera Molnár", "viewer")]
SUBJECTS = ["Sell gift cards", "Show opening hours in the footer", "Round prices like the till does", "Cache the front page"]


def team_server(desk: Desk, server: Server) -> None:
    """A server as it is after a few days: people, projects, releases, variables, and a deploy that failed."""
    journeys.first_run(desk, server)
    for name, shown, role in TEAM:
        grants = [{"role": role, "scope": "everything"}]
        desk.fetch("POST", "/v1/users", {"name": name, "display_name": shown, "grants": grants})
    desk.fetch("POST", "/v1/teams", {"name": "shop", "members": ["grace", "edsger"], "grants": []})
    desk.fetch("POST", "/v1/tokens", {"name": "ci", "scopes": ["view", "deploy"], "expires_in_days": 90})
    for project in ("blog", "ledger"):
        server.write_app(project, "1")
        server.deploy(project).wait(timeout=60)
    desk.fetch("PUT", "/v1/projects/shop/environment/CURRENCY", {"value": "EUR"})
    for subject in SUBJECTS:
        server.write_app("shop", subject)
        server.commit("shop", subject)
        server.deploy("shop").wait(timeout=60)
        desk.fetch("PUT", "/v1/projects/shop/environment/CURRENCY", {"value": "EUR"})
        desk.fetch("PUT", "/v1/projects/shop/environment/STRIPE_KEY", {"value": "sk_live_4eC39HqLyjWD", "secret": True})
    server.write_app("ledger", "2", extra="raise SystemExit('ledger: cannot open /var/lib/ledger: permission denied')")
    server.deploy("ledger").wait(timeout=60)


def running(desk: Desk) -> str:
    """The identifier of the run that goes on, as soon as there is one."""
    for _ in range(100):
        runs = desk.context.request.get(f"{desk.url}/v1/runs?state=running").json()["items"]
        if runs:
            return runs[0]["id"]
        time.sleep(0.05)
    raise AssertionError("nothing runs")


def main(dextra: str, folder: str, target: str) -> None:
    server = Server(dextra, folder, free_port())
    server.start()
    pictures = Path(target)
    pictures.mkdir(parents=True, exist_ok=True)

    def picture(desk: Desk, name: str) -> None:
        desk.settle()
        desk.page.wait_for_timeout(400)
        desk.page.screenshot(path=pictures / f"{name}.png")

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        desk = Desk(browser, server.url, height=860)
        team_server(desk, server)
        for scheme in ("light", "dark"):
            desk.page.emulate_media(color_scheme=scheme)
            for name, path in PLACES.items():
                desk.open(path)
                picture(desk, f"{name}-{scheme}")
            server.write_app("shop", f"Try {scheme}", build=journeys.SLOW_BUILD)
            deploy = server.deploy("shop")
            desk.page.set_viewport_size({"width": 1440, "height": 900})
            desk.open(f"/runs/{running(desk)}")
            expect(desk.page.get_by_text("building part 12", exact=True)).to_be_visible()
            picture(desk, f"run-live-{scheme}")
            deploy.wait(timeout=60)
            picture(desk, f"run-{scheme}")
            desk.page.set_viewport_size({"width": 390, "height": 844})
            for name in ("overview", "project", "runs"):
                desk.open(PLACES[name])
                picture(desk, f"{name}-narrow-{scheme}")
            desk.page.set_viewport_size({"width": 1360, "height": 860})
        desk.close()
        browser.close()
    # Applications outlive their server, and the folder goes.
    for name in ("blog", "ledger", "shop"):
        server.run("destroy", name, "--yes")
    server.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
