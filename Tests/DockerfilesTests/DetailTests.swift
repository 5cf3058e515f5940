// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Dockerfiles
import Model
import Primitives
import Testing

/// Single decisions of the generator.
@Suite struct DetailTests {
    private func start(_ line: String) throws -> [String] {
        let blueprint = Blueprint(language: "python", languages: ["python"], start: line)
        return try #require(DockerfileReading(try generate(blueprint).text).command)
    }

    @Test(arguments: [
        ("python3 -u app.py", ["python3", "-u", "app.py"]),
        ("a --port $PORT", ["/bin/sh", "-c", "exec a --port $PORT"]),
        ("A=1 B='x y' c -d", ["/bin/sh", "-c", "A=1 B='x y' exec c -d"]),
        ("cd web && node a.js", ["/bin/sh", "-c", "cd web && exec node a.js"]),
        ("mkdir -p x && A=$B ./y && z 'a && b'", ["/bin/sh", "-c", "mkdir -p x && A=$B ./y && exec z 'a && b'"]),
        ("a ; b", ["/bin/sh", "-c", "a ; b"]), ("a | b", ["/bin/sh", "-c", "a | b"]),
        ("a & b", ["/bin/sh", "-c", "a & b"]), ("a || b", ["/bin/sh", "-c", "a || b"]),
        ("if a; then b; fi", ["/bin/sh", "-c", "if a; then b; fi"]), ("exec a", ["/bin/sh", "-c", "exec a"]),
        ("a \"$(b)\"", ["/bin/sh", "-c", "a \"$(b)\""]), ("a *.py", ["/bin/sh", "-c", "exec a *.py"]),
        ("a 'unclosed", ["/bin/sh", "-c", "a 'unclosed"]), ("~/a", ["/bin/sh", "-c", "exec ~/a"]),
        ("cd web", ["/bin/sh", "-c", "cd web"]),
    ])
    func theProgramBecomesTheFirstProcess(line: String, words: [String]) throws {
        #expect(try start(line) == words)
    }

    @Test(arguments: [
        ("python", "3.11.7", "python:3.11.7-slim-bookworm"), ("python", "3.6.15", "python:3.6.15-slim-bullseye"),
        ("javascript", "20.11.1", "node:20.11.1-bookworm-slim"),
        ("javascript", "14.21.3", "node:14.21.3-bullseye-slim"),
        ("ruby", "2.7.8", "ruby:2.7.8-slim-bullseye"), ("php", "8.3.1", "php:8.3.1-cli-bookworm"),
    ])
    func theVersionIsTheOneAskedFor(language: String, version: String, image: String) throws {
        let runtime = language == "javascript" ? "node" : language
        let blueprint = Blueprint(
            language: language, languages: [language], runtimeVersions: [runtime: version], start: "a")
        #expect(try generate(blueprint).baseImages == [image])
    }

