# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""What people do on the pages, one function each, in the order of a server's first day."""

import re
import time

from desk import PASSWORD, Desk
from playwright.sync_api import expect
from server import Server
from totp import Authenticator

SECONDS = 1000

# Says a word every fifth of a second, so that there is something to watch.
SLOW_BUILD = "python3 -u -c \"import time; [(print('building part', n), time.sleep(0.2)) for n in range(15)]\""


def first_run(desk: Desk, server: Server) -> None:
    """The one-time link makes the first owner, once."""
    desk.open("/")
    expect(desk.heading("Welcome to Dextra")).to_be_visible()
    link = server.setup_link()
    desk.page.goto(link)
    desk.page.get_by_label("Name", exact=True).fill("ada")
    desk.page.get_by_label("Display name").fill("Ada Lovelace")
    desk.page.get_by_label("Password", exact=True).fill("short")
    expect(desk.button("Create account")).to_be_disabled()
    desk.page.get_by_label("Password", exact=True).fill(PASSWORD)
    desk.check_access("setup")
    desk.button("Create account").click()
    expect(desk.page).to_have_url(f"{server.url}/")
    desk.settle()
    assert "token" not in desk.page.evaluate("location.href + document.referrer")
    assert desk.fetch("POST", "/v1/setup", {"token": link.split("=")[1], "name": "eve", "password": PASSWORD}) in (401, 404, 409)


def second_factor(desk: Desk) -> tuple[Authenticator, str]:
    """Turns TOTP on, and gives what signs in from then on: the authenticator and one recovery code."""
    desk.open("/profile")
    desk.button("Turn on").click()
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_label("Your password", exact=True).fill("not-the-password-at-all")
    dialog.get_by_role("button", name="Continue").click()
    expect(dialog.locator(".field-error")).to_be_visible()
    dialog.get_by_label("Your password", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="Continue").click()
    dialog.get_by_text("The camera doesn't work?").click()
    authenticator = Authenticator(dialog.locator("details code").inner_text().replace(" ", ""))
    dialog.get_by_label("Code", exact=True).fill("000000")
    dialog.get_by_role("button", name="Turn on").click()
    expect(dialog.locator(".field-error")).to_be_visible()
    dialog.get_by_label("Code", exact=True).fill(authenticator.code())
    dialog.get_by_role("button", name="Turn on").click()
    codes = dialog.locator(".recovery-codes code")
    expect(codes).to_have_count(10)
    recovery = codes.first.inner_text()
    desk.check_access("recovery codes")
    dialog.get_by_role("button", name="I have kept them").click()
    expect(desk.page.get_by_text("On", exact=True)).to_be_visible()
    return authenticator, recovery


def sign_out(desk: Desk) -> None:
    desk.open("/")
    desk.page.get_by_role("button", name=re.compile("Ada Lovelace")).click()
    desk.page.get_by_role("button", name="Sign out").click()
    expect(desk.heading("Sign in")).to_be_visible()


def sign_in_with_codes(desk: Desk, authenticator: Authenticator, recovery: str) -> None:
    """By the app's code, then by a recovery code, which is good once; a wrong password says nothing of either."""
    sign_out(desk)
    desk.sign_in("ada", "not-the-password-at-all")
    expect(desk.page.locator(".notice")).to_be_visible()
    desk.sign_in("ada")
    expect(desk.heading("Second factor")).to_be_visible()
    desk.page.get_by_label("Code", exact=True).fill(authenticator.code())
    desk.button("Confirm").click()
    desk.expect_inside()

    for attempt in ("good", "used"):
        sign_out(desk)
        desk.sign_in("ada")
        desk.button("Use a recovery code").click()
        desk.page.get_by_label("Recovery code").fill(recovery)
        desk.button("Confirm").click()
        if attempt == "good":
            desk.expect_inside()
    expect(desk.page.locator(".field-error")).to_be_visible()
    desk.button("Use the app").click()
    desk.page.get_by_label("Code", exact=True).fill(authenticator.code())
    desk.button("Confirm").click()
    desk.expect_inside()
    desk.open("/activity")
    expect(desk.page.get_by_text("ada signed in", exact=True)).to_have_count(4)


