// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model
import Testing

@Suite struct PythonTests {
    private let flaskApp = """
        from flask import Flask

        app = Flask(__name__)

        @app.route("/")
        def index():
            return "hello"

        @app.get("/healthz")
        def health():
            return {"ok": True}
        """

    @Test func servesFlaskWithGunicornWhenItIsListed() throws {
        let blueprint = try detect([
            "app.py": flaskApp, "requirements.txt": "Flask==3.0.3\ngunicorn>=22\n", ".python-version": "3.11.7\n",
        ])
        #expect(blueprint.language == "python")
        #expect(blueprint.framework == "flask")
        #expect(blueprint.packageManager == "pip")
        #expect(blueprint.runtimeVersions == ["python": "3.11.7"])
        #expect(blueprint.install == "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt")
        #expect(blueprint.start == ".venv/bin/gunicorn --bind ${HOST:-0.0.0.0}:$PORT app:app")
        #expect(blueprint.healthPath == "/healthz")
        #expect(blueprint.hasEvidence("requirements.txt", "flask"))
        #expect(blueprint.port == nil)
        #expect(blueprint.confidence > 0.8)
    }

    @Test func servesFlaskByItselfWithoutAServer() throws {
        let blueprint = try detect(["app.py": flaskApp, "requirements.txt": "flask"])
        #expect(blueprint.start == ".venv/bin/flask --app app run --host ${HOST:-0.0.0.0} --port $PORT")
    }

    @Test func callsAFlaskFactory() throws {
        let blueprint = try detect([
            "shop/__init__.py":
                "from flask import Flask\n\ndef create_app():\n    app = Flask(__name__)\n    return app\n",
            "requirements.txt": "flask\ngunicorn\n",
        ])
        #expect(blueprint.start == ".venv/bin/gunicorn --bind ${HOST:-0.0.0.0}:$PORT 'shop:create_app()'")
    }

    @Test func namesTheModuleFromWhereItsImportsWork() throws {
        let blueprint = try detect([
            "src/main.py": "from fastapi import FastAPI\nfrom routes import router\napp = FastAPI()\n",
            "src/routes.py": "router = 1\n", "requirements.txt": "fastapi[standard]\n",
        ])
        #expect(blueprint.start == "PYTHONPATH=src .venv/bin/uvicorn main:app --host ${HOST:-0.0.0.0} --port $PORT")
        #expect(blueprint.framework == "fastapi")
    }

    @Test func namesAPackagedFastAPIFromTheRoot() throws {
        let blueprint = try detect([
            "app/__init__.py": "", "app/main.py": "import fastapi\napi: fastapi.FastAPI = fastapi.FastAPI(title='x')\n",
            "requirements.txt": "fastapi\nuvicorn[standard]\n",
        ])
        #expect(blueprint.start == ".venv/bin/uvicorn app.main:api --host ${HOST:-0.0.0.0} --port $PORT")
    }

    @Test func installsAServerForFastAPIThatDeclaresNone() throws {
        let blueprint = try detect([
            "main.py": "from fastapi import FastAPI\napp = FastAPI()", "requirements.txt": "fastapi",
        ])
        #expect(blueprint.install?.hasSuffix("&& .venv/bin/pip install uvicorn") == true)
    }

    private let djangoFiles = [
        "manage.py": """
        import os
        def main():
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        """,
        "shop/settings.py": "WSGI_APPLICATION = 'shop.wsgi.application'\nSTATIC_URL = 'static/'\n",
        "shop/wsgi.py": "application = get_wsgi_application()\n", "requirements.txt": "Django>=5\n",
    ]

    @Test func migratesAndServesDjango() throws {
        let blueprint = try detect(djangoFiles)
        #expect(blueprint.framework == "django")
        #expect(blueprint.release == ".venv/bin/python manage.py migrate --noinput")
        #expect(blueprint.start == ".venv/bin/python -u manage.py runserver ${HOST:-0.0.0.0}:$PORT --noreload")
        #expect(blueprint.build == nil)
    }

