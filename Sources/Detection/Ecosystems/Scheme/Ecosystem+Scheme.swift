// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Ecosystem {
    static let scheme = Ecosystem(
        language: "scheme", looksFor: "haunt.scm, server.scm or main.scm", sourceEndings: [".scm"],
        frameworks: Framework.scheme,
        read: { source in
            let egg = source.list("").first { !$0.isFolder && $0.name.hasSuffix(".egg") }?.name
            guard let manifest = source.first(of: ["haunt.scm"] + SchemePlan.files) ?? egg else { return nil }
            var project = ManifestProject(source, manifest: manifest)
            for file in SchemePlan.files + [manifest] {
                project.packages.formUnion(source.code(file, commentedBy: ";").symbols)
            }
            return project
        },
        prepare: { project, draft in
            guard let egg = project.source.list("").first(where: { $0.name.hasSuffix(".egg") })?.name else { return }
            draft.installs(with: "chicken-install", "chicken-install -n", shownBy: egg)
        },
        program: SchemePlan.make)
}

extension Framework<ManifestProject> {
    static let scheme: [Framework] = [
        Framework(
            slug: "haunt", name: "Haunt", signals: [.file("haunt.scm")],
            document: "https://dthompson.us/manuals/haunt/Command_002dline-interface.html",
            plan: { _ in Plan(build: "haunt build", outputDirectory: "site", confidence: 0.9) }),
        Framework(
            slug: "artanis", name: "GNU Artanis", signals: [.package("artanis"), .file("ENTRY")],
            document: "https://www.gnu.org/software/artanis/manual/",
            plan: { project in
                guard project.source.exists("conf/artanis.conf") || project.source.exists("ENTRY") else {
                    return SchemePlan.make(project)
                }
                return Plan(start: "art work --host=${HOST:-0.0.0.0} --port=$PORT", confidence: 0.7)
            }),
        Framework(
            slug: "spiffy", name: "Spiffy", signals: [.package("spiffy")],
            document: "https://wiki.call-cc.org/eggref/5/spiffy", plan: SchemePlan.make),
    ]
}

/// A script of Guile, or a program that CHICKEN compiles.
enum SchemePlan {
    static let files = ["server.scm", "main.scm", "app.scm"]

    static func make(_ project: ManifestProject) -> Plan {
        guard let file = project.source.first(of: files), let text = project.source.text(file) else {
            return .nothing(project.manifest, "is Scheme, but nothing says how it starts")
        }
        // CHICKEN's modules are named (chicken …); Guile loads its own with use-modules.
        let isChicken = text.holds("(chicken ") || text.holds("(import spiffy") || project.packages.contains("spiffy")
        var plan =
            isChicken
            ? Plan(build: "mkdir -p bin && csc -O2 \(file) -o bin/app", start: "./bin/app", confidence: 0.7)
            : Plan(start: "guile --no-auto-compile -L . \(file)", confidence: 0.65)
        plan.port = ListeningPort.fixed(in: text)
        plan.note(file, isChicken ? "is compiled by CHICKEN" : "is run by Guile")
        return plan
    }
}
