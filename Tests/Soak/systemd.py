#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Runs the unit that `dextra service install` writes under a real systemd: a Debian of its own in a container of
systemd-nspawn, without a network. Looks at what systemd is told, what the unit's restrictions leave to builds, applications
and sites, and what of them outlives the server. Needs root, debootstrap and systemd-container; the Debian is made once,
from the mirror, and kept in --root.

    Tests/Soak/systemd.py --bin FOLDER [--root FOLDER]
"""

import argparse
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PACKAGES = (
    "systemd,systemd-sysv,dbus,dbus-user-session,libpam-systemd,ca-certificates,curl,git,haproxy,libbrotli1,libcurl4,libpq5,"
    "libsodium23,libsqlite3-0,libssl3,libyaml-0-2,libzstd1,procps,python3,python3-venv,util-linux,zlib1g")

APP = """\
import http.server, os, time

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"%d" % os.getpid())
    def log_message(self, *arguments):
        pass

http.server.ThreadingHTTPServer((os.environ["HOST"], int(os.environ["PORT"])), Handler).serve_forever()
"""

# What builds of all kinds do and a unit could take from them: a folder that passes on its group, an environment of
# Python's, a file that is written and run.
BUILD = """\
set -e
mkdir shared
chmod 2775 shared
touch shared/file
python3 -m venv --without-pip venv
venv/bin/python -c pass
printf '#!/bin/sh\\necho built\\n' >tool
chmod +x tool
./tool
"""


class Failed(Exception):
    pass


def check(isRight, what):
    if not isRight:
        raise Failed(what)


def until(condition, what, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise Failed(f"{what}: not within {seconds} s")
        time.sleep(0.1)


class Machine:
    """A booted Debian whose changes are gone with it."""

    def __init__(self, root, binaries, folder):
        binds = [f"--bind-ro={binaries / name}:/usr/local/bin/{name}" for name in ("dextra", "dextra-shim")]
        self.log = open(folder / "console", "wb")
        self.process = subprocess.Popen(
            ["systemd-nspawn", "--quiet", "--volatile=overlay", "--register=no", "--keep-unit", "--private-network",
             "--console=pipe", f"--machine=dextra-{os.getpid()}", f"--directory={root}", *binds,
             f"--bind-ro={folder / 'apps'}:/apps", "--boot"],
            env={**os.environ, "SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": "1"}, stdin=subprocess.DEVNULL, stdout=self.log,
            stderr=subprocess.STDOUT)
        self.leader = None
        until(self.isUp, "the machine's start")

    def isUp(self):
        check(self.process.poll() is None, "systemd-nspawn ended")
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        self.leader = children[0] if children else None
        return self.leader is not None and self.run("systemctl", "is-system-running").stdout.strip() == "running"

    def run(self, *command, timeout=120):
        return subprocess.run(
            ["nsenter", "--target", self.leader, "--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "env", "-i",
             "PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8", *command],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=timeout, check=False)

    def end(self):
        # To systemd as the first process: power off.
        if self.leader:
            os.kill(int(self.leader), signal.SIGRTMIN + 4)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


class Unit:
    """The service, of the system or of a person's own manager."""

    def __init__(self, machine, user=None, port=8100):
        self.machine = machine
        self.url = f"http://127.0.0.1:{port - 100}"
        self.prefix, self.scope, self.drop = [], [], "/etc/systemd/system/dextra.service.d"
        if user:
            number = self.ask("id", "-u", user)
            self.prefix = ["runuser", "-u", user, "--", "env", f"HOME=/home/{user}", f"XDG_RUNTIME_DIR=/run/user/{number}"]
            self.scope, self.drop = ["--user"], f"/home/{user}/.config/systemd/user/dextra.service.d"
        self.ask("dextra", "service", "install", f"--listen=127.0.0.1:{port - 100}", f"--base-port={port}")

    def ask(self, *command):
        result = self.machine.run(*self.prefix, *command)
        check(result.returncode == 0, f"{' '.join(command)} gave {result.returncode}:\n{result.stdout}")
        return result.stdout.strip()

    def control(self, *arguments):
        return self.ask("systemctl", *self.scope, *arguments)

    def value(self, name):
        return self.control("show", "dextra", "--value", f"--property={name}")

    def isActive(self):
        return self.value("ActiveState") == "active"

    def set(self, *lines):
        text = "\\n".join(["[Service]", *lines])
        self.ask("sh", "-c", f"mkdir -p {self.drop} && printf '{text}\\n' >{self.drop}/test.conf")
        self.control("daemon-reload")

    def deploy(self, name):
        """Gives where it is reached."""
        return re.search(r"live at (\S+)", self.ask("dextra", "deploy", f"/apps/{name}"))[1]

    def page(self, url):
        return self.machine.run("curl", "-sS", "-m", "10", url).stdout

    def isListening(self):
        return self.machine.run("curl", "-s", "-o", "/dev/null", f"{self.url}/health/live").returncode == 0

    def kill(self, signal):
        self.ask("kill", signal, self.value("MainPID"))


