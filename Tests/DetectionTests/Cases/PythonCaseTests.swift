// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Testing

/// Python's tools for applications and documents.
@Suite struct PythonCaseTests {
    static let cases: [Case] = [
        Case(
            "Gradio among what it brings",
            ["requirements.txt": "gradio\nfastapi\nuvicorn", "app.py": "import gradio as gr\ndemo.launch()"],
            language: "python", framework: "gradio", manager: "pip",
            start: "GRADIO_SERVER_NAME=${HOST:-0.0.0.0} GRADIO_SERVER_PORT=$PORT .venv/bin/python -u app.py"),
        Case(
            "Dash with gunicorn",
            [
                "requirements.txt": "dash\nflask\ngunicorn",
                "app.py": "from dash import Dash\napp = Dash(__name__)\nserver = app.server",
            ], language: "python", framework: "dash",
            start: ".venv/bin/gunicorn --bind ${HOST:-0.0.0.0}:$PORT app:server"),
        Case(
            "Dash alone",
            ["requirements.txt": "dash", "app.py": "from dash import Dash\napp = Dash(__name__)\napp.run()"],
            language: "python", framework: "dash", start: "HOST=${HOST:-0.0.0.0} .venv/bin/python -u app.py"),
        Case(
            "Sanic", ["requirements.txt": "sanic", "server.py": "from sanic import Sanic\napp = Sanic('x')"],
            language: "python", framework: "sanic",
            start: ".venv/bin/sanic server:app --host ${HOST:-0.0.0.0} --port $PORT"),
        Case(
            "aiohttp",
            ["requirements.txt": "aiohttp", "main.py": "from aiohttp import web\nweb.run_app(app, port=8765)"],
            language: "python", framework: "aiohttp", start: ".venv/bin/python -u main.py", port: 8765),
        Case(
            "a client of aiohttp", ["requirements.txt": "aiohttp", "main.py": "import aiohttp"], language: "python",
            start: ".venv/bin/python -u main.py"),
        Case(
            "Tornado", ["requirements.txt": "tornado", "main.py": "import tornado\napp.listen(8888)"],
            language: "python", framework: "tornado", start: ".venv/bin/python -u main.py", port: 8888),
        Case(
            "NiceGUI", ["requirements.txt": "nicegui", "main.py": "from nicegui import ui\nui.run()"],
            language: "python", framework: "nicegui", start: ".venv/bin/python -u main.py", port: 8080),
        Case(
            "Chainlit", ["requirements.txt": "chainlit", "app.py": "import chainlit"], language: "python",
            framework: "chainlit",
            start: ".venv/bin/chainlit run app.py --headless --host ${HOST:-0.0.0.0} --port $PORT"),
        Case(
            "Panel", ["requirements.txt": "panel", "app.py": "import panel as pn"], language: "python",
            framework: "panel",
            start: ".venv/bin/panel serve app.py --address ${HOST:-0.0.0.0} --port $PORT --allow-websocket-origin='*'"),
        Case(
            "mkdocs new", ["mkdocs.yml": "site_name: My Docs\n", "docs/index.md": ""], language: "python",
            framework: "mkdocs", manager: "pip", install: "python3 -m venv .venv && .venv/bin/pip install mkdocs",
            build: ".venv/bin/mkdocs build", output: "site"),
        Case(
            "Material for MkDocs",
            ["mkdocs.yml": "site_name: x\nsite_dir: public\ntheme:\n  name: material\n", "docs/index.md": ""],
            language: "python", framework: "mkdocs",
            install: "python3 -m venv .venv && .venv/bin/pip install mkdocs-material", build: ".venv/bin/mkdocs build",
            output: "public"),
        Case(
            "an application with documents",
            ["mkdocs.yml": "site_name: x\n", "requirements.txt": "requests", "main.py": "print(1)"], language: "python",
            start: ".venv/bin/python -u main.py"),
        Case(
            "sphinx-quickstart",
            [
                "requirements.txt": "sphinx\nfuro", "source/conf.py": "project = 'x'", "source/index.rst": "",
                "Makefile": "SPHINXBUILD = sphinx-build\n",
            ], language: "python", framework: "sphinx", build: ".venv/bin/sphinx-build -b html source _build/html",
            output: "_build/html"),
        Case(
            "pelican-quickstart",
            ["pelicanconf.py": "AUTHOR = 'x'", "publishconf.py": "", "content/a.md": "", "tasks.py": ""],
            language: "python", framework: "pelican",
            install: "python3 -m venv .venv && .venv/bin/pip install 'pelican[markdown]'",
            build: ".venv/bin/pelican content -o output -s publishconf.py", output: "output"),
        Case(
            "Reflex", ["requirements.txt": "reflex", "rxconfig.py": "", "shop/shop.py": ""], language: "python",
            framework: "reflex",
            start: ".venv/bin/reflex run --env prod --backend-host ${HOST:-0.0.0.0} --frontend-port $PORT"),
        Case("notebooks", ["requirements.txt": "jupyter\nnumpy", "a.ipynb": "{}"], language: "python"),
    ]

    @Test(arguments: cases) func plans(_ project: Case) throws { try project.check() }
}
