// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Recipe {
    /// Perl: modules go into the project's own `local`.
    static let perl = Recipe("Perl", languages: ["perl"]) { subject in
        var plan = ImagePlan(
            builder: subject.official("perl", "perl"), runtime: subject.official("perl", "perl", before: "-slim"),
            for: subject)
        plan.runtimeEnvironment = [("PERL5LIB", "/app/local/lib/perl5"), ("PATH", "/app/local/bin:$PATH")]
        if subject.isOnly(plan.install, of: ["cpanm", "carton"]) {
            plan.manifests = subject.copyable(
                subject.files.present(["cpanfile", "cpanfile.snapshot", "Makefile.PL", "Build.PL"]))
            // Makefile.PL may look for the modules it is to install.
            if !subject.files.has("cpanfile") { plan.manifests = [] }
        }
        if plan.install?.contains("carton") == true {
            plan.sharedTools = ["cpanm --notest Carton"]
        } else if plan.install == nil {
            let modules = PerlModules.undeclared(subject)
            if modules.isEmpty {
                plan.runtimeEnvironment = []
            } else {
                plan.install = "cpanm --notest --local-lib local \(modules.joined(separator: " "))"
                plan.notes.append("no cpanfile says so, but the source needs \(modules.joined(separator: ", "))")
            }
        }
        plan.caches = ["/root/.cpanm"]
        return plan
    }

    /// Julia: packages and compiled code in a depot of the project's own.
    static let julia = Recipe("Julia", languages: ["julia"]) { subject in
        let image = subject.official("julia", "julia")
        var plan = ImagePlan(
            builder: Image(image.name, image.tag, hasEntrypoint: true),
            runtime: Image(image.name, image.tag, hasEntrypoint: true), for: subject)
        plan.builderEnvironment = [("JULIA_DEPOT_PATH", "/app/.julia"), ("JULIA_CPU_TARGET", "generic")]
        plan.runtimeEnvironment = plan.builderEnvironment
        // A package is precompiled from its own source.
        if subject.isOnly(plan.install, of: ["julia"]), !subject.files.has("src") {
            plan.manifests = subject.copyable(
                subject.files.present(["Project.toml", "Manifest.toml", "JuliaProject.toml"]))
        }
        return plan
    }

    /// R on Rocker's images, whose packages come compiled.
    static let r = Recipe("R", languages: ["r"]) { subject in
        let image = Image("rocker/r-ver", subject.version("r"))
        var plan = ImagePlan(builder: image, runtime: image, for: subject)
        // Links into a cache would lead nowhere in the image.
        plan.builderEnvironment = [("RENV_CONFIG_CACHE_ENABLED", "FALSE")]
        plan.runtimeEnvironment = [("RENV_CONFIG_SYNCHRONIZED_CHECK", "FALSE")]
        if plan.install != nil, subject.isOnly(plan.install, of: ["Rscript"]) {
            plan.manifests = subject.copyable(
                subject.files.present(["renv.lock", ".Rprofile", "renv/activate.R", "renv/settings.json"]))
        } else if plan.install == nil {
            let names = ["plumber", "shiny", "ambiorix", "httpuv"].filter { name in
                subject.blueprint.start?.contains("\(name)::") == true
                    || subject.files.mention(name, in: subject.files.named(endingIn: [".R", ".r"]))
            }
            if !names.isEmpty { plan.sharedTools = ["install2.r --error \(names.joined(separator: " "))"] }
        }
        return plan
    }

    /// Lua 5.4 of Debian, with LuaRocks where there is a rockspec.
    static let lua = Recipe("Lua", languages: ["lua"]) { subject in
        var plan = ImagePlan(builder: .debian, runtime: .debian, for: subject)
        plan.builderPackages = [
            "build-essential", "ca-certificates", "git", "liblua5.4-dev", "lua5.4", "luarocks", "unzip",
        ]
        plan.runtimePackages = ["ca-certificates", "lua5.4"]
        let scripts = subject.files.named(endingIn: [".lua"])
        if plan.install != nil {
            plan.manifests = subject.copyable(subject.files.named(endingIn: [".rockspec"]))
            plan.runtimeEnvironment = [
                (
                    "LUA_PATH",
                    "./?.lua;./?/init.lua;/app/lua_modules/share/lua/5.4/?.lua;/app/lua_modules/share/lua/5.4/?/init.lua;;"
                ),
                ("LUA_CPATH", "/app/lua_modules/lib/lua/5.4/?.so;;"),
            ]
            // What LuaRocks would say each time is said once here.
            let prefix = "eval \"$(luarocks path --tree lua_modules)\" && "
            if let start = plan.start, start.hasPrefix(prefix) { plan.start = String(start.dropFirst(prefix.count)) }
        } else if subject.files.mention("socket", in: scripts) {
            plan.runtimePackages.append("lua-socket")
        }
        if subject.files.mention("http.server", in: scripts) || subject.files.mention("http", in: scripts),
            plan.install == nil
        {
            plan.runtimePackages.append("lua-http")
        }
        return plan
    }

    /// Lua in nginx: OpenResty's own image, which has its package managers.
    static let openResty = Recipe(
        "OpenResty, Lapis",
        suits: { $0.blueprint.language == "lua" && ["openresty", "lapis"].contains($0.blueprint.framework ?? "") },
        plan: { subject in
            let image = Image("openresty/openresty", "\(subject.version("openresty"))-bookworm-fat")
            var plan = ImagePlan(builder: image, runtime: image, for: subject)
            plan.sharedPackages = ["build-essential", "git", "libssl-dev", "unzip"]
            if subject.startProgram == "lapis" || subject.blueprint.start?.contains("lapis") == true {
                plan.sharedTools = ["luarocks install lapis"]
            }
            if plan.install != nil { plan.manifests = subject.copyable(subject.files.named(endingIn: [".rockspec"])) }
            return plan
        })

    /// Racket of Debian.
    static let racket = Recipe("Racket", languages: ["racket"]) { subject in
        var plan = ImagePlan(builder: .debian, runtime: .debian, for: subject)
        plan.sharedPackages = ["ca-certificates", "racket"]
        plan.builderEnvironment = [("PLTADDONDIR", "/app/.racket")]
        plan.runtimeEnvironment = plan.builderEnvironment
        return plan
    }

    /// Scheme compiled by CHICKEN, which leaves a program and a library.
    static let chicken = Recipe(
        "Scheme (CHICKEN)", suits: { $0.blueprint.language == "scheme" && ($0.calls("csc", "chicken-install")) },
        plan: { subject in
            var plan = ImagePlan(builder: .debian, runtime: .debian, for: subject)
            plan.builderPackages = ["build-essential", "ca-certificates", "chicken-bin"]
            plan.runtimePackages = ["libchicken11"]
            if let program = subject.artifact() { plan.ships = .paths([program] + subject.runtimeFiles) }
            return plan
        })

    /// Scheme run by Guile.
    static let guile = Recipe("Scheme (Guile)", languages: ["scheme"]) { subject in
        var plan = ImagePlan(builder: .debian, runtime: .debian, for: subject)
        let needed = subject.calls("haunt") ? ["guile-3.0", "haunt"] : ["guile-3.0"]
        if subject.blueprint.start == nil { plan.builderPackages = needed } else { plan.runtimePackages = needed }
        plan.runtimeEnvironment = [("GUILE_AUTO_COMPILE", "0")]
        return plan
    }
}

/// Modules that a Perl project without a cpanfile takes from the machine.
enum PerlModules {
    static func undeclared(_ subject: Subject) -> [String] {
        var modules: Set<String> = []
        if subject.startProgram == "plackup" { modules.insert("Plack") }
        let names = [
            "Mojolicious", "Dancer2", "Dancer", "Catalyst::Runtime", "Starman", "Twiggy", "HTTP::Server::Simple",
        ]
        let files =
            subject.files.named(endingIn: [".pl", ".psgi"]) + subject.files.find([], endings: [".pm"]).prefix(40)
        for file in files {
            for line in subject.files.text(file)?.split(whereSeparator: \.isNewline) ?? [] where line.hasPrefix("use ")
            {
                let used = line.dropFirst(4).prefix { $0.isLetter || $0.isNumber || $0 == ":" }
                if let name = names.first(where: { used == $0 || used.hasPrefix($0 + "::") }) { modules.insert(name) }
            }
        }
        return modules.sorted()
    }
}