def inspect(unit):
    """Yields what was found right, one thing after another."""
    # The server reads it from its own environment, and says so twice as often.
    unit.set("WatchdogSec=4")
    unit.control("start", "dextra")
    check("serving at" in unit.value("StatusText"), "no status")
    yield "start waits for READY=1"

    app, site = unit.deploy("app"), unit.deploy("site")
    process = unit.page(app)
    check(process.isdigit(), f"the application said {process!r}")
    check("<h1>site</h1>" in unit.page(site), "the site is not served")
    yield "an application is built and runs, and a site is served, under the unit's restrictions"

    def isUnchanged():
        return unit.page(app) == process and "<h1>site</h1>" in unit.page(site)

    first = unit.value("MainPID")
    pinged = unit.value("WatchdogTimestampMonotonic")
    until(lambda: int(unit.value("WatchdogTimestampMonotonic")) > int(pinged) + 6_000_000, "WATCHDOG=1")
    check((unit.value("MainPID"), unit.value("NRestarts")) == (first, "0"), "it was started again")
    yield "WATCHDOG=1 keeps coming"

    unit.control("reload", "dextra")
    check(unit.isActive() and unit.value("MainPID") == first, "a reload ended it")
    yield "reload reads files anew"

    unit.kill("-KILL")
    until(lambda: unit.value("NRestarts") == "1" and unit.isActive(), "a start after it was killed")
    check(isUnchanged(), "applications did not outlive the killed server")
    yield "killed, it is started again, and applications go on"

    unit.kill("-STOP")
    until(lambda: unit.value("NRestarts") == "2" and unit.isActive(), "a start after it hung")
    check(isUnchanged(), "applications did not outlive the hanging server")
    yield "hanging, it is ended by the watchdog and started again"

    unit.control("restart", "dextra")
    check(isUnchanged(), "applications did not outlive a restart")
    unit.deploy("site")
    check(isUnchanged(), "what was deployed after a restart is not served")
    yield "restarted, it adopts what runs and takes changes"

    unit.control("stop", "dextra")
    check(unit.value("Result") == "success", f"it ended with {unit.value('Result')}")
    check(not unit.isListening(), "something listens yet")
    check(isUnchanged(), "applications did not outlive the server's end")
    yield "stopped, it ends in order, and applications go on without it"

    unit.control("start", "dextra")
    for name in ("app", "site"):
        unit.ask("dextra", "destroy", name, "--yes")
    left = unit.machine.run("pgrep", "-f", "/apps|app.py|static-server").stdout
    check(left == "", f"left behind: {left}")
    unit.control("stop", "dextra")
    yield "destroyed, nothing is left"


def makeRoot(root):
    if (root / "made").exists():
        return
    shutil.rmtree(root, ignore_errors=True)
    print("systemd: making a Debian of its own", flush=True)
    subprocess.run(
        ["debootstrap", "--variant=minbase", f"--include={PACKAGES}", "bookworm", root, "http://deb.debian.org/debian"],
        check=True, stdout=subprocess.DEVNULL)
    (root / "etc/systemd/system").mkdir(parents=True, exist_ok=True)
    # The system's own proxy is in nobody's way, and not looked at.
    subprocess.run(["chroot", root, "systemctl", "disable", "--quiet", "haproxy"], check=True)
    subprocess.run(["chroot", root, "useradd", "--create-home", "--shell=/bin/sh", "ada"], check=True)
    (root / "var/lib/systemd/linger").mkdir(exist_ok=True)
    (root / "var/lib/systemd/linger/ada").touch()
    (root / "made").touch()


def makeApps(folder):
    for name in ("app", "site"):
        (folder / name).mkdir(parents=True)
    (folder / "app/app.py").write_text(APP)
    (folder / "app/build.sh").write_text(BUILD)
    (folder / "app/dextra.yaml").write_text("name: app\nbuild: sh build.sh\nstart: python3 app.py\n")
    (folder / "site/index.html").write_text("<!doctype html><title>site</title><h1>site</h1>\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True, help="where dextra and dextra-shim are")
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(".build/systemd-root"))
    options = parser.parse_args()
    missing = [name for name in ("debootstrap", "systemd-nspawn", "nsenter") if not shutil.which(name)]
    if os.geteuid() != 0 or missing:
        print(f"systemd: NOT TESTED: needs root{''.join(', ' + name for name in missing)}", file=sys.stderr)
        return 0
    makeRoot(options.root)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        folder.chmod(0o755)
        makeApps(folder / "apps")
        machine = Machine(options.root.resolve(), options.bin.resolve(), folder)
        scope, unit = "", None
        try:
            for scope, user, port in (("system", None, 8100), ("user", "ada", 8300)):
                unit = Unit(machine, user, port)
                for found in inspect(unit):
                    print(f"systemd: {scope}: {found}", flush=True)
        except Failed as failure:
            print(f"systemd: {scope}: FAILED: {failure}", file=sys.stderr)
            if unit:
                journal = machine.run("journalctl", "--no-pager", "--lines=60", "--output=cat").stdout
                print(journal, file=sys.stderr)
            return 1
        finally:
            machine.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
