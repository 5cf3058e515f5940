// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Ecosystem {
    static let perl = Ecosystem(
        language: "perl", looksFor: "cpanfile, app.psgi or Makefile.PL", sourceEndings: [".pl", ".pm", ".psgi"],
        frameworks: Framework.perl,
        read: { source in
            let signs = ["cpanfile", "Makefile.PL", "Build.PL", "app.psgi", "bin/app.psgi", "app.pl"]
            let lone = source.list("").first {
                !$0.isFolder && ($0.name.hasSuffix(".psgi") || $0.name.hasSuffix(".pl"))
            }
            guard let manifest = source.first(of: signs) ?? lone?.name else { return nil }
            var project = ManifestProject(source, manifest: manifest)
            let code = project.code(commentedBy: "#")
            project.packages =
                manifest == "cpanfile"
                ? Set(code.allAfter("requires ").compactMap { $0.prefix(120).firstQuoted })
                : Set(
                    code.allAfter("use ").map {
                        String($0.prefix { $0.isLetter || $0.isNumber || $0 == ":" || $0 == "_" })
                    }
                )
                .union(code.symbols)
            return project
        },
        prepare: { project, draft in
            guard project.source.exists("cpanfile") || project.manifest.hasSuffix(".PL") else { return }
            if project.source.exists("cpanfile.snapshot") {
                draft.installs(with: "carton", "carton install --deployment", shownBy: "cpanfile.snapshot")
            } else {
                draft.installs(with: "cpanm", "cpanm --notest -L local --installdeps .", shownBy: project.manifest)
            }
            draft.executables = ["local/bin"]
            let line = project.source.lines("cpanfile").first {
                $0.hasPrefix("requires 'perl'") || $0.hasPrefix("requires \"perl\"")
            }
            draft.asks(for: "perl", line?.after(",")?.firstQuoted, in: "cpanfile")
        },
        program: PerlPlan.program)
}

extension Framework<ManifestProject> {
    static let perl: [Framework] = [
        Framework(
            slug: "mojolicious", name: "Mojolicious",
            signals: [
                .package("Mojolicious"), .package("Mojolicious::Lite"), .code("use Mojolicious::Lite", in: ".pl"),
            ],
            document: "https://docs.mojolicious.org/Mojolicious/Guides/Cookbook", plan: PerlPlan.mojolicious),
        plack(
            "dancer2", "Dancer2", "Dancer2", "https://metacpan.org/dist/Dancer2/view/lib/Dancer2/Manual/Deployment.pod"),
        plack("dancer", "Dancer", "Dancer", "https://metacpan.org/pod/Dancer::Deployment"),
        plack("catalyst", "Catalyst", "Catalyst::Runtime", "https://metacpan.org/pod/Catalyst::Manual::Deployment"),
        plack("plack", "Plack", "Plack", "https://metacpan.org/pod/plackup"),
        Framework(
            slug: "plack", name: "Plack", signals: [.file("app.psgi"), .file("bin/app.psgi")],
            document: "https://metacpan.org/pod/plackup", plan: PerlPlan.plack),
    ]

    private static func plack(_ slug: String, _ name: String, _ package: String, _ document: String) -> Framework {
        Framework(
            slug: slug, name: name, signals: [.package(package), .code("use \(package);", in: ".pm")],
            document: document, plan: PerlPlan.plack)
    }
}

/// Mojolicious serves itself; everything else is a PSGI file for plackup.
enum PerlPlan {
    private static func run(_ project: ManifestProject) -> String {
        if project.source.exists("cpanfile.snapshot") { return "carton exec -- " }
        return project.source.exists("cpanfile") || project.manifest.hasSuffix(".PL")
            ? "PERL5LIB=local/lib/perl5 PATH=local/bin:$PATH " : ""
    }

    static func mojolicious(_ project: ManifestProject) -> Plan {
        let source = project.source
        let scripts = source.list("script").filter { !$0.isFolder }.map { "script/\($0.name)" }
        let lite = (["app.pl", "myapp.pl"] + source.list("").map(\.name).filter { $0.hasSuffix(".pl") }).first {
            source.text($0)?.holds("use Mojolicious::Lite") == true
        }
        guard let file = scripts.first(where: { source.text($0)?.holds("Mojolicious") == true }) ?? lite else {
            return plack(project)
        }
        var plan = Plan(
            start: "\(run(project))perl \(file) prefork -m production -l http://${HOST:-0.0.0.0}:$PORT", confidence: 0.9
        )
        plan.note(file, "is the Mojolicious application")
        return plan
    }

    static func plack(_ project: ManifestProject) -> Plan {
        let root = project.source.list("").map(\.name).filter { $0.hasSuffix(".psgi") }
        guard let file = project.source.first(of: ["app.psgi", "bin/app.psgi", "script/app.psgi"]) ?? root.first else {
            return program(project)
        }
        let server = ["Starman", "Twiggy", "Gazelle", "Starlet"].first { project.declares($0) != nil }
        var plan = Plan(
            start:
                "\(run(project))plackup -E production\(server.map { " -s \($0)" } ?? "") -o ${HOST:-0.0.0.0} -p $PORT \(file)",
            confidence: server == nil ? 0.8 : 0.9)
        plan.note(file, "is the PSGI application")
        return plan
    }

    static func program(_ project: ManifestProject) -> Plan {
        let source = project.source
        let named = ["app.pl", "server.pl", "main.pl", "bin/app.pl", "bin/server.pl"]
        guard let file = source.first(of: named), let text = source.text(file) else {
            return .nothing(project.manifest, "is Perl, but nothing says how it starts")
        }
        var plan = Plan(start: "\(run(project))perl \(file)", confidence: 0.6)
        plan.port = ListeningPort.fixed(in: text)
        plan.note(file, "is run as a script")
        return plan
    }
}