    @Test func imagesComeFromWhereTheyAreSaidTo() throws {
        let blueprint = Blueprint(
            language: "go", languages: ["go"], runtimeVersions: ["go": "1.22.3"], build: "go build -o bin/app .",
            start: "./bin/app", healthPath: "/")
        func images(_ base: BaseImages) throws -> [String] {
            try generate(blueprint, [:], DockerfileOptions(baseImages: base)).baseImages
        }
        let distroless = "gcr.io/distroless/static-debian12:nonroot"
        #expect(try images(.own) == ["golang:1.22.3-bookworm", distroless])
        #expect(
            try images(BaseImages(mirror: "mirror.example.com/dockerhub/"))
                == ["mirror.example.com/dockerhub/library/golang:1.22.3-bookworm", distroless])
        #expect(
            try images(BaseImages(replacements: ["golang": "registry:5000/go", distroless: "scratchy@sha256:ab"]))
                == ["registry:5000/go:1.22.3-bookworm", "scratchy@sha256:ab"])
        #expect(try images(BaseImages(replacements: ["golang": "go:1"])).first == "go:1")
        for text in ["", "a b", "a\nUSER root", "-x", "a\"b"] {
            #expect { try BaseImages(mirror: text) } throws: { ($0 as? Failure)?.code == .invalidArgument }
            #expect { try BaseImages(replacements: ["a": text]) } throws: { ($0 as? Failure)?.code == .invalidArgument }
        }
    }

    @Test func theFixedPortIsThePort() throws {
        let made = try generate(Blueprint(language: "python", languages: ["python"], start: "a", port: 5000))
        #expect(made.port == 5000 && made.text.contains("\nENV PORT=5000\nEXPOSE 5000\n"))
    }

    @Test func optionsArriveInTheFile() throws {
        let node = Blueprint(
            language: "javascript", languages: ["javascript"], install: "npm ci", build: "npm run build", start: "a")
        let options = DockerfileOptions(stopSignal: .quit, buildVariables: ["PUBLIC_URL"])
        let file = DockerfileReading(try generate(node, [:], options).text)
        #expect(file.final?.last("STOPSIGNAL")?.rest == "SIGQUIT")
        #expect(file.stages.first?.all("ARG").map(\.rest) == ["PUBLIC_URL"] && file.final?.all("ARG").isEmpty == true)
        let site = Blueprint(language: "html", languages: ["html"], outputDirectory: ".")
        #expect(try generate(site).text.contains("$uri/ =404"))
        #expect(try generate(site, [:], DockerfileOptions(isSinglePage: true)).text.contains("$uri/ /index.html"))
    }

    @Test func developmentDependenciesStayWhenTheyAreStarted() throws {
        func prune(_ manifest: String, start: String) throws -> [String] {
            let blueprint = Blueprint(
                language: "typescript", languages: ["typescript"], packageManager: "npm", install: "npm ci",
                start: start)
            let made = try generate(blueprint, ["package.json": manifest, "package-lock.json": "{}"])
            return DockerfileReading(made.text).stages[0].runs.filter { $0.contains("prune") }
        }
        let manifest = #"{"devDependencies":{"tsx":"4","vitest":"3"}}"#
        #expect(try prune(manifest, start: "node dist/a.js") == ["npm prune --omit=dev"])
        #expect(try prune(manifest, start: "npx tsx a.ts") == [])
    }

    @Test func ownInstallCommandsGetTheWholeSource() throws {
        let blueprint = Blueprint(
            language: "javascript", languages: ["javascript"], packageManager: "npm",
            install: "npm ci && ./scripts/fetch",
            start: "node a.js")
        let tree = ["package.json": "{}", "package-lock.json": "{}", "scripts/fetch": ""]
        let file = DockerfileReading(try generate(blueprint, tree).text)
        #expect(file.stages[0].all("COPY").map(\.rest) == [". ."])
        // So do packages whose own scripts run.
        var hooked = blueprint
        hooked.install = "npm ci"
        let manifest = ["package.json": #"{"scripts":{"postinstall":"node setup.js"}}"#]
        #expect(DockerfileReading(try generate(hooked, manifest).text).stages[0].all("COPY").map(\.rest) == [". ."])
    }

    @Test func anotherLanguagesToolsAreBorrowed() throws {
        let blueprint = Blueprint(
            language: "python", languages: ["python", "javascript"], framework: "django", packageManager: "pip",
            install: "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt && npm ci",
            build: "npm run build && .venv/bin/python manage.py collectstatic --noinput",
            start: ".venv/bin/gunicorn shop.wsgi")
        let tree = ["requirements.txt": "django", "package.json": "{}", "package-lock.json": "{}", "manage.py": ""]
        let file = DockerfileReading(try generate(blueprint, tree).text)
        #expect(file.stages[0].image.hasPrefix("node:") && file.stages[0].name == "tool1")
        #expect(file.stages[1].all("COPY").first?.rest == "--from=tool1 /usr/local/bin/node /usr/local/bin/node")
        #expect(file.final?.image.contains("slim") == true)
    }
}
