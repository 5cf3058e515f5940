// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Ecosystem {
    static let swift = Ecosystem(
        language: "swift", looksFor: "Package.swift", sourceEndings: [".swift"], frameworks: Framework.swift,
        read: { source in
            guard source.exists("Package.swift") else { return nil }
            var project = ManifestProject(source, manifest: "Package.swift")
            let code = project.code(commentedBy: "//")
            project.name = code.after("Package(")?.after("name:")?.firstQuoted
            // `.package(url: "https://github.com/vapor/vapor.git", from: "4.0.0")`
            let addresses = code.allAfter("url:").compactMap(\.firstQuoted)
            project.packages = Set(
                addresses.map { address in
                    let name = address.splitPath().name
                    return name.hasSuffix(".git") ? String(name.dropLast(4)) : name
                })
            let products = code.allAfter(".executable(").compactMap { $0.prefix(200).after("name:")?.firstQuoted }
            let targets = code.allAfter(".executableTarget(").compactMap { $0.prefix(200).after("name:")?.firstQuoted }
            // Before Swift 5.4 a target is a program by having a main.swift.
            let older = source.list("Sources").filter { $0.isFolder && source.exists("Sources/\($0.name)/main.swift") }
            project.programs = products + targets.filter { !products.contains($0) }
            if project.programs.isEmpty { project.programs = older.map(\.name) }
            return project
        },
        prepare: { project, draft in
            draft.installs(with: "swiftpm", "swift package resolve", shownBy: "Package.swift")
            let first = project.source.lines("Package.swift").first
            draft.asks(
                for: "swift", first?.after("swift-tools-version:")?.trimmed().leadingName, in: "Package.swift")
        },
        program: { SwiftPlan.make($0, arguments: "") })
}

extension Framework<ManifestProject> {
    static let swift: [Framework] = [
        Framework(
            slug: "vapor", name: "Vapor", signals: [.package("vapor")],
            document: "https://docs.vapor.codes/deploy/docker/",
            plan: { project in
                var plan = SwiftPlan.make(
                    project, arguments: " serve --env production --hostname ${HOST:-0.0.0.0} --port $PORT")
                let configures = project.source.files(endingIn: ["configure.swift"]).first
                let migrates = configures.flatMap { project.source.text($0) }?.holds("migrations.add") == true
                if let start = plan.start, project.packages.contains("fluent"), migrates {
                    let program = start.prefix { $0 != " " }
                    plan.release = "\(program) migrate --yes --env production"
                    plan.note(configures ?? "Package.swift", "adds migrations, which run before each release")
                }
                return plan
            }),
        Framework(
            slug: "hummingbird", name: "Hummingbird", signals: [.package("hummingbird")],
            document: "https://docs.hummingbird.codes/2.0/documentation/hummingbird/",
            plan: { project in
                // The template's program takes its address by options; without them its text says where it listens.
                let files = project.source.files(endingIn: [".swift"]).filter { $0.hasPrefix("Sources/") }.prefix(24)
                let takesOptions = files.contains { file in
                    let text = project.source.text(file) ?? ""
                    return text.holds("ParsableCommand") && text.holds("hostname") && text.holds("port")
                }
                return SwiftPlan.make(
                    project, arguments: takesOptions ? " --hostname ${HOST:-0.0.0.0} --port $PORT" : "")
            }),
    ]
}

/// Built by SwiftPM and run from its build folder (swift.org/documentation/server/guides/building.html).
enum SwiftPlan {
    static func make(_ project: ManifestProject, arguments: String) -> Plan {
        guard let name = project.programs.likeliestProgram(named: project.name) else {
            return .nothing("Package.swift", "has no executable: a library")
        }
        var plan = Plan(
            build: "swift build -c release --product \(name)", start: "./.build/release/\(name)\(arguments)",
            confidence: project.programs.count == 1 ? 0.95 : 0.8)
        plan.note("Package.swift", "builds the program \(name)")
        if arguments.isEmpty {
            let files = [
                "Sources/\(name)/main.swift", "Sources/\(name)/\(name).swift", "Sources/\(name)/App.swift",
                "Sources/main.swift",
            ]
            plan.port = project.source.first(of: files).flatMap { project.source.text($0) }
                .flatMap(ListeningPort.fixed(in:))
        }
        return plan
    }
}