def create_project(desk: Desk) -> None:
    desk.open("/new-project")
    desk.page.get_by_label("Name", exact=True).fill("shop")
    desk.button("Create project").click()
    expect(desk.page.get_by_text("Waiting for the first deployment")).to_be_visible()
    # A name like that of a page is a name like any other.
    assert desk.fetch("POST", "/v1/projects", {"name": "new"}) == 201
    other = desk.context.new_page()
    other.goto(desk.url + "/projects/new")
    expect(other.get_by_text("Nothing runs in production")).to_be_visible()
    other.close()


def watch_a_deploy(desk: Desk, server: Server) -> None:
    """Begun on the command line, it appears by itself, and its log while it is written."""
    server.write_app("shop", "first version", build=SLOW_BUILD)
    deploy = server.deploy("shop")
    desk.page.get_by_role("link", name="Open the run").click()
    expect(desk.heading(re.compile("shop"))).to_be_visible()
    expect(desk.page.get_by_text("building part 1", exact=True)).to_be_visible()
    # Live: what is shown was written before the end.
    expect(desk.button("Cancel")).to_be_visible()
    expect(desk.page.get_by_text("building part 14", exact=True)).to_be_visible()
    expect(desk.heading(re.compile("Succeeded"))).to_be_visible(timeout=60 * SECONDS)
    assert deploy.wait(timeout=30) == 0
    expect(desk.page.get_by_text("Release v1 went live at")).to_be_visible()
    desk.page.get_by_role("textbox", name=re.compile("search", re.I)).fill("part 7")
    expect(desk.page.locator("mark").first).to_have_text("part 7")


def watch_a_failure(desk: Desk, server: Server) -> None:
    """The page says why: what the application itself said before it ended."""
    server.write_app("shop", "second version", extra="raise SystemExit('no ledger at /var/ledger')", build=SLOW_BUILD)
    deploy = server.deploy("shop")
    desk.open("/runs")
    runs = desk.page.locator("main table a[href^='/runs/']")
    expect(runs).to_have_count(2)
    runs.first.click()
    reason = desk.page.get_by_role("group", name="Why it failed").first
    expect(reason).to_contain_text("no ledger at /var/ledger", timeout=60 * SECONDS)
    expect(desk.button("Try again")).to_be_visible()
    assert deploy.wait(timeout=30) != 0
    desk.check_access("a failed run")


def roll_back(desk: Desk, server: Server) -> None:
    """Back to the first release by two clicks, after seeing what that changes."""
    server.write_app("shop", "third version")
    assert server.deploy("shop").wait(timeout=60) == 0
    desk.open("/projects/shop?tab=releases")
    url = desk.page.locator(".addresses a").first.get_attribute("href")
    body = lambda: desk.context.request.get(url).text()  # noqa: E731
    assert body() == "third version"
    desk.button("Roll back").last.click()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog.get_by_text("app.py")).to_be_visible()
    desk.check_access("going back")
    dialog.get_by_role("button", name=re.compile("Go back to v")).click()
    expect(desk.heading(re.compile("Succeeded"))).to_be_visible(timeout=60 * SECONDS)
    assert body() == "first version"


def come_back(desk: Desk) -> None:
    """Going back shows a long list where it was left, also when it has to be loaded again."""
    desk.page.set_viewport_size({"width": 1360, "height": 400})
    desk.open("/activity?steps=shown")
    expect(desk.page.locator(".feed-text").nth(30)).to_be_attached()
    place = desk.page.locator(".feed-text").nth(30)
    place.scroll_into_view_if_needed()
    left = desk.page.evaluate("scrollY")
    assert left > 300
    place.click()
    expect(desk.page).to_have_url(re.compile("/runs/"))
    desk.page.wait_for_function("() => scrollY === 0")
    desk.page.go_back()
    desk.page.wait_for_function("left => scrollY === left", arg=left)
    desk.page.set_viewport_size({"width": 1360, "height": 900})


