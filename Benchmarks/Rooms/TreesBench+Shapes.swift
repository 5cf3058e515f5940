// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension TreesBench {
    static let shapes: [[String: String]] = [
        ["index.html": "<!doctype html><title>x</title>"],
        ["requirements.txt": "flask==3.1\ngunicorn\n", "app.py": "from flask import Flask\napp = Flask(__name__)\n"],
        [
            "pyproject.toml": "[project]\nname='x'\nrequires-python='>=3.11'\ndependencies=['fastapi','uvicorn']\n",
            "main.py": "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/health')\ndef h(): return 1\n",
        ],
        ["requirements.txt": "Django\n", "manage.py": "DJANGO_SETTINGS_MODULE shop.settings", "shop/settings.py": ""],
        [
            "package.json": #"{"scripts":{"build":"next build","start":"next start"},"dependencies":{"next":"15"}}"#,
            "package-lock.json": "{}", ".nvmrc": "20\n",
        ],
        ["package.json": #"{"scripts":{"build":"vite build"},"devDependencies":{"vite":"6"}}"#, "vite.config.js": ""],
        ["package.json": #"{"scripts":{"start":"node server.js"},"dependencies":{"express":"5"}}"#, "server.js": ""],
        ["deno.json": #"{"tasks":{"start":"deno run -A main.ts"}}"#, "main.ts": "Deno.serve(() => new Response())"],
        ["Gemfile": "gem \"rails\"\n", "config/application.rb": "", "config.ru": "run Rails.application"],
        ["Gemfile": "gem 'sinatra'\ngem 'puma'\n", "config.ru": "run Sinatra::Application"],
        ["composer.json": #"{"require":{"laravel/framework":"^11"}}"#, "artisan": "", "public/index.php": "<?php"],
        ["index.php": "<?php echo 1;"],
        [
            "go.mod": "module a\n\ngo 1.22\n\nrequire github.com/gin-gonic/gin v1\n",
            "main.go": "package main\nfunc main() {}",
        ],
        ["Cargo.toml": "[package]\nname = 'a'\n[dependencies]\naxum = '0.8'\n", "src/main.rs": "fn main() {}"],
        [
            "pom.xml":
                "<project><artifactId>a</artifactId><parent><artifactId>spring-boot-starter-parent</artifactId></parent></project>"
        ],
        ["build.gradle": "plugins { id 'io.quarkus' }\n", "settings.gradle": "rootProject.name = 'a'\n"],
        ["build.sbt": "name := \"a\"\nlibraryDependencies += \"org.http4s\" %% \"http4s-ember-server\" % \"1\"\n"],
        ["deps.edn": "{:deps {ring/ring-core {:mvn/version \"1\"}}}", "src/a/core.clj": "(defn -main [])"],
        [
            "a.csproj":
                "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>"
        ],
        ["mix.exs": "app: :a, mod: {A, []}\ndefp deps do [{:phoenix, \"~> 1.7\"}] end\n"],
        ["rebar.config": "{deps, [cowboy]}.\n{relx, [{release, {a, \"1\"}, [a]}]}.\n"],
        ["gleam.toml": "name = 'a'\n[dependencies]\nwisp = '1'\n", "src/a.gleam": "pub fn main() {}"],
        [
            "Package.swift":
                "// swift-tools-version: 6.0\nPackage(name: \"a\", targets: [.executableTarget(name: \"a\")])"
        ],
        ["pubspec.yaml": "name: a\ndependencies:\n  shelf: ^1\n", "bin/server.dart": "void main() {}"],
        [
            "shard.yml":
                "name: a\ntargets:\n  a:\n    main: src/a.cr\ndependencies:\n  kemal:\n    github: kemalcr/kemal\n"
        ],
        [
            "package.yaml": "name: a\nexecutables:\n  a:\n    main: Main.hs\ndependencies:\n- scotty\n",
            "stack.yaml": "resolver: lts-22\n",
        ],
        ["Project.toml": "name = 'A'\n[deps]\nGenie = 'x'\n", "src/A.jl": "module A\nend"],
        ["build.zig": "b.addExecutable(.{ .name = \"a\" })", "src/main.zig": "pub fn main() void {}"],
        ["cpanfile": "requires 'Mojolicious';\n", "app.pl": "use Mojolicious::Lite;\n"],
        ["app.R": "library(shiny)\nshinyApp(ui, server)\n"],
        ["main.lua": "local pegasus = require 'pegasus'\n"],
        ["main.rkt": "#lang racket\n(require web-server/servlet-env)\n(serve/servlet start)\n"],
        ["server.scm": "(use-modules (web server))\n(run-server handler)\n"],
        ["hugo.toml": "baseURL = 'x'\n", "content/a.md": "# a\n"],
        ["CMakeLists.txt": "project(a)\nadd_executable(a main.c)\n", "main.c": "int main(void) { return 0; }\n"],
        ["main.cob": "       IDENTIFICATION DIVISION.\n       PROCEDURE DIVISION.\n"],
        ["mkdocs.yml": "site_name: a\n", "docs/index.md": "# a\n"],
    ]

    static let additions: [[String: String]] = [
        ["Procfile": "web: ./run\nrelease: ./migrate\n"], ["Dockerfile": "FROM python:3.12-slim\nEXPOSE 8000\n"],
        ["fly.toml": "[http_service]\ninternal_port = 8080\n"], ["vercel.json": #"{"buildCommand":"make"}"#],
        [".tool-versions": "nodejs 20.1.0\npython 3.12.1\n"],
        ["compose.yaml": "services:\n  db:\n    image: postgres\n"],
        ["render.yaml": "services:\n- type: web\n  startCommand: ./run\n"],
    ]

    /// A workspace's root, and what each of its parts has.
    struct Shape: Sendable {
        var folder: String
        var root: [String: String]
        var member: [String: String]
    }

    static let workspaces: [Shape] = [
        Shape(
            folder: "apps", root: ["package.json": #"{"workspaces":["apps/*"]}"#, "package-lock.json": "{}"],
            member: ["package.json": #"{"scripts":{"start":"node a.js"},"dependencies":{"express":"5"}}"#, "a.js": ""]),
        Shape(
            folder: "apps", root: ["package.json": "{}", "pnpm-workspace.yaml": "packages:\n- apps/*\n"],
            member: [
                "package.json": #"{"scripts":{"build":"vite build"},"devDependencies":{"vite":"6"}}"#, "index.html": "",
            ]),
        Shape(
            folder: "crates", root: ["Cargo.toml": "[workspace]\nmembers = ['crates/*']\n"],
            member: [
                "Cargo.toml": "[package]\nname = 'a'\n[dependencies]\naxum = '0.8'\n", "src/main.rs": "fn main() {}",
            ]),
        Shape(
            folder: "services", root: [:],
            member: ["requirements.txt": "flask\n", "app.py": "from flask import Flask\napp = Flask(__name__)\n"]),
        Shape(
            folder: "packages",
            root: ["pyproject.toml": "[tool.uv.workspace]\nmembers = ['packages/*']\n", "uv.lock": ""],
            member: [
                "pyproject.toml": "[project]\nname='a'\ndependencies=['fastapi']\n", "main.py": "app = FastAPI()\n",
            ]),
        Shape(
            folder: "apps",
            root: ["nx.json": "{}", "package.json": #"{"devDependencies":{"nx":"21","vite":"6"}}"#],
            member: [
                "project.json":
                    #"{"projectType":"application","targets":{"build":{"executor":"@nx/vite:build","options":{}}}}"#,
                "index.html": "",
            ]),
        Shape(
            folder: "projects",
            root: [
                "rush.json":
                    #"{"projects":[{"projectFolder":"projects/part0"},{"projectFolder":"projects/part1"}]} // c"#
            ],
            member: ["package.json": #"{"name":"a","scripts":{"start":"node a.js"},"dependencies":{"koa":"3"}}"#]),
        Shape(
            folder: "cmd", root: ["go.mod": "module a\n\ngo 1.24\n"],
            member: ["main.go": "package main\nfunc main() {}\n"]),
        Shape(
            folder: "deep/parts",
            root: [
                "compose.yaml":
                    "services:\n  a:\n    build: deep/parts/part0\n    ports: ['80:80']\n  b: {build: deep/parts/part1}\n"
            ],
            member: [
                "requirements.txt": "flask\n", "app.py": "from flask import Flask\napp = Flask(__name__)\n",
                "Dockerfile": "FROM python:3.12\n",
            ]),
    ]
}
