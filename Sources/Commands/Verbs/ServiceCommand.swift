// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Glibc
import HTTP
import Primitives
import Processes

/// `dextra service`: a server that systemd starts and watches.
enum ServiceCommand: Verb {
    private static let options =
        [
            OptionSpec(
                "bind", .value(ValueSpec("ADDRESS")), "Address that applications are reached at; 127.0.0.1 if not given"
            ),
            OptionSpec(
                "front-port", .value(ValueSpec("PORT", .integer(1...65_535))), "Port shared by all applications"),
            OptionSpec("base-port", .value(ValueSpec("PORT", .integer(1...65_000))), "First of the applications' own"),
        ] + WebOptions.specs

    static let spec = CommandSpec(
        "service", summary: "Have the server started and watched by systemd",
        details:
            "For root the unit is the machine's, for anybody else that person's own. The server is started with the "
            + "options given here. Applications go on running while it restarts.",
        subcommands: [
            CommandSpec("install", summary: "Write the unit, or write it anew", options: options),
            CommandSpec("print", summary: "Print the unit and change nothing", options: options),
            CommandSpec("uninstall", summary: "Remove the unit"),
        ],
        examples: [
            .init("dextra service install --behind-proxy", "Behind a proxy that speaks HTTPS")
        ])

    /// What `--json` prints.
    private struct Report: Encodable {
        let path: String
        var unit: String?
        var start: String?
        var removed: Bool?
    }

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let scope = getuid() == 0 ? ServiceUnit.Scope.system : .user
        let installed = try InstalledUnit(scope, environment: context.environment)
        let (console, asJSON) = (context.console, arguments.isOn("json"))
        switch arguments.path.last {
        case "print":
            let text = try unit(scope, arguments, context).text
            if asJSON { try console.json(Report(path: installed.path, unit: text)) } else { console.write(text) }
        case "install":
            let unit = try Self.unit(scope, arguments, context)
            try installed.write(unit)
            let isKnown = await reload(scope, context)
            let manager = scope == .system ? "systemctl" : "systemctl --user"
            let start = "\(isKnown ? "" : "\(manager) daemon-reload && ")\(manager) enable --now dextra"
            if asJSON {
                try console.json(Report(path: installed.path, unit: unit.text, start: start))
                return 0
            }
            console.line("Wrote \(installed.path)")
            console.line("Start it with: \(start)")
            if scope == .user { console.line("To have it run while you are away: loginctl enable-linger") }
        default:
            let isRemoved = try installed.remove()
            if isRemoved { _ = await reload(scope, context) }
            if asJSON {
                try console.json(Report(path: installed.path, removed: isRemoved))
                return 0
            }
            guard isRemoved else {
                console.line("There is no \(installed.path)")
                return 0
            }
            console.line("Removed \(installed.path). A server that runs goes on: dextra stop ends it.")
        }
        return 0
    }

    private static func unit(
        _ scope: ServiceUnit.Scope, _ arguments: ParsedArguments, _ context: CommandContext
    ) throws -> ServiceUnit {
        // Refused now, not at the next boot.
        let web = try WebOptions.read(arguments, [:], absolute: context.absolute)
        var words: [String] = []
        for option in options {
            if arguments.isOn(option.name) { words.append("--\(option.name)") }
            for value in arguments.allOptions(option.name) {
                switch option.name {
                case "tls-certificate": words.append("--\(option.name)=\(web.certificate?.chain ?? value)")
                case "tls-key": words.append("--\(option.name)=\(web.certificate?.key ?? value)")
                default: words.append("--\(option.name)=\(value)")
                }
            }
        }
        return ServiceUnit(
            scope: scope, executable: context.executable, home: try context.home(arguments), arguments: words)
    }

    /// Has systemd look at its units again; false where it does not run.
    private static func reload(_ scope: ServiceUnit.Scope, _ context: CommandContext) async -> Bool {
        guard access("/run/systemd/system", F_OK) == 0,
            let program = ProgramSearch.find("systemctl", path: context.environment["PATH"])
        else { return false }
        let command = Command(
            executable: program, arguments: (scope == .user ? ["--user"] : []) + ["daemon-reload"],
            environment: context.environment)
        return (try? await Child.collect(command, timeout: .seconds(30)).status.isSuccess) ?? false
    }
}
