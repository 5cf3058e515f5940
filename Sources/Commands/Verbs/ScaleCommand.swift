// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives
import Wire

/// `dextra scale`: how many processes the running release has.
enum ScaleCommand: Verb {
    static let spec = CommandSpec(
        "scale", summary: "Change how many processes an application has",
        details: "New processes prove themselves before they get traffic; those that are too many finish what they "
            + "serve. What is asked for holds for later releases too, until --reset.",
        options: [
            SharedOptions.project, SharedOptions.profile,
            .flag("reset", "As many as dextra.yaml says again"),
        ] + StartedRun.options,
        positionals: [
            PositionalSpec(
                "COUNT", .text, "A number, or a process and a number such as web=3 or mail=2", isRepeatable: true)
        ],
        examples: [
            .init("dextra scale 3", "Three processes share the traffic"),
            .init("dextra scale web=3 mail=2", "And two work off the queue"),
        ])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let instances = try Self.instances(arguments.allPositionals("COUNT"), reset: arguments.isOn("reset"))
        let project = try context.project(arguments, positional: nil)
        let profile = context.profile(arguments)
        let client = try await context.connect(arguments)
        let run = try await context.startingRun(of: client) {
            try await client.scale(project, ScaleRequest(profile: profile, instances: instances), key: $0)
        }
        return try await StartedRun(context: context, client: client, arguments: arguments).report(
            run, title: "Scaling \(project) in \(profile.rawValue)",
            verdict: { _ in
                let asked = instances.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
                return
                    "\(project) has \(asked.isEmpty ? "as many processes as dextra.yaml says" : asked.joined(separator: " "))"
            }, project: project, profile: profile)
    }

    /// `3` is `web=3`. Throws `usage`.
    static func instances(_ words: [String], reset: Bool) throws(Failure) -> [String: Int] {
        guard words.isEmpty == reset else {
            throw Failure(
                .usage, reset ? "--reset takes no number" : "how many processes?",
                hint: "write 'dextra scale 3', 'dextra scale web=3 mail=2' or 'dextra scale --reset'")
        }
        var instances: [String: Int] = [:]
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let process = parts.count == 2 ? parts[0] : "web"
            guard let count = Int(parts.last ?? ""), count >= 0, !process.isEmpty, instances[process] == nil else {
                throw Failure(
                    .usage, "'\(word)' is no number of processes", hint: "write a number, or web=3; each process once")
            }
            instances[process] = count
        }
        return instances
    }
}