def open_a_row_menu(desk: Desk) -> None:
    """A menu at the end of a table is seen to its own end: the table doesn't cut it off."""
    assert desk.fetch("PUT", "/v1/projects/shop/environment/CURRENCY", {"value": "EUR", "secret": False}) == 204
    desk.open("/projects/shop?tab=environment")
    desk.button("What can be done with CURRENCY").click()
    desk.check_access("a menu of a row")
    last = desk.page.get_by_role("menuitem", name="Remove")
    box = last.bounding_box()
    at = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    assert "Remove" in desk.page.evaluate("([x, y]) => document.elementFromPoint(x, y)?.textContent ?? ''", at)
    desk.page.keyboard.press("Escape")
    expect(desk.button("What can be done with CURRENCY")).to_be_focused()
    assert desk.fetch("DELETE", "/v1/projects/shop/environment/CURRENCY") == 204


def use_the_drawer(desk: Desk) -> None:
    """The navigation of a narrow window: while it is open, Tab goes round in it and not to the page that it covers."""
    page = desk.page
    page.set_viewport_size({"width": 390, "height": 780})
    desk.open("/projects/shop")
    desk.settle()
    inside = "() => document.activeElement.closest('main') !== null"
    desk.button("Menu").click()
    expect(page.locator(".sidebar-open a").first).to_be_focused()
    desk.check_access("the drawer")
    for _ in range(40):
        page.keyboard.press("Tab")
        assert not page.evaluate(inside), "the page behind the drawer has the focus"
    page.keyboard.press("Escape")
    expect(desk.button("Menu")).to_be_focused()
    desk.button("Menu").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Activity").click()
    expect(page).to_have_url(re.compile("/activity"))
    expect(page.locator(".sidebar-open")).to_have_count(0)
    assert page.evaluate(inside), "the new page has not got the focus"
    # Who turns the device has both side by side, and needs both.
    desk.button("Menu").click()
    page.set_viewport_size({"width": 1360, "height": 900})
    page.locator("main").get_by_role("link").first.focus()
    assert page.evaluate(inside), "the page can't be reached after the window got wide"


def back_up(desk: Desk) -> None:
    """With the key only under a passphrase: in clear the server refuses it to everybody who isn't on its machine."""
    desk.open("/backups")
    desk.button("New backup").first.click()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Make it")).to_be_disabled()
    dialog.get_by_label("Passphrase that seals the key").fill(PASSWORD)
    dialog.get_by_role("button", name="Make it").click()
    expect(desk.heading(re.compile("Succeeded"))).to_be_visible(timeout=60 * SECONDS)
    desk.open("/backups")
    expect(desk.page.get_by_text("with the key, sealed")).to_be_visible()


def refuse_a_viewer(owner: Desk, viewer: Desk) -> None:
    """Somebody who may only look is offered nothing else, and the server would refuse it."""
    owner.open("/users")
    owner.button("Invite").click()
    dialog = owner.page.get_by_role("dialog")
    dialog.get_by_label("Name", exact=True).fill("vera")
    dialog.get_by_label("Role", exact=True).select_option("viewer")
    dialog.get_by_role("button", name="Make the invitation").click()
    link = owner.page.get_by_role("dialog").locator("code").first
    expect(link).to_contain_text("/invite#token=")
    viewer.page.goto(link.inner_text())
    viewer.page.get_by_label("Password", exact=True).fill(PASSWORD)
    viewer.page.get_by_label("The same again").fill(PASSWORD)
    viewer.button("Set password").click()
    viewer.expect_inside()

    viewer.open("/projects/shop?tab=releases")
    expect(viewer.button("Compare").first).to_be_visible()
    for name in ("Deploy", "Roll back"):
        expect(viewer.button(name)).to_have_count(0)
    expect(viewer.page.get_by_role("navigation").get_by_role("link", name="Users")).to_have_count(0)
    viewer.open("/new-project")
    expect(viewer.page.get_by_text("You may look, but not create")).to_be_visible()
    viewer.open("/users")
    expect(viewer.page.get_by_text("This page is for others")).to_be_visible()
    assert viewer.fetch("POST", "/v1/projects", {"name": "hers"}) == 403
    assert viewer.fetch("POST", "/v1/projects/shop/rollback", {"profile": "production"}) == 403
    assert viewer.fetch("GET", "/v1/users") == 403


