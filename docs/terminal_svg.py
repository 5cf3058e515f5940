#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Draws a terminal's screen, as `tmux capture-pane -e -p` prints it, as an SVG picture: terminal_svg.py TITLE < screen"""

import html
import re
import sys

CELL, LINE, MARGIN, BAR = 8.43, 19, 16, 36
BACKGROUND, TEXT, DIM = "#16181d", "#d7dae0", "#7d8590"
COLOURS = {31: "#f47067", 32: "#57ab5a", 33: "#c69026", 34: "#539bf5", 35: "#b083f0", 36: "#39c5cf", 37: TEXT, 90: DIM,
           91: "#ff938a", 92: "#6bc46d", 93: "#daaa3f", 94: "#6cb6ff", 95: "#dcbdfb", 96: "#56d4dd", 97: "#ffffff"}


def runs(line):
    """Pieces of a line with the style that holds for each (SGR, ECMA-48 8.3.117)."""
    style = {"colour": TEXT, "bold": False, "dim": False}
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if not part.startswith("\x1b["):
            if part:
                yield part, dict(style)
            continue
        for code in (int(number or 0) for number in part[2:-1].split(";")):
            if code == 0:
                style.update(colour=TEXT, bold=False, dim=False)
            elif code == 1:
                style["bold"] = True
            elif code == 2:
                style["dim"] = True
            elif code == 22:
                style.update(bold=False, dim=False)
            elif code == 39:
                style["colour"] = TEXT
            elif code in COLOURS:
                style["colour"] = COLOURS[code]


def main():
    lines = sys.stdin.read().rstrip("\n").split("\n")
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    width = max(map(len, plain)) * CELL + 2 * MARGIN
    height = len(lines) * LINE + BAR + MARGIN
    print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" '
          f'viewBox="0 0 {width:.0f} {height}" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" '
          f'font-size="14">')
    print(f'<rect width="100%" height="100%" rx="8" fill="{BACKGROUND}"/>')
    for index, colour in enumerate(("#f47067", "#c69026", "#57ab5a")):
        print(f'<circle cx="{MARGIN + 4 + index * 18}" cy="18" r="5.5" fill="{colour}"/>')
    print(f'<text x="50%" y="23" text-anchor="middle" fill="{DIM}">{html.escape(sys.argv[1])}</text>')
    for number, line in enumerate(lines):
        column = 0
        for text, style in runs(line):
            if text.strip():
                fill = DIM if style["dim"] else style["colour"]
                weight = ' font-weight="bold"' if style["bold"] else ""
                print(f'<text x="{MARGIN + column * CELL:.2f}" y="{BAR + 14 + number * LINE}" fill="{fill}"{weight} '
                      f'xml:space="preserve" textLength="{len(text) * CELL:.2f}">{html.escape(text)}</text>')
            column += len(text)
    print("</svg>")


main()
