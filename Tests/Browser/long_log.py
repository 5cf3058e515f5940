# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""How long a page with a log of 100,000 lines keeps people waiting."""

from collections.abc import Callable

from desk import Desk
from playwright.sync_api import Page, expect
from server import Server

LINES = 100_000

# With colours and levels, as builds write them.
BUILD = f"""
for n in range({LINES}):
    level = "\\x1b[31mERROR\\x1b[0m" if n % 50 == 0 else "\\x1b[32mINFO\\x1b[0m"
    print(level, "request", n, "of a rather long line of output, as builds write them", n * 7919 % 1000003)
"""

# Tasks that were longer than 50 ms, which is what the browser calls long.
WATCH = """() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.longTasks.push(entry.duration);
    }).observe({ entryTypes: ['longtask'] });
}"""


def measured(page: Page, work: Callable[[], None]) -> list[float]:
    """The long tasks of some work, in milliseconds; the longest first."""
    page.evaluate("window.longTasks = []")
    work()
    page.wait_for_timeout(600)
    return sorted(page.evaluate("window.longTasks"), reverse=True)


def wheel(page: Page) -> None:
    page.locator(".log-frame").hover()
    for step in range(120):
        page.mouse.wheel(0, -400 if step % 40 else -400_000)


def resize(page: Page) -> None:
    for step in range(24):
        page.set_viewport_size({"width": 1440 - 20 * (step % 12), "height": 900 - 10 * (step % 12)})


def search(page: Page) -> None:
    field = page.get_by_role("textbox", name="Search the log")
    field.press_sequentially("request 99", delay=40)
    expect(page.locator(".log-count")).to_contain_text("of", timeout=20_000)
    for _ in range(8):
        field.press("Enter")
    field.press_sequentially("999", delay=40)
    field.press("Escape")


def filter_levels(page: Page) -> None:
    level = page.get_by_label("Level", exact=True)
    level.select_option("error")
    level.select_option("all")


def measure(desk: Desk, server: Server) -> dict[str, list[float]]:
    """What each thing that people do with such a log holds up."""
    server.write_app("long", "1", build="python3 build.py")
    (server.folder / "long" / "build.py").write_text(BUILD)
    page = desk.page
    page.set_viewport_size({"width": 1440, "height": 900})
    assert server.deploy("long").wait(timeout=120) == 0
    desk.open("/runs")
    page.evaluate(WATCH)
    page.locator("main table a[href^='/runs/']").first.click()

    def arrive() -> None:
        expect(page.get_by_text("Jump to the end")).to_contain_text(f"{LINES // 1000},", timeout=60_000)

    found = {"arriving": measured(page, arrive)}
    page.get_by_role("button", name="Jump to the end").click()
    for work in (wheel, resize, search, filter_levels):
        found[work.__name__.replace("_", " ")] = measured(page, lambda: work(page))
    page.get_by_role("button", name="Wrap long lines").click()
    found["wheel, wrapped"] = measured(page, lambda: wheel(page))
    found["resize, wrapped"] = measured(page, lambda: resize(page))
    return found
