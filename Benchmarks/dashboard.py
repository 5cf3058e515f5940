#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""The first load of the dashboard: what goes over the wire, and how long until its heading can be read. And a log of
100,000 lines: how long people who read it are kept waiting.

    dashboard.py DEXTRA     the built program; needs Chromium and the PyPI packages of scripts/test

Each load is by a browser without a cache, of somebody who is signed in; the server is on this machine.
"""

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "Tests/Browser"))

import journeys  # noqa: E402
import long_log  # noqa: E402
from desk import Desk  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from server import Server, free_port  # noqa: E402

LOADS = 9


def load(browser, server: Server, cookies: list) -> tuple[float, int, int]:
    """Milliseconds until the heading is painted, bytes over the wire, requests."""
    context = browser.new_context(viewport={"width": 1360, "height": 860})
    context.add_cookies(cookies)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    wire.send("Network.enable")
    page.add_init_script(
        """new MutationObserver((_, observer) => {
            if (!document.querySelector('main h1:not(.unseen)')) return;
            observer.disconnect();
            requestAnimationFrame(() => { window.headingAt = performance.now(); });
        }).observe(document, { childList: true, subtree: true });"""
    )
    page.goto(server.url + "/")
    page.wait_for_function("() => window.headingAt")
    page.wait_for_load_state("networkidle")
    heading = page.evaluate("window.headingAt")
    context.close()
    return heading, sum(sizes), len(sizes)


def main(dextra: str) -> None:
    folder = tempfile.mkdtemp(prefix="dextra-", dir="/tmp")
    Path(folder).chmod(0o711)
    server = Server(dextra, folder, free_port())
    server.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            desk = Desk(browser, server.url)
            journeys.first_run(desk, server)
            cookies = desk.context.cookies()
            measured = [load(browser, server, cookies) for _ in range(LOADS)]
            held_up = long_log.measure(desk, server)
            browser.close()
    finally:
        server.stop()
        shutil.rmtree(folder)
    times = sorted(time for time, _, _ in measured)
    _, size, requests = measured[-1]
    print(f"heading after {statistics.median(times):.0f} ms (median of {LOADS}; {times[0]:.0f} to {times[-1]:.0f})")
    print(f"over the wire {size / 1000:.0f} kB in {requests} requests")
    print(f"tasks of more than 50 ms with a log of {long_log.LINES:,} lines:")
    for what, tasks in held_up.items():
        print(f"  {what:16} {len(tasks)}" + (f", the longest {tasks[0]:.0f} ms" if tasks else ""))


if __name__ == "__main__":
    main(*sys.argv[1:])
