// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Ecosystem {
    static let lua = Ecosystem(
        language: "lua", looksFor: "*.rockspec, main.lua or nginx.conf", sourceEndings: [".lua"],
        frameworks: Framework.lua,
        read: { source in
            let rockspec = source.list("").first { !$0.isFolder && $0.name.hasSuffix(".rockspec") }?.name
            let scripts = LuaPlan.scripts + ["nginx.conf", "conf/nginx.conf", "config.lua"]
            guard let manifest = rockspec ?? source.first(of: scripts) else { return nil }
            let isLua =
                rockspec != nil || source.files(endingIn: [".lua", ".moon"]).first != nil
                || source.text(manifest)?.holds("_by_lua") == true
            guard isLua, !isGame(source) else { return nil }
            var project = ManifestProject(source, manifest: manifest)
            project.packages = Set(
                project.code(commentedBy: "--").allQuoted.map {
                    String($0.prefix { $0 != " " && $0 != ">" && $0 != "=" })
                })
            for file in LuaPlan.scripts where source.exists(file) {
                project.packages.formUnion(
                    source.code(file, commentedBy: "--").allQuoted.map { String($0.prefix { $0 != "." }) })
            }
            return project
        },
        prepare: { project, draft in
            guard project.manifest.hasSuffix(".rockspec") else { return }
            draft.installs(
                with: "luarocks", "luarocks install --tree lua_modules --only-deps \(project.manifest.shellQuoted)",
                shownBy: project.manifest)
            draft.executables = ["lua_modules/bin"]
        },
        program: LuaPlan.script)

    /// A game of LÖVE has a main.lua too, and no server.
    private static func isGame(_ source: Source) -> Bool {
        source.text("main.lua")?.holds("love.") == true || source.text("conf.lua")?.holds("love.conf") == true
    }
}

extension Framework<ManifestProject> {
    static let lua: [Framework] = [
        Framework(
            slug: "lapis", name: "Lapis",
            signals: [
                .package("lapis"), .text(file: "config.lua", holds: "lapis.config"),
                .text(file: "app.lua", holds: "lapis"),
            ],
            document: "https://leafo.net/lapis/reference/configuration.html",
            plan: { project in
                // LAPIS_PORT fills the template's ${{PORT}}, over what config.lua says.
                var plan = Plan(
                    start: "\(LuaPlan.paths(project))LAPIS_PORT=$PORT lapis server production", confidence: 0.85)
                if let text = project.source.text("nginx.conf"), !text.holds("{{PORT}}") {
                    plan.port = LuaPlan.listen(in: text)
                }
                if project.source.exists("migrations.lua") {
                    plan.release = "\(LuaPlan.paths(project))lapis migrate production"
                    plan.note("migrations.lua", "has migrations, which run before each release")
                }
                return plan
            }),
        Framework(
            slug: "openresty", name: "OpenResty",
            signals: [
                .text(file: "nginx.conf", holds: "_by_lua"), .text(file: "conf/nginx.conf", holds: "_by_lua"),
            ],
            document: "https://openresty.org/en/getting-started.html",
            plan: { project in
                let file = project.source.first(of: ["conf/nginx.conf", "nginx.conf"]) ?? "nginx.conf"
                var plan = Plan(
                    start: "mkdir -p logs && openresty -p . -c \(file) -g 'daemon off;'", confidence: 0.8)
                plan.port = LuaPlan.listen(in: project.source.text(file) ?? "")
                plan.note(file, "runs Lua in nginx")
                return plan
            }),
        Framework(
            slug: "pegasus", name: "Pegasus", signals: [.package("pegasus")],
            document: "https://evandrolg.github.io/pegasus.lua/", plan: LuaPlan.script),
    ]
}

/// Lua programs, with the packages of the project's own tree.
enum LuaPlan {
    static let scripts = ["main.lua", "server.lua", "app.lua", "src/main.lua"]

    static func paths(_ project: ManifestProject) -> String {
        guard project.manifest.hasSuffix(".rockspec") else { return "" }
        return "eval \"$(luarocks path --tree lua_modules)\" && "
    }

    static func script(_ project: ManifestProject) -> Plan {
        guard let file = project.source.first(of: scripts), let text = project.source.text(file) else {
            return .nothing(project.manifest, "is Lua, but nothing says how it starts")
        }
        var plan = Plan(start: "\(paths(project))lua \(file)", confidence: 0.6)
        plan.port = ListeningPort.fixed(in: text)
        plan.note(file, "is run as a script")
        return plan
    }

    /// The port of nginx's first `listen`.
    static func listen(in text: String) -> Int? {
        let value = text.split(separator: "\n").lazy.map(\.leadingTrimmed).first { $0.hasPrefix("listen ") }
        let port = value?.dropFirst(7).split(separator: ":").last?.prefix { $0.isNumber }
        return port.flatMap { Int($0) }.flatMap { (1...65_535).contains($0) ? $0 : nil }
    }
}
