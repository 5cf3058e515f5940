#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Drives the real pages of a real server in Chromium; the last line is "done".

    main.py DEXTRA FOLDER     the built program, and an empty folder for the server's home and the applications
"""

import sys
import time
from collections.abc import Callable

import journeys
import places
from desk import Desk
from playwright.sync_api import sync_playwright
from server import Server, free_port


def main(dextra: str, folder: str) -> None:
    server = Server(dextra, folder, free_port())
    server.start()
    started = time.monotonic()

    def step(name: Callable, *arguments):
        label = arguments[-1] if isinstance(arguments[-1], str) and name is places.check else ""
        print(f"{time.monotonic() - started:6.1f} s  {name.__name__.replace('_', ' ')} {label}", flush=True)
        return name(*arguments)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        ada = Desk(browser, server.url)
        vera = Desk(browser, server.url, scheme="dark")
        try:
            step(journeys.first_run, ada, server)
            authenticator, recovery = step(journeys.second_factor, ada)
            step(journeys.sign_in_with_codes, ada, authenticator, recovery)
            step(journeys.create_project, ada)
            step(journeys.watch_a_deploy, ada, server)
            step(journeys.watch_a_failure, ada, server)
            step(journeys.roll_back, ada, server)
            step(journeys.open_a_row_menu, ada)
            step(journeys.use_the_drawer, ada)
            step(journeys.come_back, ada)
            step(journeys.back_up, ada)
            step(journeys.refuse_a_viewer, ada, vera)
            step(journeys.let_deploy_one_project, ada, vera)
            step(journeys.end_the_session, ada, vera)
            step(journeys.sign_out_of_all_tabs, vera)
            step(journeys.survive_a_crash, ada, server)
            for scheme in ("light", "dark"):
                ada.page.emulate_media(color_scheme=scheme)
                step(places.check, ada, scheme)
            for what, width in (("narrow", 360), ("with little room beside the navigation", 768)):
                ada.page.set_viewport_size({"width": width, "height": 780})
                step(places.check, ada, what)
        except BaseException:
            for who in (ada, vera):
                print(f"at {who.page.url}: {who.page.inner_text('body')}\n{who.errors}", flush=True)
            raise
        ada.close()
        vera.close()
        browser.close()
    server.stop()
    print("done")


if __name__ == "__main__":
    main(*sys.argv[1:])
