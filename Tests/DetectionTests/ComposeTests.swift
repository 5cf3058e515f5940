// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model
import Primitives
import Testing

/// Compose files name the folders of a tree that are projects, and say what they listen on and what they need.
@Suite struct ComposeTests {
    private static let flask = "from flask import Flask\napp = Flask(__name__)\n"
    private static let shop = [
        "api/requirements.txt": "flask\ngunicorn\n", "api/app.py": flask, "api/Dockerfile": "FROM python:3.12-slim\n",
        "web/package.json": #"{"name": "web", "scripts": {"build": "vite build"}, "devDependencies": {"vite": "6"}}"#,
        "web/index.html": "",
    ]

    private func members(_ files: [String: String]) -> [DetectedMember] {
        Detector().members(of: InMemoryFileTree(texts: files))
    }

    private func with(_ compose: String, _ more: [String: String] = [:]) -> [String: String] {
        Self.shop.merging(more.merging(["compose.yaml": compose]) { own, _ in own }) { _, own in own }
    }

    @Test func namesTheFoldersItsImagesAreBuiltFrom() throws {
        let files = with(
            "services:\n  api: {build: ./parts/deep/api}\n  web:\n    build:\n      context: web\n      target: site\n",
            ["parts/deep/api/package.json": #"{"scripts": {"start": "node a.js"}}"#])
        #expect(members(files).map(\.path) == ["api", "parts/deep/api", "web"])
        let failure = #expect(throws: Failure.self) { try detect(files) }
        #expect(failure?.code == .sourceAmbiguous)
        let deep = try Detector().detect(InMemoryFileTree(texts: files), member: "parts/deep/api")
        #expect(deep.start == "cd parts/deep/api && node a.js")
        #expect(deep.hasEvidence("compose.yaml", "lists parts/deep/api"))
    }

    @Test(arguments: [
        ("ports: ['8080:80']", 80), ("ports: ['127.0.0.1:8001:8001/tcp']", 8001), ("ports: [5000]", 5000),
        ("ports: ['6060:6060/udp', '9000:9001']", 9001), ("ports: ['3000-3005:3100-3105']", 3100),
        ("ports: ['${WEB_PORT:-8080}:${PORT:-4000}']", 4000), ("ports: [{target: 7000, published: '80'}]", 7000),
        ("ports: [{target: 7000, protocol: udp}, {target: 7001}]", 7001), ("expose: ['4321']", 4321),
        ("healthcheck: {test: curl -f http://localhost:6543/ok}", 6543),
    ])
    func takesTheContainersPortWhereNothingElseSaysIt(says: String, port: Int) throws {
        let blueprint = try detect([
            "compose.yaml": "services:\n  web:\n    build: .\n    \(says)\n",
            "package.json": #"{"scripts": {"start": "node a.js"}}"#, "a.js": "listen()",
        ])
        #expect(blueprint.port == port)
    }

    @Test(arguments: [
        "ports: 80", "ports: {a: b}", "ports: ['', ':', 'a:b', '99999:99999', '-1', null, [1]]", "ports: ['${PORT}']",
        "expose: [{}]", "healthcheck: []", "healthcheck: {test: {a: b}}", "healthcheck: {test: [CMD, 1, null]}",
        "healthcheck: {test: ['NONE']}",
    ])
    func whatIsNoPortIsNone(says: String) throws {
        let blueprint = try detect([
            "compose.yaml": "services:\n  web:\n    build: .\n    \(says)\n",
            "package.json": #"{"scripts": {"start": "node a.js"}}"#,
        ])
        #expect(blueprint.port == nil)
        #expect(blueprint.start == "node a.js")
    }

    @Test func aProgramThatReadsPORTGetsNoFixedOne() throws {
        let files = [
            "compose.yaml": "services: {web: {build: ., ports: ['80:3000']}}\n",
            "package.json": #"{"scripts": {"start": "node a.js"}}"#, "a.js": "app.listen(process.env.PORT)",
        ]
        #expect(try detect(files).port == nil)
        #expect(try detect(files.merging(["a.js": "x"]) { _, own in own }).port == 3000)
    }

    @Test(arguments: [
        ("[CMD, curl, -f, 'http://localhost:3000/alive']", "/alive"),
        ("['CMD-SHELL', 'curl -fs http://127.0.0.1/alive?x=1 || exit 1']", "/alive"),
        ("wget --spider -q localhost:3000/alive", "/alive"), ("[CMD, wget, 'http://[::1]:80/alive']", "/alive"),
        ("pg_isready -h localhost", "/"), ("curl -f https://example.com/alive", "/"),
    ])
    func takesTheHealthChecksPath(test: String, path: String) throws {
        let blueprint = try detect([
            "compose.yaml": "services:\n  web:\n    build: .\n    healthcheck:\n      test: \(test)\n",
            "package.json": #"{"scripts": {"start": "node a.js"}}"#,
        ])
        #expect(blueprint.healthPath == path)
    }

    @Test func whatTheFrameworkKnowsGoesBeforeTheHealthCheck() throws {
        let blueprint = try detect([
            "compose.yaml":
                "services: {web: {build: ., healthcheck: {test: 'curl http://localhost:3000/other'}}}\n",
            "Gemfile": "gem 'rails', '~> 8.0'\n", "config/application.rb": "", "config.ru": "",
            "config/routes.rb": "get \"up\" => \"rails/health#show\"",
        ])
        #expect(blueprint.healthPath == "/up")
    }

    @Test func saysOfAPartWhatItsServiceSays() throws {
        let compose = """
            x-common: &common
              environment: {DATABASE_URL: 'postgres://u:hidden@db/x', MODE: fast}
              depends_on: {db: {condition: service_healthy}}
            services:
              api:
                <<: *common
                build: {context: ./api, args: [VERSION=1]}
                ports: ['80:8000']
                healthcheck: {test: 'curl http://localhost:8000/alive'}
              worker:
                build: ./api
                command: celery
              db: {image: 'postgres:17'}
              cache: {image: '${REGISTRY-docker.io}/valkey:8'}
              mail: {image: axllent/mailpit}
            """
        let member = try #require(members(with(compose)).first { $0.path == "api" }).blueprint
        #expect(member.healthPath == "/alive")
        #expect(member.hasEvidence("compose.yaml", "services.api waits for db"))
        #expect(member.hasEvidence("compose.yaml", "services.api is given DATABASE_URL, MODE"))
        #expect(member.hasEvidence("compose.yaml", "services.api is built with VERSION"))
        #expect(!member.evidence.contains { $0.says.contains("hidden") })
        let root = try detect(["compose.yaml": compose, "index.html": ""])
        for image in ["postgres:17", "docker.io/valkey:8", "axllent/mailpit"] {
            #expect(root.evidence.contains { $0.says.hasSuffix("needs \(image) beside it") })
        }
    }

    @Test func anImageOfItsOwnIsAPartAndNoRivalOfTheApplication() throws {
        let files = [
            "compose.yaml": "services: {app: {build: app}, proxy: {build: ./proxy, ports: ['80:80']}}\n",
            "app/package.json": #"{"scripts": {"start": "node a.js"}}"#, "proxy/Dockerfile": "FROM nginx:1.27\n",
        ]
        #expect(members(files).map(\.path) == ["app", "proxy"])
        #expect(try detect(files).start == "cd app && node a.js")
        let proxy = try Detector().detect(InMemoryFileTree(texts: files), member: "proxy")
        #expect((proxy.framework, proxy.port) == ("container", 80))
        #expect(proxy.start == nil)
    }

    @Test func findsTheProjectBesideADockerfileOfACommonContext() throws {
        let files = [
            "docker-compose.yml": """
            services:
              one: {build: {context: ., dockerfile: cloud/one/Dockerfile}, ports: ['80:4001']}
              two: {build: {context: ., dockerfile: docker/two.Dockerfile}}
            """,
            "cloud/one/package.json": #"{"scripts": {"start": "node a.js"}}"#, "docker/two.Dockerfile": "FROM node\n",
        ]
        #expect(members(files).map(\.path) == ["cloud/one"])
        #expect(try detect(files).port == 4001)
    }

    @Test(arguments: ["https://example.com/x.git#main:api", "../elsewhere", "/srv/app", "git@example.com:a/b.git"])
    func aContextElsewhereIsOnlyTold(context: String) throws {
        let blueprint = try detect(["compose.yaml": "services: {x: {build: '\(context)'}}\n", "index.html": ""])
        #expect(blueprint.hasEvidence("compose.yaml", "services.x is built from \(context), which is not part"))
        #expect(blueprint.outputDirectory == ".")
    }

    @Test(arguments: [
        "", "services:", "services: []", "services: x", "services: {web: }", "services: {web: [build]}",
        "services: {web: {build: []}}", "services: {web: {build: {context: {}}}}", "services: {web: {image: 1}}",
        "a: &a [*a]", "services: {? [a]: b}", "services: {web: {build: {context: 'api', dockerfile: []}}}", "\u{1}",
    ])
    func oddFilesLeaveTheRestAsItIs(compose: String) throws {
        let blueprint = try detect(["compose.yaml": compose, "index.html": ""])
        #expect(blueprint.outputDirectory == ".")
    }

    @Test func aHugeFileEnds() throws {
        let many = "services:\n" + (0..<9000).map { "  s\($0): {build: ./d\($0), ports: ['\($0)']}\n" }.joined()
        #expect(try detect(["compose.yaml": many, "index.html": ""]).outputDirectory == ".")
    }
}
