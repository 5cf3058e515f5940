// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Platforms
import Primitives
import Storage
import Workflows

/// What a run of a scheduled command is given.
struct ScheduledCommandInput: Sendable, Hashable, Codable {
    var project: ProjectID
    var profile: Profile
    /// The schedule's name.
    var schedule: String
    /// The minute it was due.
    var due: Timestamp
}

/// The run kind `scheduled_command`: one command in the surroundings of the release that has the traffic when it is due.
struct ScheduledCommand: Sendable {
    static let kind = "scheduled_command"

    let parts: DeliveryParts

    init(_ parts: DeliveryParts) { self.parts = parts }

    /// Runs of one schedule never overlap, and don't wait for deployments.
    static func subject(_ project: ProjectID, _ profile: Profile, _ schedule: String) -> String {
        "schedule/\(project)/\(profile.rawValue)/\(schedule)"
    }

    var definition: RunDefinition {
        RunDefinition(
            kind: Self.kind,
            // Nobody knows what half a command has done: a run that was cut off fails instead of beginning again.
            steps: [StepDefinition(name: "command", effect: .repeatable, run: command)])
    }

    private func command(_ context: StepContext) async throws -> JSONValue {
        let input = try context.input(as: ScheduledCommandInput.self)
        guard !context.isResumed else {
            throw Failure(
                .scheduledCommandInterrupted, "'\(input.schedule)' was cut off by the end of the server",
                hint: "it runs again when it is next due")
        }
        let release = try await parts.database.read { connection in
            try ReleaseStore().active(project: input.project, profile: input.profile, on: connection)
        }
        guard let release, let schedule = release.settings.schedules.first(where: { $0.name == input.schedule }) else {
            try await context.log("the release with the traffic has no schedule '\(input.schedule)' any more")
            return .null
        }
        let project = try await parts.project(input.project)
        let runtime = try await parts.runtime(of: release, project: project)
        try await context.log("$ \(schedule.command)")
        try await runtime.masked {
            try await parts.platform(of: release).run(
                ReleaseTask(command: schedule.command, timeout: schedule.timeout.duration), of: runtime.release
            ) { line in
                try await context.log(
                    runtime.mask.masked(line.text), stream: line.stream == .stderr ? .error : .output)
            }
        }
        return ["release": .integer(Int64(release.number))]
    }
}
