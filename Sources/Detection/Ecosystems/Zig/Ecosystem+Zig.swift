// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Ecosystem {
    static let zig = Ecosystem(
        language: "zig", looksFor: "build.zig", sourceEndings: [".zig"], frameworks: Framework.zig,
        read: { source in
            guard source.exists("build.zig") else { return nil }
            var project = ManifestProject(source, manifest: "build.zig")
            let code = project.code(commentedBy: "//")
            project.programs = code.allAfter("addExecutable(").compactMap { call in
                call.prefix(400).after(".name")?.prefix(80).firstQuoted
            }
            let zon = source.code("build.zig.zon", commentedBy: "//")
            let name = zon.after(".name")?.prefix(60)
            project.name = name.flatMap { $0.firstQuoted } ?? name?.after("=")?.after(".")?.leadingWord
            let listed = zon.after(".dependencies")?.allAfter(".").map(\.leadingWord) ?? []
            project.packages = Set(listed + code.allAfter("dependency(").compactMap { $0.prefix(60).firstQuoted })
            return project
        },
        prepare: { project, draft in
            let hasPackages = project.source.exists("build.zig.zon")
            draft.installs(with: "zig", hasPackages ? "zig build --fetch" : nil, shownBy: "build.zig")
            let zon = project.source.code("build.zig.zon", commentedBy: "//")
            draft.asks(for: "zig", zon.after(".minimum_zig_version")?.prefix(60).firstQuoted, in: "build.zig.zon")
        },
        program: ZigPlan.make)
}

extension Framework<ManifestProject> {
    static let zig: [Framework] = [
        Framework(
            slug: "jetzig", name: "Jetzig", signals: [.package("jetzig")],
            document: "https://www.jetzig.dev/documentation/sections/deployment",
            plan: { project in
                var plan = ZigPlan.make(project)
                plan.start = plan.start.map { "\($0) --bind ${HOST:-0.0.0.0} --port $PORT" }
                plan.port = nil
                return plan
            }),
        library("zap", "Zap", ["zap"], "https://github.com/zigzap/zap"),
        library("httpz", "http.zig", ["httpz"], "https://github.com/karlseguin/http.zig"),
        library("tokamak", "Tokamak", ["tokamak"], "https://github.com/cztomsik/tokamak"),
        library("zzz", "zzz", ["zzz"], "https://github.com/tardy-org/zzz"),
    ]

    private static func library(_ slug: String, _ name: String, _ packages: [String], _ document: String) -> Framework {
        Framework(
            slug: slug, name: name, signals: packages.map { .package($0) }, document: document, plan: ZigPlan.make)
    }
}

/// `zig build` installs programs into zig-out/bin (ziglang.org/learn/build-system).
enum ZigPlan {
    static func make(_ project: ManifestProject) -> Plan {
        guard let name = project.programs.likeliestProgram(named: project.name) else {
            return .nothing("build.zig", "adds no executable: a library")
        }
        var plan = Plan(build: "zig build -Doptimize=ReleaseSafe", start: "./zig-out/bin/\(name)", confidence: 0.85)
        plan.port = ListeningPort.fixed(in: project.source.text("src/main.zig") ?? "")
        plan.note("build.zig", "builds the program \(name)")
        return plan
    }
}
