// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives
import Wire

/// `dextra rollback`: back to a kept release, its files and its configuration together.
enum RollbackCommand: Verb {
    static let spec = CommandSpec(
        "rollback", summary: "Go back to an earlier release",
        details: "Artifact and configuration go back together; secrets keep their current value. "
            + "The release before the active one is kept running for a while, so that going back to it is a switch.",
        options: [SharedOptions.project, SharedOptions.profile] + StartedRun.options,
        positionals: [PositionalSpec("RELEASE", .text, "Such as v3 or 3; the one before the active one if not given")],
        examples: [.init("dextra rollback v3", "Back to release 3")])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let release = try arguments.positional("RELEASE").map(number)
        let project = try context.project(arguments, positional: nil)
        let profile = context.profile(arguments)
        let client = try await context.connect(arguments)
        let run = try await context.startingRun(of: client) {
            try await client.rollback(project, RollbackRequest(profile: profile, release: release), key: $0)
        }
        return try await StartedRun(context: context, client: client, arguments: arguments).report(
            run, title: "Rolling back \(project) in \(profile.rawValue)",
            verdict: { report in
                let release = report?.release.map { "v\($0)" } ?? "the earlier release"
                return "\(project) is back at \(release)"
                    + (report?.url.map { ": \(context.console.style.bold($0))" } ?? "")
            }, project: project, profile: profile)
    }

    /// `v3` or `3`.
    static func number(_ text: String) throws(Failure) -> Int {
        let digits = text.hasPrefix("v") ? text.dropFirst() : text[...]
        guard let number = Int(digits), number > 0, digits.allSatisfy(\.isNumber) else {
            throw Failure(
                .usage, "'\(text)' is not a release", hint: "write its number, such as v3; see 'dextra releases'")
        }
        return number
    }
}
