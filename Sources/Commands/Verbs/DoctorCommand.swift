// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Primitives
import Processes
import Wire

/// `dextra doctor`: what this machine lacks, and how to get it. Needs no server.
enum DoctorCommand: Verb {
    static let spec = CommandSpec(
        "doctor", summary: "Say what is missing on this machine and how to get it",
        details: "Given a project's folder, it also looks for the programs that build and start that project, and "
            + "holds their versions against those it asks for. Exits with 0 when applications can be deployed, and "
            + "with \(FailureCategory.missingDependency.exitCode) when something they need is missing.",
        options: [SharedOptions.member],
        positionals: [PositionalSpec("PATH", .folder, "The folder of a project; only the machine if not given")],
        examples: [.init("dextra doctor .", "What this folder's project needs")])

    private struct Report: Encodable {
        let ready: Bool
        let findings: [Finding]
        let install: String?
    }

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let diagnosis = try await examine(arguments, context)
        if arguments.isOn("json") {
            try context.console.json(
                Report(ready: diagnosis.isReady, findings: diagnosis.findings, install: diagnosis.installCommand))
        } else {
            for line in diagnosis.lines(style: context.console.style) { context.console.line(line) }
        }
        return diagnosis.isReady ? 0 : FailureCategory.missingDependency.exitCode
    }

    private static func examine(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Diagnosis {
        var findings: [Finding] = []
        let toolchains = Toolchains.ofThisUser(environment: context.environment)
        let path = toolchains.searchPath.joined(separator: ":")
        var project: [Finding] = []
        var engineNeed: String?
        if let folder = arguments.positional("PATH") {
            let checks = ProjectChecks(
                path: context.absolute(folder), member: arguments.option("member"), searchPath: path)
            project = try await checks.run()
            engineNeed = try checks.engineNeed()
        }
        let known = Set(project.map(\.name))
        for check in ProgramCheck.all where !known.contains(check.name) {
            findings.append(await check.run(path: path))
        }
        if let engine = await EngineCheck(environment: context.environment, need: engineNeed).run() {
            findings.append(engine)
        }
        do {
            let home = try context.home(arguments)
            let client = ServerClient(home: home)
            let info = try? await client.info()
            let environment = context.environment
            findings += await MachineChecks(
                home: home, environment: environment, isServerRunning: info != nil,
                frontPort: info.map(\.proxy.port)
                    ?? environment["DEXTRA_FRONT_PORT"].flatMap { Int($0) } ?? 8080,
                bindAddress: environment["DEXTRA_BIND"] ?? "127.0.0.1"
            ).run()
            findings += await ServingChecks(
                environment: environment, client: client, info: info, executable: context.executable,
                time: context.time
            ).run()
        } catch {
            let failure = Failure.wrapping(error)
            findings.append(Finding("data", .missing, failure.message, hint: failure.hint))
        }
        return Diagnosis(findings + project)
    }
}
