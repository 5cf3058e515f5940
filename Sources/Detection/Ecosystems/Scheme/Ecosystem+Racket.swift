// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Ecosystem {
    static let racket = Ecosystem(
        language: "racket", looksFor: "info.rkt or main.rkt", sourceEndings: [".rkt"], frameworks: Framework.racket,
        read: { source in
            let files = ["main.rkt", "server.rkt", "app.rkt", "info.rkt"]
            guard let manifest = source.first(of: files) else { return nil }
            var project = ManifestProject(source, manifest: manifest)
            for file in files where source.exists(file) {
                project.packages.formUnion(source.code(file, commentedBy: ";").symbols)
            }
            return project
        },
        prepare: { project, draft in
            guard project.source.exists("info.rkt") else { return }
            draft.installs(with: "raco", "raco pkg install --auto --skip-installed --no-docs", shownBy: "info.rkt")
        },
        program: RacketPlan.make)
}

extension Framework<ManifestProject> {
    static let racket: [Framework] = [
        Framework(
            slug: "racket-web-server", name: "Racket's web server",
            signals: [
                .package("web-server/servlet-env"), .package("web-server/servlet"), .package("web-server/insta"),
                .package("web-server/web-server"),
            ],
            document: "https://docs.racket-lang.org/web-server/", plan: RacketPlan.make)
    ]
}

/// Compiled by raco and run by racket (docs.racket-lang.org/raco/make.html).
enum RacketPlan {
    static func make(_ project: ManifestProject) -> Plan {
        let files = ["server.rkt", "app.rkt", "main.rkt"]
        guard let file = project.source.first(of: files), let text = project.source.text(file),
            text.holds("serve") || text.holds("(module+ main") || text.holds("web-server")
        else { return .nothing(project.manifest, "is Racket, but nothing says how it starts") }
        var plan = Plan(build: "raco make \(file)", start: "racket \(file)", confidence: 0.75)
        plan.port = ListeningPort.fixed(in: text)
        plan.note(file, "is the program")
        return plan
    }
}
