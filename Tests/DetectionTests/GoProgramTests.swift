// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model
import Primitives
import Testing

/// A Go module with several programs is asked about; one of them is obvious only at the root or alone.
@Suite struct GoProgramTests {
    private static let main = "package main\n\nfunc main() {}\n"

    private func module(_ programs: [String], _ more: [String: String] = [:]) -> [String: String] {
        programs.reduce(into: ["go.mod": "module example.com/shop\n\ngo 1.24\n"].merging(more) { _, own in own }) {
            $0["\($1)/main.go"] = Self.main
        }
    }

    private func members(_ files: [String: String]) -> [String] {
        Detector().members(of: InMemoryFileTree(texts: files)).map(\.path)
    }

    @Test(arguments: [
        ["cmd/api", "cmd/worker"], ["services/api", "services/mail"], ["cmd/tools/x", "cmd/tools/y"], ["a", "b"],
    ])
    func severalAreAskedAbout(programs: [String]) throws {
        let files = module(programs, ["Dockerfile": "FROM golang:1.24\nCMD [\"/app\"]\n"])
        let failure = #expect(throws: Failure.self) { try detect(files) }
        #expect(failure?.code == .sourceAmbiguous)
        #expect(failure?.hint?.contains("--member=\(programs[0])") == true)
        #expect(failure?.hint?.contains("root: \(programs[0])") == true)
        #expect(members(files) == programs)
    }

    @Test func theChosenOneIsBuiltFromItsModule() throws {
        let files = module(
            ["cmd/api", "cmd/admin"],
            [
                "go.mod": "module x\n\ngo 1.24\n\nrequire github.com/gin-gonic/gin v1.10.0\n", ".go-version": "1.24.3",
                "internal/routes.go": "package internal\nfunc f() { r.GET(\"/healthz\", h) }\n",
                "cmd/admin/main.go":
                    "package main\nfunc main() { http.HandleFunc(\"/health\", h); http.ListenAndServe(\":9000\", nil) }\n",
            ])
        let tree = InMemoryFileTree(texts: files.merging(["cmd/api/main.go": Self.main]) { _, own in own })
        let api = try Detector().detect(tree, member: "cmd/api")
        #expect(api.build == "go build -o bin/app ./cmd/api")
        #expect(api.start == "./bin/app")
        #expect(api.install == "go mod download")
        #expect(api.framework == "gin")
        #expect(api.runtimeVersions["go"] == "1.24.3")
        #expect(api.healthPath == "/healthz")
        #expect(api.port == nil)
        #expect(api.hasEvidence("cmd/api/main.go", "is the program"))
    }

    @Test func theChosenOneHasTheAssetsOfTheWhole() throws {
        let files = module(
            ["cmd/api", "cmd/admin"],
            [
                "package.json": #"{"devDependencies": {"vite": "6"}, "scripts": {"build": "vite build"}}"#,
                "package-lock.json": "{}",
            ])
        let api = try Detector().detect(InMemoryFileTree(texts: files), member: "cmd/api")
        #expect(api.build == "npm run build && go build -o bin/app ./cmd/api")
    }

    @Test func oneIsObviousAloneOrAtTheRoot() throws {
        #expect(try detect(module(["internal/run"])).build == "go build -o bin/app ./internal/run")
        #expect(try detect(module(["cmd/api", "tools/gen", "examples/a"])).build == "go build -o bin/app ./cmd/api")
        let rooted = module(["cmd/api", "cmd/worker"], ["main.go": Self.main])
        #expect(try detect(rooted).build == "go build -o bin/app .")
        #expect(members(rooted) == ["cmd/api", "cmd/worker"])
        let worker = try Detector().detect(InMemoryFileTree(texts: rooted), member: "cmd/worker")
        #expect(worker.build == "go build -o bin/app ./cmd/worker")
    }

    @Test func aProgramAsideCanBeChosen() throws {
        let tree = InMemoryFileTree(texts: module(["cmd/api", "tools/gen"]))
        #expect(try Detector().detect(tree, member: "tools/gen").build == "go build -o bin/app ./tools/gen")
    }

    @Test func theProcfileNeedsNoChoice() throws {
        let blueprint = try detect(module(["cmd/api", "cmd/worker"], ["Procfile": "web: bin/api\n"]))
        #expect(blueprint.start == "bin/api")
    }

    @Test func programsOfAllModulesOfAWorkspaceAreAskedAbout() throws {
        let files = [
            "go.work": "go 1.24\nuse ./api\nuse (\n\t./mail // c\n\t./lib\n)\n", "api/go.mod": "module api\n",
            "api/main.go": Self.main, "mail/go.mod": "module mail\n", "mail/cmd/send/main.go": Self.main,
            "lib/go.mod": "module lib\n", "lib/a.go": "package lib\n",
        ]
        #expect(members(files) == ["api", "mail/cmd/send"])
        #expect(throws: Failure.self) { try detect(files) }
        let send = try Detector().detect(InMemoryFileTree(texts: files), member: "mail/cmd/send")
        #expect(send.build == "go build -o bin/app ./mail/cmd/send")
    }

    @Test(arguments: [
        "//go:build ignore\n\npackage main\nfunc main() {}\n", "package maintenance\nfunc main() {}\n",
        "package api\n\n// package main\nfunc main() {}\n", "", "\u{0}",
    ])
    func whatIsNoProgramIsNone(text: String) throws {
        let files = module(["cmd/api"], ["cmd/other/main.go": text, "cmd/third/a_test.go": Self.main])
        #expect(try detect(files).build == "go build -o bin/app ./cmd/api")
    }
}
