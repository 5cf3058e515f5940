// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Sample {
    /// At least one project for each ecosystem that detection knows.
    static let all = scripts + compiled + machines + sites

    private static let shell = "/bin/sh -c exec "

    private static let scripts = [
        Sample(
            "node",
            [
                "package.json":
                    #"{"scripts":{"start":"node server.js"},"dependencies":{"express":"5"},"devDependencies":{"eslint":"9"},"engines":{"node":"20.11.1"}}"#,
                "package-lock.json": "{}", "server.js": "",
            ],
            from: "node:20.11.1-bookworm", to: "node:20.11.1-bookworm-slim",
            manifests: "package.json package-lock.json",
            starts: "node server.js"),
        Sample(
            "pnpm",
            [
                "package.json":
                    #"{"name":"a","scripts":{"start":"node a.js","build":"tsc"},"devDependencies":{"typescript":"5"}}"#,
                "pnpm-lock.yaml": "", "a.js": "",
            ],
            from: "node:", to: "node:", manifests: "package.json pnpm-lock.yaml", starts: "node a.js"),
        Sample(
            "bun",
            [
                "package.json": #"{"scripts":{"start":"bun run index.ts"},"dependencies":{"hono":"4"}}"#,
                "bun.lock": "", "index.ts": "",
            ],
            from: "node:", to: "oven/bun:", manifests: "package.json bun.lock", starts: "bun run"),
        Sample(
            "deno",
            [
                "deno.json": #"{"tasks":{"start":"deno run -A main.ts"}}"#,
                "main.ts": "Deno.serve(() => new Response())",
            ],
            from: "denoland/deno:", to: "denoland/deno:", manifests: "deno.json", starts: "deno"),
        Sample(
            "pip",
            ["requirements.txt": "flask\npsycopg2\n", "app.py": "app = Flask(__name__)", ".python-version": "3.11.7"],
            from: "python:3.11.7-bookworm", to: "python:3.11.7-slim-bookworm", manifests: "requirements.txt",
            starts: shell + ".venv/bin/flask"),
        Sample(
            "poetry",
            [
                "pyproject.toml": "[tool.poetry.dependencies]\npython = \"^3.11\"\nflask = \"*\"\n", "poetry.lock": "",
                "app.py": "app = Flask(__name__)",
            ],
            from: "python:", to: "python:", manifests: "poetry.lock pyproject.toml", starts: shell + ".venv/bin/flask"),
        Sample(
            "rails",
            [
                "Gemfile": "gem \"rails\"\ngem \"pg\"", "Gemfile.lock": "", "config/application.rb": "",
                "config/routes.rb": "get \"up\" => \"rails/health#show\"", ".ruby-version": "3.3.0",
            ],
            from: "ruby:3.3.0-bookworm", to: "ruby:3.3.0-slim-bookworm", manifests: "Gemfile Gemfile.lock",
            starts: "/bin/sh -c RAILS_ENV=${RAILS_ENV:-production} exec bundle exec rails server"),
        Sample(
            "laravel",
            [
                "composer.json": #"{"require":{"php":"^8.3","laravel/framework":"^12","ext-gd":"*"}}"#, "artisan": "",
                "public/index.php": "",
            ],
            from: "php:", to: "base", manifests: "composer.json", starts: shell + "php artisan serve"),
        Sample(
            "perl", ["cpanfile": "requires 'Mojolicious';", "app.pl": "use Mojolicious::Lite;"],
            from: "perl:", to: "perl:", manifests: "cpanfile",
            starts: "/bin/sh -c PERL5LIB=local/lib/perl5 PATH=local/bin:$PATH exec perl app.pl"),
        Sample(
            "lua", ["shop-1-1.rockspec": "dependencies = {\"pegasus\"}", "main.lua": "require 'pegasus'"],
            from: "debian:bookworm-slim", to: "debian:bookworm-slim", manifests: "shop-1-1.rockspec",
            starts: "lua main.lua"),
        Sample(
            "openresty", ["nginx.conf": "content_by_lua_block", "app.lua": ""], from: "openresty/openresty:",
            to: "openresty/openresty:", starts: "/bin/sh -c mkdir -p logs && exec openresty"),
        Sample(
            "r", ["plumber.R": "library(plumber)", "renv.lock": #"{"R":{"Version":"4.4.1"}}"#],
            from: "rocker/r-ver:4.4.1",
            to: "rocker/r-ver:4.4.1", manifests: "renv.lock", starts: shell + "Rscript -e"),
        Sample(
            "julia", ["Project.toml": "[deps]\nGenie = \"1\"\n", "main.jl": "using Genie\nup()"],
            from: "julia:", to: "julia:", manifests: "Project.toml", starts: "julia --project=. main.jl"),
        Sample(
            "racket", ["main.rkt": "#lang racket\n(require web-server/servlet-env)\n(serve/servlet start)"],
            from: "debian:bookworm-slim", to: "base", starts: "racket main.rkt"),
        Sample(
            "guile", ["server.scm": "(use-modules (web server))\n(run-server handler)"], from: "debian:bookworm-slim",
            to: "debian:bookworm-slim", starts: "guile --no-auto-compile -L . server.scm"),
        Sample(
            "procfile", ["Procfile": "web: make -f site.mk serve\n"], from: "debian:bookworm-slim",
            to: "debian:bookworm-slim", starts: "make -f site.mk serve"),
    ]

    private static let compiled = [
        Sample(
            "go", ["go.mod": "module shop\n\ngo 1.22.3\n", "go.sum": "", "main.go": "package main\nfunc main() {}"],
            from: "golang:1.22.3-bookworm", to: "gcr.io/distroless/static-debian12:nonroot", manifests: "go.mod go.sum",
            starts: "./bin/app"),
        Sample(
            "go with cgo",
            [
                "go.mod": "module shop\n\ngo 1.22\n\nrequire github.com/mattn/go-sqlite3 v1.14.0\n",
                "main.go": "package main\nfunc main() {}",
            ],
            from: "golang:", to: "debian:bookworm-slim", manifests: "go.mod", starts: "./bin/app"),
        Sample(
            "rust",
            [
                "Cargo.toml": "[package]\nname = \"shop\"\n[dependencies]\naxum = \"0.8\"\n", "Cargo.lock": "",
                "src/main.rs": "fn main() {}", "rust-toolchain": "1.80.1",
            ],
            from: "rust:1.80.1-bookworm", to: "debian:bookworm-slim", manifests: "Cargo.toml Cargo.lock",
            starts: "./target/release/shop"),
        Sample(
            "swift",
            [
                "Package.swift": "// swift-tools-version: 6.0\n.executableTarget(name: \"shop\")",
                "Sources/shop/main.swift": "",
            ],
            from: "swift:6.0.3-bookworm", to: "swift:6.0.3-bookworm-slim", manifests: "Package.swift",
            starts: "./.build/release/shop"),
        Sample(
            "dart", ["pubspec.yaml": "name: shop\ndependencies:\n  shelf: any\n", "bin/server.dart": ""], from: "dart:",
            to: "debian:bookworm-slim", manifests: "pubspec.yaml", starts: "./bin/server"),
        Sample(
            "crystal", ["shard.yml": "name: shop\ntargets:\n  shop:\n    main: src/shop.cr\n", "src/shop.cr": ""],
            from: "84codes/crystal:", to: "debian:bookworm-slim", manifests: "shard.yml", starts: "./bin/shop"),
        Sample(
            "haskell",
            [
                "shop.cabal": "name: shop\nexecutable shop\n  main-is: Main.hs\n  build-depends: scotty\n",
                "Main.hs": "",
            ],
            from: "haskell:", to: "debian:bookworm-slim", manifests: "shop.cabal", starts: "./bin/shop"),
        Sample(
            "zig", ["build.zig": "b.addExecutable(.{ .name = \"shop\" })", "src/main.zig": ""],
            from: "debian:bookworm-slim",
            to: "debian:bookworm-slim", starts: "./zig-out/bin/"),
        Sample(
            "cmake",
            [
                "CMakeLists.txt": "project(shop)\nfind_package(OpenSSL)\nadd_executable(shop main.cpp)\n",
                "main.cpp": "int main() {}",
            ],
            from: "debian:bookworm-slim", to: "debian:bookworm-slim", starts: "./build/shop"),
        Sample(
            "chicken", ["server.scm": "(import spiffy)\n(start-server)"], from: "debian:bookworm-slim",
            to: "debian:bookworm-slim", starts: "./bin/app"),
        Sample(
            "cobol", ["main.cob": "       IDENTIFICATION DIVISION.\n       PROCEDURE DIVISION.\n"],
            from: "debian:bookworm-slim", to: "debian:bookworm-slim", starts: "./bin/app"),
    ]

    private static let machines = [
        Sample(
            "spring with maven",
            [
                "pom.xml":
                    "<project><artifactId>shop</artifactId><version>1</version><parent><artifactId>spring-boot-starter-parent</artifactId></parent><properties><java.version>21</java.version></properties></project>"
            ],
            from: "maven:3.9.11-eclipse-temurin-21", to: "eclipse-temurin:21-jre-noble", manifests: "pom.xml",
            starts: shell + "java -Dserver.address="),
        Sample(
            "ktor with gradle",
            [
                "build.gradle.kts": "id(\"io.ktor.plugin\")", "gradlew": "",
                "gradle/wrapper/gradle-wrapper.properties": "", "src/main/kotlin/App.kt": "embeddedServer(Netty)",
            ],
            from: "eclipse-temurin:", to: "eclipse-temurin:", manifests: "build.gradle.kts gradlew",
            starts: shell + "java -jar build/libs/*-all.jar"),
        Sample(
            "scala",
            [
                "build.sbt": "name := \"shop\"\nenablePlugins(JavaAppPackaging)\n",
                "project/plugins.sbt": "addSbtPlugin(\"com.github.sbt\" % \"sbt-native-packager\" % \"1\")",
                "src/main/scala/Main.scala": "object Main extends App",
            ],
            from: "eclipse-temurin:", to: "eclipse-temurin:", manifests: "build.sbt",
            starts: "./target/universal/stage/bin/shop"),
        Sample(
            "clojure",
            [
                "project.clj": "(defproject shop \"1\" :main shop.core :uberjar-name \"shop.jar\")",
                "src/shop/core.clj": "",
            ],
            from: "clojure:temurin-", to: "eclipse-temurin:", manifests: "project.clj", starts: "java -jar target/"),
        Sample(
            "aspnet",
            [
                "Shop.csproj":
                    "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>",
                "Program.cs": "",
            ],
            from: "mcr.microsoft.com/dotnet/sdk:8.0-bookworm-slim",
            to: "mcr.microsoft.com/dotnet/aspnet:8.0-bookworm-slim",
            manifests: "Shop.csproj",
            starts: "/bin/sh -c cd out && ASPNETCORE_URLS=http://${HOST:-0.0.0.0}:$PORT exec dotnet Shop.dll"),
        Sample(
            "elixir",
            [
                "mix.exs":
                    "[app: :shop, deps: deps()]\n[mod: {Shop.Application, []}]\ndefp deps do\n[{:bandit, \"~> 1.0\"}]",
                "mix.lock": "", "lib/shop.ex": "",
            ],
            from: "elixir:", to: "elixir:", manifests: "mix.exs mix.lock", starts: "_build/prod/rel/shop/bin/shop start"
        ),
        Sample(
            "erlang", ["rebar.config": "{relx, [{release, {shop, \"1\"}, [shop]}]}.", "src/shop.app.src": ""],
            from: "erlang:",
            to: "erlang:", manifests: "rebar.config", starts: "./_build/prod/rel/shop/bin/shop foreground"),
        Sample(
            "gleam",
            ["gleam.toml": "name = \"shop\"\n[dependencies]\nmist = \"1\"\n", "src/shop.gleam": "pub fn main() {}"],
            from: "ghcr.io/gleam-lang/gleam:", to: "erlang:", manifests: "gleam.toml",
            starts: "./build/erlang-shipment/entrypoint.sh run"),
    ]

    private static let site = "/bin/sh -c sed \"s/@PORT@/$PORT/\""

    private static let sites = [
        Sample("page", ["index.html": "<h1>"], from: "nginx:", to: "nginx:", starts: site),
        Sample(
            "vite",
            [
                "package.json": #"{"scripts":{"build":"vite build"},"devDependencies":{"vite":"6"}}"#,
                "package-lock.json": "{}", "index.html": "",
            ],
            from: "node:", to: "nginx:", manifests: "package.json package-lock.json", starts: site),
        Sample(
            "hugo", ["hugo.toml": "baseURL = 'x'", "content/a.md": ""], from: "debian:bookworm-slim", to: "nginx:",
            starts: site),
        Sample(
            "zola", ["config.toml": "base_url = 'x'", "content/a.md": ""], from: "debian:", to: "nginx:", starts: site),
        Sample("mdbook", ["book.toml": "[book]", "src/SUMMARY.md": ""], from: "debian:", to: "nginx:", starts: site),
        Sample(
            "jekyll", ["_config.yml": "title: a", "_layouts/a.html": ""], from: "ruby:", to: "nginx:", starts: site),
        Sample(
            "mkdocs", ["mkdocs.yml": "site_name: a", "docs/index.md": "", "requirements.txt": "mkdocs"],
            from: "python:", to: "nginx:", manifests: "requirements.txt", starts: site),
        Sample(
            "flutter",
            [
                "pubspec.yaml": "name: a\ndependencies:\n  flutter:\n    sdk: flutter\n", "web/index.html": "",
                "lib/main.dart": "",
            ], from: "ghcr.io/cirruslabs/flutter:", to: "nginx:", manifests: "pubspec.yaml", starts: site),
    ]
}
