// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives
import Wire

/// A run that a command has started: watched to its end or let go, as the command line says, and reported.
struct StartedRun: Sendable {
    let context: CommandContext
    let client: ServerClient
    let arguments: ParsedArguments

    /// The last line of `--json` output when all went well.
    private struct Result: Encodable {
        let type = "result"
        let run: Run
        let url: String?
        let release: Int?
    }

    /// `--wait` and `--timeout`, for every command that starts a run.
    static let options = [
        OptionSpec("wait", .toggle(default: true), "Return as soon as the run is recorded (also --wait=false)"),
        OptionSpec(
            "timeout", .value(ValueSpec("TIME", .duration)),
            "Stop watching after this time, e.g. 90s or 10m; the run goes on"),
    ]

    /// Gives the exit status; throws the run's own failure when it didn't succeed.
    ///
    /// `profile` is the one whose address and release are reported, nil when there is none to report.
    func report(
        _ run: Run, title: String, verdict: (ProfileReport?) -> String, project: ProjectName?, profile: Profile?
    ) async throws -> Int32 {
        let asJSON = arguments.isOn("json")
        guard arguments.isOn("wait") else {
            if asJSON {
                try context.console.json(Result(run: run, url: nil, release: nil))
            } else {
                context.console.line("\(title): run \(run.id.short)")
                context.console.line("Follow it with: \(arguments.program) runs \(run.id.short) --follow")
            }
            return 0
        }
        let watch = RunWatch(
            context: context, client: client, program: arguments.program, asJSON: asJSON,
            timeout: arguments.duration("timeout"))
        let finished = try await watch.follow(run, title: title)
        try Self.check(finished, arguments)
        var report: ProfileReport?
        if let project, let profile { report = try await ProfileReport.read(project, profile, client) }
        if asJSON {
            try context.console.json(Result(run: finished, url: report?.url, release: report?.release))
        } else {
            let style = context.console.style
            let spent = HumanText.duration((finished.finishedAt ?? context.time.now()) - finished.createdAt)
            if context.console.isLive { context.console.line() }
            context.console.line("\(style.green(style.check)) \(verdict(report)) \(style.dim("(\(spent))"))")
            if report != nil { await warnOfRights(client) }
        }
        return 0
    }

    /// Said with every verdict: what the run's log says of it is easily overlooked.
    private func warnOfRights(_ client: ServerClient) async {
        guard let info = try? await client.info(), info.isolation == .none else { return }
        context.console.line(
            context.console.style.yellow("warning:")
                + (client.place.home == nil
                    ? " it runs with the server's own rights, nothing keeps it from the server's files"
                    : " it runs with your own rights, nothing keeps it from your files; 'dextra doctor' says why"))
    }

    /// Throws why the run didn't succeed.
    static func check(_ run: Run, _ arguments: ParsedArguments) throws {
        switch run.state {
        case .succeeded: return
        case .cancelled:
            throw run.failure ?? Failure(.cancelled, "run \(run.id.short) was cancelled")
        default:
            let failure = run.failure ?? Failure(.internalError, "run \(run.id.short) ended as \(run.state.rawValue)")
            throw failure.hint == nil
                ? failure.hinting("see all it printed with '\(arguments.program) runs \(run.id.short) --log'") : failure
        }
    }
}

/// What serves a profile, as far as a verdict names it.
struct ProfileReport: Sendable {
    var url: String?
    var release: Int?

    /// nil when the server doesn't know: a verdict is not worth a failure.
    static func read(_ project: ProjectName, _ profile: Profile, _ client: ServerClient) async throws -> ProfileReport?
    {
        guard let status = try? await client.project(project),
            let part = status.profiles.first(where: { $0.profile == profile })
        else { return nil }
        return ProfileReport(url: part.urls.first.map { TerminalText.harmless($0) }, release: part.active?.number)
    }
}

extension Failure {
    fileprivate func hinting(_ hint: String) -> Failure {
        var copy = self
        copy.hint = hint
        return copy
    }
}
