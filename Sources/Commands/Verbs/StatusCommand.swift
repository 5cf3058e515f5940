// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives
import Wire

/// `dextra status`: every project, or one of them closely.
enum StatusCommand: Verb {
    static let spec = CommandSpec(
        "status", summary: "Show what runs where",
        positionals: [PositionalSpec("PROJECT", .lookup("projects"), "Only this project, with more about it")])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let client = try await context.connect(arguments)
        let console = context.console
        let now = context.time.now()
        if let text = arguments.positional("PROJECT") {
            let status = try await client.project(try ProjectName(text))
            if arguments.isOn("json") {
                try console.json(status)
            } else {
                for line in detail(status, style: console.style, now: now) { console.line(line) }
            }
            return 0
        }
        let projects = try await client.projects()
        if arguments.isOn("json") {
            for status in projects { try console.json(status) }
        } else if projects.isEmpty {
            console.line("No project is deployed. Deploy one with: \(arguments.program) deploy [PATH]")
        } else {
            console.show(overview(projects, now: now))
        }
        return 0
    }

    private static func overview(_ projects: [ProjectStatus], now: Timestamp) -> Table {
        // On one node its name says nothing.
        let hasNodes = Set(projects.map(\.node?.id)).count > 1
        func place(_ status: ProjectStatus) -> [String] {
            hasNodes ? [status.node.map { $0.name + ($0.isLive ? "" : " (silent)") } ?? "-"] : []
        }
        var table = Table(["PROJECT", "PROFILE", "RELEASE", "STATE", "SINCE"] + (hasNodes ? ["NODE"] : []) + ["URL"])
        for status in projects {
            for part in status.profiles {
                table.add(
                    [
                        status.project.name.text, part.profile.rawValue, part.active.map { "v\($0.number)" } ?? "-",
                        state(part), part.active?.activatedAt.map { HumanText.age(of: $0, now: now) } ?? "-",
                    ] + place(status) + [part.urls.first ?? "-"])
            }
            if status.profiles.isEmpty {
                table.add([status.project.name.text, "-", "-", lastRun(status.lastRun), "-"] + place(status) + ["-"])
            }
        }
        return table
    }

    private static func text(_ process: ProcessSnapshot) -> String {
        let restarts = process.restarts == 0 ? "" : ", \(process.restarts) restarts"
        let exit = process.lastExit.map { ", last exit \($0)" } ?? ""
        return "\(process.name) \(HumanText.title(process.state).lowercased())\(restarts)\(exit)"
    }

    private static func state(_ part: ProfileStatus) -> String {
        part.service.map { HumanText.title($0.state).lowercased() } ?? (part.active == nil ? "not deployed" : "static")
    }

    private static func lastRun(_ run: Run?) -> String {
        run.map { "\($0.kind) \($0.state.rawValue)" } ?? "not deployed"
    }

    /// Of the longest name, so that all lists are alike.
    private static let factWidth = "last exit".count

    private static func detail(_ status: ProjectStatus, style: TextStyle, now: Timestamp) -> [String] {
        var lines = [style.bold(status.project.name.text)]
        if let node = status.node {
            lines += FactText.lines([("node", node.name + (node.isLive ? "" : ", silent"))], leastWidth: factWidth)
        }
        for part in status.profiles {
            lines += ["", style.bold(part.profile.rawValue)]
            var facts: [(name: String, value: String)] = part.urls.map { ("url", $0) }
            if let active = part.active {
                let age = active.activatedAt.map { ", \(HumanText.age(of: $0, now: now))" } ?? ""
                facts.append(("release", "v\(active.number)\(age)"))
            }
            if let warm = part.warm { facts.append(("warm", "v\(warm.number), ready to go back to")) }
            if let service = part.service {
                facts.append(("state", HumanText.title(service.state).lowercased()))
                if let pid = service.pid { facts.append(("pid", String(pid))) }
                if let start = service.startedAt { facts.append(("up", HumanText.duration(now - start))) }
                facts.append(("restarts", String(service.restarts)))
                if let end = service.lastExit { facts.append(("last exit", end)) }
                facts += (service.processes ?? []).map { ("process", text($0)) }
            }
            facts += (part.backing ?? []).map { ("service", text($0)) }
            lines += FactText.lines(facts, leastWidth: factWidth)
        }
        if let run = status.lastRun {
            lines += [
                "",
                "Last run: \(run.id.short), \(TerminalText.harmless(run.kind)) \(run.state.rawValue), "
                    + HumanText.age(of: run.createdAt, now: now),
            ]
            if let failure = run.failure { lines += FailureText.lines(failure, style: style).map { "  " + $0 } }
        }
        return lines
    }
}
