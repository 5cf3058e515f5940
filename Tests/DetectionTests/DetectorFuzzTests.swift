// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model
import Primitives
import TestKit
import Testing

/// Hostile trees: whatever the bytes, a detection ends with a blueprint or a failure of its own.
@Suite struct DetectorFuzzTests {
    private static let seeds: [String: String] = [
        "package.json":
            #"{"name":"x","dependencies":{"next":"^15"},"scripts":{"build":"next build","start":"next start"},"packageManager":"pnpm@9.1.0"}"#,
        "angular.json": #"{"projects":{"a":{"architect":{"build":{"options":{"outputPath":{"base":"dist"}}}}}}}"#,
        "composer.json": #"{"require":{"php":"^8","laravel/framework":"^11"}}"#,
        "pyproject.toml":
            "[project]\nname = \"x\"\ndependencies = [\"flask>=2\", 'fastapi[all]']\n[tool.poetry.dependencies]\npython = \"^3.11\"\ndjango = {version = \"5\", extras=[\"argon2\"]}\n[[a.b]]\nc = 1979-05-27 07:32:00\nd = \"\"\"\nx\\u00e9\"\"\"\n",
        "Pipfile": "[packages]\nflask = \"*\"\n[requires]\npython_version = \"3.11\"\n",
        "requirements.txt": "-r requirements.txt\nFlask[async]==3.0 \\\n --hash=sha256:1 # c\ngit+https://x/y#egg=z\n",
        "Procfile": "web: gunicorn app:app --bind :$PORT\nrelease: python x.py\n",
        "Dockerfile":
            "FROM python:3.12 AS a\nEXPOSE 80/tcp 90\nENTRYPOINT [\"sh\", \"-c\", \"x $PORT\"]\nCMD [\"a\"]\n",
        "go.mod": "module a.b/c\ngo 1.22\nrequire (\n github.com/gin-gonic/gin v1\n)\n",
        "Cargo.toml":
            "[package]\nname='x'\n[[bin]]\nname='y'\npath='src/main.rs'\n[workspace]\nmembers=['a/*']\n[dependencies]\naxum='0.7'\n",
        "Gemfile": "ruby '3.2'\ngem 'rails', '~> 7'\n",
        "Gemfile.lock": "DEPENDENCIES\n  rails!\n\nRUBY VERSION\n   ruby 3.2.2p53\n",
        "pom.xml":
            "<project><parent><artifactId>spring-boot-starter-parent</artifactId></parent><version>${v}</version><properties><v>1&amp;</v></properties><![CDATA[x]]><!-- c --></project>",
        "build.gradle": "plugins { id 'application' }\nversion = '1'\nsourceCompatibility = '1_8'\nmainClass = 'x'\n",
        "mise.toml": "[tools]\nnode = [\"20\"]\npython = {version='3.11'}\n",
        ".tool-versions": "nodejs 20 18\npython 3.11\n", "runtime.txt": "python-3.11.7",
        ".nvmrc": "v20", "manage.py": "os.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"a.settings\")\n",
        "a/settings.py": "WSGI_APPLICATION = 'a.wsgi.application'\nSTATIC_ROOT = 'x'\n",
        "app.py": "from flask import Flask\napp: X = Flask(__name__)\n@app.get('/health')\n",
        "next.config.js": "module.exports = { output: 'export', distDir: `x` }",
        "vercel.json": #"{"buildCommand":"x","outputDirectory":"dist"}"#,
        "netlify.toml": "[build]\nbase='a'\ncommand='x'\npublish='y'\n[build.environment]\nNODE_VERSION='20'\n",
        "render.yaml":
            "services:\n - type: web\n   rootDir: a\n   startCommand: x\n   buildCommand: y\n   envVars: [{key: NODE_VERSION, value: 1}]\n",
        "fly.toml": "[processes]\napp='x'\n[http_service]\ninternal_port=8080\n[[http_service.checks]]\npath='/h'\n",
        "compose.yaml":
            "x: &x {depends_on: [db]}\nservices: {db: {image: 'postgres:17'}, web: {<<: *x, build: {context: a, dockerfile: b/D}, ports: ['${P:-1}:80'], healthcheck: {test: [CMD, 'curl localhost:80/h']}}}\n",
        "rush.json": "{ // c\n \"projects\": [{\"packageName\": \"x\", \"projectFolder\": \"a\"}] }", "nx.json": "{}",
        "a/project.json":
            #"{"name":"x","projectType":"application","targets":{"build":{"executor":"@nx/webpack:webpack","outputs":["{options.outputPath}"],"options":{"target":"node","outputPath":"dist/{projectRoot}"}}}}"#,
        ".do/app.yaml": "services: [{source_dir: a, http_port: 80}]\n",
        ".upsun/config.yaml": "applications: {x: {source: {root: a}, web: {commands: {start: y}}}}\n",
        "amplify.yml": "applications: [{appRoot: a, frontend: {phases: {build: {commands: [x]}}}}]\n",
        "cmd/a/main.go": "package main\nfunc main() {}\n", "cmd/b/main.go": "package main\nfunc main() {}\n",
        "app.json": #"{"env":{"A":{"required":true}}}"#,
        "pnpm-workspace.yaml": "packages:\n  - 'a/*'\n  - '!a/b'\n",
        "a/package.json": #"{"scripts":{"start":"node x"}}"#,
        "a/go.mod": "module a\n",
        "x.sln": "Project(\"{1}\") = \"a\", \"a\\\\a.csproj\", \"{2}\"\n",
        ".sdkmanrc": "java=21.0.2-tem\n",
        "mix.exs":
            "[app: :x, apps_path: \"apps\", elixir: \"~> 1.14 or >= 1.20 and < 2\", releases: [a: []]]\n mod: {X, []}\ndefp deps do [{:phoenix, \"~> 1\"}]",
        "rebar.config": "{deps, [cowboy]}.\n{relx, [{release, {x, \"1\"}, [x]}]}. % c",
        "gleam.toml": "name = \"x\"\n[dependencies]\nwisp = \"1\"\n", "src/x.gleam": "pub fn main() {}",
        "A.csproj":
            "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><TargetFramework>net9.0</TargetFramework><AssemblyName>x</AssemblyName></PropertyGroup><ItemGroup><PackageReference Include=\"Giraffe\" /></ItemGroup></Project>",
        "global.json": "{ // c\n \"sdk\": {\"version\": \"9.0.100\", \"rollForward\": \"latestFeature\",}, /* d */ }",
        "build.sbt":
            "name := \"x\"\nThisBuild / scalaVersion := \"3\"\nlibraryDependencies += \"a\" %% \"zio-http\" % \"1\"",
        "project/plugins.sbt": "addSbtPlugin(\"a\" % \"sbt-native-packager\" % \"1\")",
        "project.clj": "(defproject a/b \"1\" :main ^:skip-aot b.core ; c\n :target-path \"target/%s\")",
        "deps.edn": "{:deps {http-kit/http-kit {:mvn/version \"2\"}} :aliases {:run {:main-opts [\"-m\" \"a\"]}}}",
        "Package.swift":
            "// swift-tools-version:6.0\nPackage(name: \"x\", dependencies: [.package(url: \"https://a/vapor.git\")], targets: [.executableTarget(name: \"App\")])",
        "pubspec.yaml": "name: x\nenvironment:\n  sdk: ^3\ndependencies:\n  shelf: ^1\n", "bin/server.dart": "",
        "shard.yml": "name: x\ntargets:\n  x:\n    main: src/x.cr\ndependencies:\n  kemal:\n    github: a/b\n",
        "x.cabal": "name: x\nexecutable x\n  build-depends: scotty -- c\n", "stack.yaml": "resolver: lts-22\n",
        "Project.toml": "name = \"X\"\n[deps]\nGenie = \"1\"\n", "routes.jl": "route(\"/health\") do end",
        "build.zig": "b.addExecutable(.{ .name = \"x\" });", "build.zig.zon": ".{ .dependencies = .{ .zap = .{} } }",
        "cpanfile": "requires 'Mojolicious';\nrequires \"Starman\" => 1;\n", "app.psgi": "sub { }",
        "renv.lock": "{\"R\": {\"Version\": \"4\"}, \"Packages\": {\"shiny\": {}}}", "app.R": "library(shiny)",
        "x-1.rockspec": "dependencies = { \"lapis >= 1\" }",
        "nginx.conf": "server { listen 8080; content_by_lua 'x'; }",
        "main.rkt": "(require web-server/servlet-env) (serve/servlet f #:port 8000)",
        "server.scm": "(use-modules (web server)) ; c",
        "CMakeLists.txt": "project(x)\nadd_executable(${PROJECT_NAME} main.cpp) # c\n", "main.cpp": "int main() {}",
        "meson.build": "project('x')\nexecutable('x', 'main.c')\n", "Makefile": "TARGET = x\nx:\n\tcc -o x\n",
        "main.cbl": "IDENTIFICATION DIVISION.\nPROCEDURE DIVISION.\n",
        "deno.jsonc":
            "{ \"tasks\": {\"start\": \"deno run -A main.ts\"}, // c\n \"imports\": {\"hono\": \"jsr:@hono/hono\",}, }",
        "hugo.toml": "baseURL = '/'\npublishDir = \"x\"\n", "book.toml": "[build]\nbuild-dir = 'x'\n",
        "mkdocs.yml": "site_dir: x\ntheme:\n  name: material\n", "_config.yml": "destination: x\n", "_posts/a.md": "",
        "settings.gradle": "rootProject.name = 'x'\ninclude ':app', \"lib\", ':b:c'\n",
        "app/build.gradle": "id 'org.springframework.boot'",
        "go.work": "go 1.23\nuse (\n ./a // c\n)\nuse ./b\n", "conf/routes": "GET /health a.b()\n",
        "main.go": "package main\nfunc main() {\n r.GET(\"/health\")\n}\n",
    ]

