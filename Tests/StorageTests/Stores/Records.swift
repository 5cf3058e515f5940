// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit

/// Makes records for the tests of stores, with a clock and IDs of its own.
struct Records: Sendable {
    let time = ManualTime()
    let random = RandomSource.seeded(1)

    func project(_ name: String, in database: any Database) async throws -> Project {
        let (name, id, now) = (try ProjectName(name), random.identifier(at: time.now) as ProjectID, time.now)
        return try await database.write { try ProjectStore().create(name, id: id, node: nil, at: now, on: $0) }
    }

    func release(
        of project: Project, profile: Profile = .production, run: RunID? = nil, artifact: String = "artifact",
        status: ReleaseStatus = .candidate, in database: any Database
    ) async throws -> Release {
        let (id, now) = (random.identifier(at: time.now) as ReleaseID, time.now)
        let run = run ?? random.identifier(at: time.now)
        return try await database.write { connection in
            let store = ReleaseStore()
            let number = try store.nextNumber(project: project.id, profile: profile, on: connection)
            let release = Release(
                id: id, projectID: project.id, profile: profile, number: number, runID: run, source: "source",
                artifact: artifact, blueprint: Blueprint(language: "python", languages: ["python"], confidence: 1),
                environment: [
                    EnvironmentVariable(name: "PLAIN", value: .plain("1")),
                    EnvironmentVariable(name: "TOKEN", value: .secret("TOKEN")),
                ],
                status: status, createdAt: now)
            try store.insert(release, on: connection)
            return release
        }
    }
}