def let_deploy_one_project(owner: Desk, viewer: Desk) -> None:
    """What somebody may do in one project is offered there, as soon as they may, and nowhere else."""
    projects = owner.context.request.get(f"{owner.url}/v1/projects").json()["items"]
    shop = next(each["project"]["id"] for each in projects if each["project"]["name"] == "shop")
    runs = owner.context.request.get(f"{owner.url}/v1/runs?project=shop&state=rolled_back").json()["items"]
    everywhere = {"role": "viewer", "scope": "everything"}
    viewer.open(f"/runs/{runs[0]['id']}")
    viewer.settle()
    expect(viewer.button("Try again")).to_have_count(0)
    grants = [everywhere, {"role": "deployer", "scope": f"project/{shop}"}]
    assert owner.fetch("PATCH", "/v1/users/vera", {"grants": grants}) == 200
    expect(viewer.button("Try again")).to_be_visible()
    viewer.open("/projects/shop")
    expect(viewer.button("Deploy")).to_be_visible()
    viewer.open("/projects/new")
    viewer.settle()
    expect(viewer.button("Deploy")).to_have_count(0)
    assert owner.fetch("PATCH", "/v1/users/vera", {"grants": [everywhere]}) == 200


def end_the_session(owner: Desk, viewer: Desk) -> None:
    """A session that was ended elsewhere: nothing is seen until the person signs in again, and nothing typed is lost."""
    viewer.open("/tokens")
    viewer.button("New token").first.click()
    name = viewer.page.get_by_role("dialog").get_by_label("Name", exact=True)
    name.fill("half a name")
    # Disabling somebody ends their sessions; they may come back afterwards.
    for disabled in (True, False):
        assert owner.fetch("PATCH", "/v1/users/vera", {"disabled": disabled}) == 200
    expect(viewer.heading("Your session has ended")).to_be_visible(timeout=30 * SECONDS)
    viewer.check_access("an ended session")
    for key in ("Escape", "Escape", "Control+k"):
        viewer.page.keyboard.press(key)
    password = viewer.page.get_by_label("Password", exact=True).last
    expect(password).to_be_focused()
    password.fill(PASSWORD)
    viewer.button("Sign in").click()
    expect(viewer.heading("Your session has ended")).to_have_count(0)
    expect(name).to_have_value("half a name")
    expect(name).to_be_focused()
    viewer.page.keyboard.press("Escape")
    viewer.open("/projects/shop?tab=releases")
    expect(viewer.button("Compare").first).to_be_visible()


def sign_out_of_all_tabs(viewer: Desk) -> None:
    """Signing out is meant for every tab, and leaves nothing in another; signing in goes back to where that was."""
    other = viewer.context.new_page()
    other.goto(viewer.url + "/projects/shop?tab=releases")
    expect(other.get_by_role("button", name="Compare").first).to_be_visible()
    viewer.page.get_by_role("button", name=re.compile("vera")).click()
    viewer.button("Sign out").click()
    expect(viewer.heading("Sign in")).to_be_visible()
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()
    other.close()
    viewer.open("/projects/shop?tab=releases")
    viewer.sign_in("vera")
    expect(viewer.page).to_have_url(re.compile(r"/projects/shop\?tab=releases"))
    expect(viewer.button("Compare").first).to_be_visible()


def survive_a_crash(desk: Desk, server: Server) -> None:
    """The page says that it lost the server, and what happens afterwards arrives without reloading."""
    desk.open("/projects/shop/logs")
    expect(desk.page.get_by_text("Live", exact=True)).to_be_visible()
    desk.page.evaluate("window.notReloaded = true")
    server.kill()
    banner = desk.page.locator(".connection-banner")
    expect(banner).to_be_visible()
    expect(desk.page.get_by_text("Reconnecting", exact=True)).to_be_visible()
    desk.check_access("a lost connection")
    time.sleep(1)
    server.start()
    expect(banner).to_have_count(0, timeout=60 * SECONDS)
    expect(desk.page.get_by_text("Live", exact=True)).to_be_visible()
    desk.page.get_by_role("heading", name="shop").get_by_role("link").click()
    server.write_app("shop", "fourth version")
    assert server.deploy("shop").wait(timeout=60) == 0
    expect(desk.page.locator("main").get_by_text("v4").first).to_be_visible()
    assert desk.page.evaluate("window.notReloaded")