    @Test(arguments: 0..<24) func endsOnMutatedFiles(round: UInt64) {
        let random = RandomSource.seeded(round)
        for _ in 0..<12 {
            var files: [String: [UInt8]] = [:]
            for (name, text) in Self.seeds.sorted(by: { $0.key < $1.key }) where random.next() % 3 != 0 {
                files[name] = Self.mutated(Array(text.utf8), random)
            }
            let tree = InMemoryFileTree(files)
            let first = Self.outcome(tree)
            #expect(first == Self.outcome(tree), "the same tree must give the same answer")
        }
    }

    @Test(arguments: seeds.keys.sorted()) func endsOnNoise(name: String) {
        let random = RandomSource.seeded(UInt64(name.utf8.count))
        for length in [0, 1, 2, 3, 17, 400, 4000] {
            let noise = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            _ = Self.outcome(InMemoryFileTree([name: noise]))
            _ = Self.outcome(InMemoryFileTree([name: noise.map { $0 % 95 + 32 }]))
        }
    }

    @Test(arguments: [
        ("package.json", "[", 200_000), ("package.json", "{\"a\":", 100_000), ("pyproject.toml", "a.", 100_000),
        ("pyproject.toml", "a=[", 50_000),
        ("pyproject.toml", "a={b=", 50_000), ("pom.xml", "<a>", 100_000), ("Cargo.toml", "[a]\n[", 20_000),
        ("requirements.txt", "-r \\\n", 50_000),
        ("pnpm-workspace.yaml", "- [", 50_000), ("pnpm-workspace.yaml", "packages: &a [*a]\n", 5000),
        ("render.yaml", "services: [", 20_000), ("fly.toml", "[a]\n", 50_000), ("vercel.json", "{\"a\":", 50_000),
        ("go.work", "use ./a\n", 50_000), ("settings.gradle", "include ':a:b'\n", 50_000), (".nvmrc", ">=1||", 100_000),
        ("mix.exs", "elixir: \"~>", 20_000),
        ("Dockerfile", "CMD [", 50_000), ("app.py", "app = (", 20_000), ("angular.json", "[[", 50_000),
        ("mix.exs", "{:", 100_000), ("rebar.config", "{deps,{", 20_000), ("A.csproj", "<a>", 100_000),
        ("build.sbt", "name := \"", 50_000), ("deps.edn", "{:run ", 50_000),
        ("Package.swift", ".executableTarget(", 20_000),
        ("pubspec.yaml", " a:\n", 50_000), ("shard.yml", "a: {", 50_000), ("deno.jsonc", "[/**/", 50_000),
        ("deno.jsonc", "{\"a\":", 100_000), ("build.zig", "addExecutable(", 20_000),
        ("CMakeLists.txt", "add_executable(\n", 20_000),
        ("project.clj", "(defproject ", 20_000), ("settings.gradle", "include '", 20_000),
        ("Makefile", "A=$(A)\n", 20_000), ("compose.yaml", "services: {a: {", 20_000),
        ("compose.yaml", "services: &a {b: *a}\n", 5000), ("compose.yaml", "services:\n  a: {build: '${'}\n", 5000),
        ("rush.json", "{\"projects\":[", 50_000), ("nx.json", "[", 100_000),
        ("netlify.toml", "[build.environment]\n", 20_000),
        (".do/app.yaml", "services: [", 20_000), ("amplify.yml", "- ", 50_000), ("main.go", "package main\n", 50_000),
        ("_config.yml", "a:\n", 50_000), ("go.work", "use (", 50_000), ("cpanfile", "requires ", 50_000),
    ])
    func boundsNesting(name: String, unit: String, count: Int) {
        _ = Self.outcome(InMemoryFileTree(texts: [name: String(repeating: unit, count: count)]))
    }

    private static func outcome(_ tree: InMemoryFileTree) -> Result<Blueprint, Failure> {
        do {
            return .success(try Detector().detect(tree))
        } catch {
            return .failure(error)
        }
    }

    private static func mutated(_ bytes: [UInt8], _ random: RandomSource) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<(random.next() % 6) where !bytes.isEmpty {
            let place = Int(random.next() % UInt64(bytes.count))
            switch random.next() % 5 {
            case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(Array("\"'[]{}<>\\\n=#.:$&\u{0}".utf8)[Int(random.next() % 17)], at: place)
            case 3: bytes.removeLast(bytes.count - place)
            default: bytes.insert(contentsOf: bytes[place...].prefix(40), at: place)
            }
        }
        return bytes
    }
}
