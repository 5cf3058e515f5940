// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model
import Primitives
import Testing

@Suite struct TreeShapeTests {
    private func code(_ files: [String: String]) -> FailureCode? {
        do {
            _ = try detect(files)
            return nil
        } catch {
            return Failure.wrapping(error).code
        }
    }

    @Test func refusesWhatItDoesNotKnow() {
        #expect(code([:]) == .sourceEmpty)
        #expect(code([".git/HEAD": "ref"]) == .sourceEmpty)
        #expect(code(["notes.txt": "hello", "data/a.csv": "1"]) == .sourceNotRecognised)
    }

    @Test func saysWhatItLookedFor() throws {
        let failure = #expect(throws: Failure.self) { try detect(["notes.txt": ""]) }
        for name in ["package.json", "requirements.txt", "go.mod", "dextra.yaml"] {
            #expect(failure?.hint?.contains(name) == true)
        }
    }

    @Test func entersTheOnlyFolderThatCanBeDeployed() throws {
        let blueprint = try detect([
            "README.md": "", "backend/requirements.txt": "flask",
            "backend/app.py": "from flask import Flask\napp = Flask(__name__)",
        ])
        #expect(blueprint.framework == "flask")
        #expect(blueprint.start == "cd backend && .venv/bin/flask --app app run --host ${HOST:-0.0.0.0} --port $PORT")
        #expect(blueprint.install?.hasPrefix("cd backend && python3") == true)
        #expect(blueprint.hasEvidence("backend/requirements.txt", "flask"))
    }

    @Test func installsAWorkspaceAtItsRoot() throws {
        let blueprint = try detect([
            "package.json": #"{"private": true, "workspaces": ["apps/*", "packages/*"]}"#, "package-lock.json": "{}",
            "apps/web/package.json": #"{"dependencies": {"vite": "5"}, "scripts": {"build": "vite build"}}"#,
            "packages/ui/package.json": #"{"name": "ui"}"#,
        ])
        #expect(blueprint.install == "npm ci")
        #expect(blueprint.build == "cd apps/web && npm run build")
        #expect(blueprint.outputDirectory == "apps/web/dist")
    }

    @Test func asksWhichOfSeveralFolders() {
        let files = ["web/index.html": "", "api/main.go": "package main\nfunc main() {}", "api/go.mod": "module x"]
        #expect(code(files) == .sourceAmbiguous)
    }

    @Test func ignoresBinaryAndHugeFiles() throws {
        let binary = [UInt8](repeating: 0, count: 5000)
        let tree = InMemoryFileTree([
            "package.json": binary, "requirements.txt": binary, "index.html": Array("<p>".utf8), "go.mod": binary,
            "Cargo.toml": [0xff, 0xfe, 0x00], "Procfile": binary,
        ])
        #expect(try Detector().detect(tree).isServable)
    }

    @Test func readsUTF16() throws {
        var bytes: [UInt8] = [0xff, 0xfe]
        for unit in "flask\r\n".utf16 { bytes += [UInt8(unit & 0xff), UInt8(unit >> 8)] }
        let tree = InMemoryFileTree([
            "requirements.txt": bytes, "app.py": Array("from flask import Flask\napp = Flask('x')".utf8),
        ])
        #expect(try Detector().detect(tree).framework == "flask")
    }

    @Test func writesEveryKey() throws {
        let text = try JSONText.encode(try detect(["index.html": ""]))
        let keys = try JSONText.decode(JSONValue.self, from: text).object?.keys.sorted()
        #expect(
            keys == [
                "build", "confidence", "evidence", "framework", "health_path", "install", "language", "languages",
                "output_directory", "package_manager", "port", "release", "runtime_versions", "start",
            ])
    }
}

extension Blueprint {
    fileprivate var isServable: Bool { start != nil || outputDirectory != nil }
}
