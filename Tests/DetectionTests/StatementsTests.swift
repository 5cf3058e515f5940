// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model
import Testing

/// What a project says about itself goes over what is guessed.
@Suite struct StatementsTests {
    @Test func aProcfileWinsWithTheProjectsExecutablesOnThePath() throws {
        let blueprint = try detect([
            "Procfile": "# comment\nrelease: python manage.py migrate\nweb: gunicorn app:app\nworker: x\n",
            "requirements.txt": "flask\ngunicorn",
            "app.py": "from flask import Flask\napp = Flask(__name__)",
        ])
        #expect(blueprint.start == "export PATH=\"$PWD/.venv/bin:$PATH\" && gunicorn app:app")
        #expect(blueprint.release == "export PATH=\"$PWD/.venv/bin:$PATH\" && python manage.py migrate")
        #expect(blueprint.framework == "flask")
        #expect(blueprint.hasEvidence("Procfile", "web: gunicorn app:app"))
    }

    @Test func aProcfileAloneIsEnough() throws {
        let blueprint = try detect(["Procfile": "web: ./serve --port $PORT", "serve": "#!/bin/sh"])
        #expect(blueprint.start == "./serve --port $PORT")
        #expect(blueprint.language == nil)
    }

    @Test func aDockerfileIsEvidence() throws {
        let blueprint = try detect([
            "Dockerfile":
                "FROM node:20 AS web\nRUN x\nFROM python:3.12-slim\nEXPOSE 8000/tcp\nCMD [\"uvicorn\", \"main:app\", \\\n \"--port\", \"8000\"]\n",
            "requirements.txt": "fastapi\nuvicorn", "main.py": "from fastapi import FastAPI\napp = FastAPI()",
        ])
        #expect(blueprint.framework == "fastapi")
        #expect(blueprint.runtimeVersions["python"]?.hasPrefix("3.12.") == true)
        #expect(blueprint.hasEvidence("Dockerfile", "exposes port 8000"))
        #expect(blueprint.hasEvidence("Dockerfile", "builds from python:3.12-slim"))
        #expect(blueprint.port == nil, "the start command honours PORT")
    }

    @Test func aDockerfileAloneNamesTheLanguageAndPort() throws {
        let blueprint = try detect(["Dockerfile": "FROM golang:1.22\nEXPOSE 9000\nCMD /app", "README.md": ""])
        #expect((blueprint.language, blueprint.framework, blueprint.port) == ("go", "container", 9000))
        #expect(blueprint.start == nil)
    }

    @Test func aDockerfileSaysHowAnUnknownProgramStarts() throws {
        let blueprint = try detect([
            "Dockerfile": "FROM python:3.12\nEXPOSE 7000\nCMD [\"python\", \"tools/serve.py\"]",
            "requirements.txt": "tornado", "tools/serve.py": "",
        ])
        #expect(blueprint.start == "export PATH=\"$PWD/.venv/bin:$PATH\" && python tools/serve.py")
        #expect(blueprint.port == 7000)
    }

    @Test(arguments: [
        (".nvmrc", "v20.11.1\n", "20.11.1"), (".nvmrc", "lts/iron", "20."), (".node-version", "22\r\n", "22."),
        (".tool-versions", "# tools\npython 3.12.1\nnodejs 18.19.0 16\n", "18.19.0"),
        ("mise.toml", "[tools]\nnode = ['21', '20']\n", "21"),
        ("mise.toml", "[tools]\nnode = { version = '20.1' }", "20.1"),
    ])
    func readsVersionFiles(file: String, text: String, version: String) throws {
        let blueprint = try detect(["package.json": #"{"scripts": {"start": "node a.js"}}"#, file: text])
        #expect(blueprint.runtimeVersions["node"]?.hasPrefix(version) == true)
        #expect(blueprint.hasEvidence(file, "asks for node"))
    }

    @Test func theMoreExactVersionFileDecides() throws {
        let blueprint = try detect([
            "package.json": #"{"scripts": {"start": "node a.js"}, "engines": {"node": ">=16"}}"#, ".nvmrc": "20.1.0",
        ])
        #expect(blueprint.runtimeVersions["node"] == "20.1.0")
        #expect(blueprint.hasEvidence("package.json", "also asks for node >=16"))
    }

    @Test(arguments: [
        ("@app.get('/healthz')", "/healthz"), ("@app.route(\"/health\", methods=['GET'])", "/health"),
        ("@router.get('/health')", "/"),
        ("r = requests.get('/health')", "/"), ("# @app.get('/health')", "/"),
    ])
    func takesOnlyASureHealthRoute(line: String, path: String) throws {
        let blueprint = try detect([
            "requirements.txt": "flask", "app.py": "from flask import Flask\napp = Flask(__name__)\n\(line)\n",
        ])
        #expect(blueprint.healthPath == path)
    }

    @Test func findsAHealthRouteByItsFile() throws {
        let blueprint = try detect([
            "package.json":
                #"{"dependencies": {"next": "15"}, "scripts": {"build": "next build", "start": "next start"}}"#,
            "src/app/api/health/route.ts": "export function GET() {}",
        ])
        #expect(blueprint.healthPath == "/api/health")
    }
}
