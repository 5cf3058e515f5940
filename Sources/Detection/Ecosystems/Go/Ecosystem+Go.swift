// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

/// A Go module (go.dev/ref/mod#go-mod-file).
struct GoProject: EcosystemProject {
    let source: Source
    private(set) var module: String?
    private var requirements: Set<String> = []

    init(_ source: Source) {
        self.source = source
        var isBlock = false
        for line in source.lines("go.mod").prefix(5000) {
            var text = line.trimmed()
            if let comment = text.firstUTF8Index(of: "//") { text = text[..<comment].trimmed() }
            var words = text.split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard let first = words.first else { continue }
            if isBlock {
                if first == ")" { isBlock = false } else { requirements.insert(String(first)) }
            } else if first == "module" {
                module = words.dropFirst().first.map { $0.filter { $0 != "\"" } }
            } else if first == "require" {
                words.removeFirst()
                if words.first == "(" {
                    isBlock = true
                } else if let path = words.first {
                    requirements.insert(String(path))
                }
            }
        }
    }

    /// A module by its path; a later major version (`/v2`) counts too.
    func declares(_ package: String) -> String? {
        requirements.contains {
            $0 == package || ($0.hasPrefix(package + "/v") && $0.dropFirst(package.count + 2).allSatisfy(\.isNumber))
        }
            ? "go.mod" : nil
    }

    /// The folder of the program to build: the root, else the one under cmd/ named like the module or like a server.
    var mainPackage: (folder: String, file: String)? {
        if let file = programFile(in: "") { return (".", file) }
        let folders = source.list("cmd").filter(\.isFolder).map { "cmd/\($0.name)" }.filter {
            programFile(in: $0) != nil
        }
        let own = module?.splitPath().name ?? ""
        let preferred = [own, "server", "web", "api", "app", "main", "http"].map { "cmd/\($0)" }
        let others = ["cmd", "server", "src", "app", "api", "web", "backend"]
        let choice =
            preferred.first(where: folders.contains) ?? folders.first ?? others.first { programFile(in: $0) != nil }
        return choice.flatMap { folder in programFile(in: folder).map { ("./\(folder)", $0) } }
    }

    private func programFile(in folder: String) -> String? {
        let files = source.list(folder).filter {
            !$0.isFolder && $0.name.hasSuffix(".go") && !$0.name.hasSuffix("_test.go")
        }
        return files.map { $0.name.inFolder(folder) }.first { path in
            guard let text = source.text(path) else { return false }
            return text.holds("package main") && text.holds("func main()")
        }
    }
}

extension Framework<GoProject> {
    static let go: [Framework] = [
        library("gin", "Gin", "github.com/gin-gonic/gin", "https://gin-gonic.com/docs/"),
        library("echo", "Echo", "github.com/labstack/echo", "https://echo.labstack.com/docs"),
        library("fiber", "Fiber", "github.com/gofiber/fiber", "https://docs.gofiber.io/"),
        library("chi", "chi", "github.com/go-chi/chi", "https://go-chi.io/"),
        library("gorilla", "gorilla/mux", "github.com/gorilla/mux", "https://github.com/gorilla/mux"),
        library("beego", "Beego", "github.com/beego/beego", "https://beego.wiki/docs/"),
        library("iris", "Iris", "github.com/kataras/iris", "https://www.iris-go.com/docs/"),
    ]

    /// Go's web libraries differ in name only: each is linked into the one program.
    private static func library(_ slug: String, _ name: String, _ path: String, _ document: String) -> Framework {
        Framework(slug: slug, name: name, signals: [.package(path)], document: document, plan: { $0.programPlan })
    }
}

extension GoProject {
    /// Built into `bin/app` and run from there, whatever the library.
    var programPlan: Plan {
        guard let (folder, file) = mainPackage else {
            var plan = Plan(confidence: 0.4)
            plan.note("go.mod", "is a module without a main package")
            return plan
        }
        var plan = Plan(build: "go build -o bin/app \(folder)", start: "./bin/app", confidence: 0.95)
        plan.port = ListeningPort.fixed(in: source.text(file) ?? "")
        plan.note(file, "is the program")
        return plan
    }
}

extension Ecosystem {
    static let go = Ecosystem(
        language: "go", looksFor: "go.mod or main.go",
        survey: { source in
            guard let sign = source.first(of: ["go.mod", "main.go"]) else { return nil }
            let project = GoProject(source)
            var draft = Draft(language: "go", rank: .mention)
            draft.sourceEndings = [".go"]
            if source.exists("go.mod") {
                draft.blueprint.packageManager = "go"
                if !source.exists("vendor/modules.txt") { draft.blueprint.install = "go mod download" }
                draft.note("go.mod", "is the module \(project.module ?? "without a name")")
            } else {
                draft.note(sign, "is a Go program without a module")
            }
            let row = Framework<GoProject>.go.lazy.compactMap { row in row.recognise(project).map { (row, $0) } }.first
            if let (row, evidence) = row {
                draft.blueprint.framework = row.slug
                draft.note(evidence.file, evidence.says)
            }
            draft.apply(project.programPlan)
            if !source.exists("go.mod"), draft.blueprint.start != nil {
                draft.blueprint.build = "go build -o bin/app main.go"
                draft.blueprint.confidence = 0.7
            }
            draft.rank = draft.blueprint.start == nil ? .mention : row == nil ? .program : .server
            return draft
        })
}
