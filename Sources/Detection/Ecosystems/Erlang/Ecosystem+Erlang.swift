// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Ecosystem {
    static let erlang = Ecosystem(
        language: "erlang", looksFor: "rebar.config", sourceEndings: [".erl"], frameworks: Framework.erlang,
        read: { source in
            guard source.exists("rebar.config") else { return nil }
            var project = ManifestProject(source, manifest: "rebar.config")
            let code = project.code(commentedBy: "%")
            project.packages = code.after("{deps,")?.upToClosing("{", "}")?.symbols ?? []
            // `{relx, [{release, {shop, "0.1.0"}, [shop, sasl]}]}`
            let release = code.after("{relx")?.after("{release,")?.drop { " \n\t{".contains($0) }
            project.programs = [release?.leadingWord].compactMap { $0 }.filter { !$0.isEmpty }
            project.name = project.programs.first
            return project
        },
        prepare: { project, draft in
            draft.installs(with: "rebar3", "rebar3 get-deps", shownBy: "rebar.config")
            draft.asks(
                for: "erlang", project.code(commentedBy: "%").after("minimum_otp_vsn")?.firstQuoted, in: "rebar.config")
        },
        program: RebarPlan.make)
}

extension Framework<ManifestProject> {
    static let erlang: [Framework] = [
        Framework(
            slug: "cowboy", name: "Cowboy", signals: [.package("cowboy")],
            document: "https://ninenines.eu/docs/en/cowboy/2.12/guide/getting_started/", plan: RebarPlan.make),
        Framework(
            slug: "elli", name: "Elli", signals: [.package("elli")], document: "https://github.com/elli-lib/elli",
            plan: RebarPlan.make),
        Framework(
            slug: "nova", name: "Nova", signals: [.package("nova")], document: "https://novaframework.org/",
            plan: RebarPlan.make),
    ]
}

/// A release of relx (rebar3.org/docs/deployment/releases).
enum RebarPlan {
    static func make(_ project: ManifestProject) -> Plan {
        guard let name = project.programs.first else {
            return .nothing("rebar.config", "has no relx release: a library")
        }
        var plan = Plan(
            build: "rebar3 as prod release", start: "./_build/prod/rel/\(name)/bin/\(name) foreground",
            confidence: 0.85)
        plan.note("rebar.config", "is released as \(name)")
        let files = project.source.files(endingIn: ["_app.erl", "sys.config"]).prefix(4)
        plan.port = files.lazy.compactMap { project.source.text($0).flatMap(ListeningPort.fixed(in:)) }.first
        return plan
    }
}
