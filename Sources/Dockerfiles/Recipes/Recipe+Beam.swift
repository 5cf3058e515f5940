// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Recipe {
    /// Elixir: a release of Mix, on the slim image of the same Erlang, whose C libraries are those it was linked with.
    static let elixir = Recipe("Elixir", languages: ["elixir"]) { subject in
        let version = subject.version("elixir")
        var plan = ImagePlan(
            builder: Image("elixir", version), runtime: Image("elixir", "\(version)-slim"), for: subject)
        plan.builderEnvironment = [("MIX_ENV", "prod"), ("LANG", "C.UTF-8")]
        plan.runtimeEnvironment = [("MIX_ENV", "prod"), ("LANG", "C.UTF-8")]
        plan.caches = ["/root/.hex/packages"]
        if subject.isOnly(plan.install, of: ["mix", "npm"]), !subject.files.has("apps") {
            let names = ["mix.exs", "mix.lock", "config", "assets/package.json", "assets/package-lock.json"]
            plan.manifests = subject.copyable(subject.files.present(names))
            plan.install = plan.install.map { "\($0) && mix deps.compile" }
        }
        Beam.ship(subject, tools: ["mix"], in: &plan)
        return plan
    }

    /// Erlang: a release of rebar3.
    static let erlang = Recipe("Erlang", languages: ["erlang"]) { subject in
        let version = subject.version("erlang")
        var plan = ImagePlan(
            builder: Image("erlang", version), runtime: Image("erlang", "\(version)-slim"), for: subject)
        plan.runtimeEnvironment = [("LANG", "C.UTF-8")]
        plan.caches = ["/root/.cache/rebar3"]
        if subject.isOnly(plan.install, of: ["rebar3"]), !subject.files.has("apps") {
            plan.manifests = subject.copyable(
                subject.files.present(["rebar.config", "rebar.config.script", "rebar.lock"]))
        }
        Beam.ship(subject, tools: ["rebar3"], in: &plan)
        return plan
    }

    /// Gleam: a shipment for Erlang's virtual machine.
    static let gleam = Recipe("Gleam", languages: ["gleam"]) { subject in
        let builder = Image("ghcr.io/gleam-lang/gleam", "v\(subject.version("gleam"))-erlang")
        let stays = subject.startProgram == "gleam"
        var plan = ImagePlan(
            builder: builder,
            runtime: stays ? builder : Image("erlang", "\(subject.version("erlang", numbers: 1))-slim"),
            for: subject)
        if subject.isOnly(plan.install, of: ["gleam"]) {
            plan.manifests = subject.copyable(subject.files.present(["gleam.toml", "manifest.toml"]))
        }
        if let script = subject.artifact() {
            plan.ships = .paths([script.split(separator: "/").dropLast().joined(separator: "/")] + subject.runtimeFiles)
        }
        return plan
    }
}

enum Beam {
    /// A release is a folder of its own; commands that call the build tool keep the whole build and its image.
    static func ship(_ subject: Subject, tools: Set<String>, in plan: inout ImagePlan) {
        let lines = [subject.blueprint.start, subject.blueprint.release].compactMap(\.self)
        let tool = tools.sorted().first { tool in lines.contains { $0.holdsWord(tool) } }
        if let tool {
            plan.runtime = plan.builder
            plan.notes.append("the start or release command needs \(tool) in the image")
        } else if let script = subject.artifact(), script.contains("/rel/") {
            plan.ships = .paths([script.split(separator: "/").dropLast(2).joined(separator: "/")])
        }
    }
}