    @Test func collectsStaticFilesOnlyWhenTheyHaveAPlace() throws {
        var files = djangoFiles
        files["requirements.txt"] = "django\ngunicorn\n"
        files["shop/settings.py"]? += "STATIC_ROOT = BASE_DIR / 'staticfiles'\n"
        let blueprint = try detect(files)
        #expect(blueprint.build == ".venv/bin/python manage.py collectstatic --noinput")
        #expect(blueprint.start == ".venv/bin/gunicorn --bind ${HOST:-0.0.0.0}:$PORT shop.wsgi:application")
    }

    @Test func buildsTheAssetsOfADjangoProject() throws {
        var files = djangoFiles
        files["package.json"] = #"{"devDependencies": {"vite": "^5"}, "scripts": {"build": "vite build"}}"#
        files["package-lock.json"] = "{}"
        let blueprint = try detect(files)
        #expect(blueprint.framework == "django")
        #expect(blueprint.languages == ["python", "javascript"])
        #expect(blueprint.install?.hasSuffix("&& npm ci") == true)
        #expect(blueprint.build == "npm run build")
        #expect(blueprint.start?.contains("manage.py runserver") == true)
    }

    @Test(arguments: [
        ("uv", "uv.lock", "uv sync --frozen --no-dev"),
        (
            "poetry", "poetry.lock",
            "POETRY_VIRTUALENVS_IN_PROJECT=true poetry install --only main --no-root --no-interaction"
        ),
        ("pdm", "pdm.lock", "pdm install --prod --frozen-lockfile"),
        ("pipenv", "Pipfile.lock", "PIPENV_VENV_IN_PROJECT=1 pipenv sync"),
    ])
    func choosesTheManagerOfTheLockFile(manager: String, lockfile: String, command: String) throws {
        let blueprint = try detect([
            lockfile: "", "main.py": "print(1)\n", "pyproject.toml": "[project]\nname='x'\nrequires-python='>=3.11'\n",
        ])
        #expect(blueprint.packageManager == manager)
        #expect(blueprint.install?.hasSuffix(command) == true)
        #expect(blueprint.start == ".venv/bin/python -u main.py")
        #expect(blueprint.hasEvidence("pyproject.toml", "asks for python >=3.11 → 3."))
    }

    @Test func runsAPlainScriptWithoutInstallingAnything() throws {
        let blueprint = try detect([
            "server.py": "import os\nfrom http.server import HTTPServer\nHTTPServer(('', int(os.environ['PORT'])), H)\n"
        ])
        #expect(blueprint.install == nil)
        #expect(blueprint.start == "python3 -u server.py")
        #expect(blueprint.framework == nil)
        #expect(blueprint.port == nil)
    }

    @Test func findsThePortThatAScriptInsistsOn() throws {
        let blueprint = try detect([
            "main.py": "from http.server import HTTPServer\nHTTPServer(('0.0.0.0', 8123), H).serve_forever()\n"
        ])
        #expect(blueprint.port == 8123)
    }

    @Test func readsRequirementsAsPipDoes() throws {
        let text = "\u{feff}# web\r\n-r base.txt\r\nGunicorn ~= 22.0 ; python_version > '3.8' # server\r\n"
        let blueprint = try detect([
            "requirements.txt": text,
            "base.txt": "-r requirements.txt\nflask [async] \\\n  == 3.0.3 --hash=sha256:00\n", "app.py": flaskApp,
        ])
        #expect(blueprint.framework == "flask")
        #expect(blueprint.start?.contains("gunicorn") == true)
    }

    @Test func installsAFrameworkThatNothingDeclares() throws {
        let blueprint = try detect(["app.py": flaskApp])
        #expect(blueprint.framework == "flask")
        #expect(blueprint.install == "python3 -m venv .venv && .venv/bin/pip install flask")
    }

    @Test func saysThatAManifestIsBroken() throws {
        let blueprint = try detect(["pyproject.toml": "[project\nname = ", "main.py": "print(1)"])
        #expect(blueprint.hasEvidence("pyproject.toml", "is not valid TOML, line 1"))
        #expect(blueprint.start != nil)
    }
}
