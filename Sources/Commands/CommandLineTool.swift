// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Arguments
import Glibc
import Primitives

/// `dextra …`: understands a command line, runs its command, shows what went wrong and gives the exit status.
package enum CommandLineTool {
    /// Every command, in the order of the help page.
    static let verbs: [any Verb.Type] = [
        DeployCommand.self, DetectCommand.self, DockerfileCommand.self, StatusCommand.self, ReleasesCommand.self,
        DiffCommand.self,
        LogsCommand.self,
        RollbackCommand.self, ScaleCommand.self, EnvironmentCommand.self, OpenCommand.self, DashboardCommand.self,
        DestroyCommand.self,
        RunsCommand.self,
        CancelCommand.self, AnswerCommand.self, BackupCommand.self, PruneCommand.self, SettingsCommand.self,
        NodesCommand.self,
        LoginCommand.self, LogoutCommand.self, WhoamiCommand.self, ContextCommand.self,
        UsersCommand.self, TeamsCommand.self, TokensCommand.self, SetupLinkCommand.self,
        MigrateCommand.self, AuditCommand.self,
        DoctorCommand.self,
        ServeCommand.self, ServiceCommand.self,
        StopCommand.self,
        VersionCommand.self, CompletionCommand.self, HelpCommand.self, StaticServerCommand.self,
        LookupCommand.self,
    ]

    /// The whole command line as a table.
    package static let spec = CommandSpec(
        "dextra", summary: "Ship an app, watch it run, go back when it fails",
        details: """
            Without a server running, a command that needs one starts it in the background.
            Set DEXTRA_HOME or use --home to choose where its data lies. 'dextra login URL' is for servers elsewhere.
            """,
        options: [
            OptionSpec("home", .value(ValueSpec("DIR", .folder)), "Data directory of the server to talk to"),
            OptionSpec(
                "context", .value(ValueSpec("NAME", .lookup("contexts"))),
                "Server to talk to, see 'dextra context'; the one in use if not given"),
            .flag("json", "Print JSON, one value per line, for programs"),
            OptionSpec("version", .toggle(default: false), "Print the version", isHidden: true),
        ],
        subcommands: verbs.map { $0.spec },
        examples: [
            .init("dextra deploy", "Deploy the application in this folder"),
            .init("dextra rollback", "Go back to the release before"),
            .init("dextra help deploy", "All about one command"),
        ])

    /// Runs one command with the process's own streams and gives the exit status.
    ///
    /// `arguments` are those after the program's name.
    package static func run(
        arguments: [String], environment: [String: String], mains: CommandContext.Mains
    ) async -> Int32 {
        // A reader that goes away shows as EPIPE, which each writer handles.
        signal(SIGPIPE, SIG_IGN)
        let context = CommandContext(
            console: Console(environment: environment), environment: environment,
            workingDirectory: WorkingDirectory.current, time: .system, random: .system,
            executable: OwnExecutable.path,
            signals: { SignalWatch([SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT]) },
            mains: mains)
        return await run(arguments, context)
    }

    /// The same in any surroundings, for tests.
    package static func run(_ arguments: [String], _ context: CommandContext) async -> Int32 {
        var wantsJSON = arguments.prefix { $0 != "--" }.contains("--json")
        do {
            let parsed = try ArgumentParser(spec).parse(arguments)
            wantsJSON = parsed.isOn("json")
            if parsed.wantsHelp || (parsed.path.isEmpty && !parsed.isOn("version")) {
                let width = context.console.size?.columns ?? 80
                context.console.write(HelpText.page(for: spec, path: parsed.path, width: width))
                return 0
            }
            let name = parsed.path.first ?? VersionCommand.spec.name
            guard let verb = verbs.first(where: { $0.spec.name == name }) else {
                throw Failure(.internalError, "the command \(name) is in the table and can't be run")
            }
            return try await verb.run(parsed, context)
        } catch {
            let failure = Failure.wrapping(error)
            if failure.code == .readerGone { return ExitCodes.brokenPipe }
            show(failure, asJSON: wantsJSON, on: context.console)
            return failure.code.category.exitCode
        }
    }

    /// For people on standard error; for programs as the last line on standard output, where the result would be.
    private static func show(_ failure: Failure, asJSON: Bool, on console: Console) {
        if asJSON, let text = try? JSONText.encode(Problem(failure)) {
            console.line(text)
        } else {
            for line in FailureText.lines(failure, style: console.errorStyle) { console.errorLine(line) }
        }
    }
}
