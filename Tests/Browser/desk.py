# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""A browser as one person has it open, and everything that must not happen in it."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response, expect

PASSWORD = "quilted-harbor-72-lantern"

# What the browser itself writes when a request fails that a page asked for on purpose.
EXPECTED = re.compile(r"Failed to load resource|WebSocket connection to|net::ERR_CONNECTION")


class Desk:
    def __init__(self, browser: Browser, url: str, scheme: str = "light", width: int = 1360, height: int = 900):
        self.url = url
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.errors: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.errors.append(f"{self.page.url}: {error}"))
        self.page.on("response", self._see)

    def _hear(self, message) -> None:
        if message.type in ("error", "warning") and not EXPECTED.search(message.text):
            self.errors.append(f"{self.page.url}: {message.text}")

    def _see(self, response: Response) -> None:
        if response.status >= 500 and "/health/ready" not in response.url:
            self.errors.append(f"{response.status} of {response.request.method} {response.url}")

    def open(self, path: str) -> None:
        self.page.goto(self.url + path)

    def button(self, name: str):
        return self.page.get_by_role("button", name=name, exact=True)

    def heading(self, name: str | re.Pattern):
        return self.page.get_by_role("heading", name=name).first

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        self.page.get_by_label("Name", exact=True).fill(name)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.button("Sign in").click()

    def expect_inside(self) -> None:
        """Signed in: there is where to go."""
        expect(self.page.get_by_role("navigation", name="Main")).to_be_visible()

    def settle(self) -> None:
        """Until what the page asked for is there."""
        expect(self.page.locator("h1").first).to_be_attached()
        self.page.wait_for_function("() => !document.querySelector('.skeleton, [aria-busy=true]')")

    def fetch(self, method: str, path: str, body: object = None) -> int:
        """A request as a page of this person could make it; the status."""
        return self.page.evaluate(
            """async ([method, path, body]) => {
                const session = await (await fetch('/v1/session')).json();
                const answer = await fetch(path, {
                    method, headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf_token },
                    body: body === null ? undefined : JSON.stringify(body),
                });
                return answer.status;
            }""",
            [method, path, body],
        )

    def check_access(self, what: str) -> None:
        """No serious finding of axe in what is shown now."""
        found = Axe().run(self.page).response["violations"]
        serious = [
            f"{each['id']} at {[node['target'] for node in each['nodes']][:3]}"
            for each in found if each["impact"] in ("serious", "critical")
        ]
        assert not serious, f"{what}: {serious}"

    def close(self) -> None:
        self.context.close()
        assert not self.errors, "errors in the console:\n" + "\n".join(self.errors)
