// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives
import Processes

extension DockerEngine {
    /// Reads a container's log, record by record; the next is read when `onLine` returns.
    ///
    /// Following across restarts gives each record once, also when the engine was restarted meanwhile, for which it
    /// waits up to `patience`. Throws `container_not_found`, `engine_unavailable`, and what `onLine` throws.
    package func logs(
        of container: String, _ query: LogQuery = LogQuery(), patience: Duration = .seconds(60),
        onLine: (LogLine) async throws -> Void
    ) async throws {
        let first = try await self.container(container)
        var query = query
        // Some engines count `since` in whole seconds: what is earlier is dropped here.
        var position = query.since.map { LogReader.Position(moment: $0, count: 0) }
        var retrying = Retrying(engine: self, patience: patience)
        while true {
            var reader = LogReader(hasTerminal: first.hasTerminal, after: position)
            do {
                let response = try await open(try logCall(first.id, query, position))
                retrying.succeeded()
                while let bytes = try await reading({ try await response.nextBody() }) {
                    for line in try reader.consume(bytes) { try await onLine(line) }
                    position = reader.position
                }
                for line in reader.finish() { try await onLine(line) }
                position = reader.position
                guard query.follow == .acrossRestarts, try await startsAgain(first.id, patience) else { return }
            } catch let failure as Failure where query.follow == .acrossRestarts {
                position = reader.position
                if failure.code == .containerNotFound { return }
                try await retrying.pause(after: failure)
            }
            // From here only what comes after the last record counts.
            query.tail = nil
        }
    }

    private func logCall(_ id: String, _ query: LogQuery, _ position: LogReader.Position?) throws -> EngineCall {
        let pairs: [(String, String?)] = [
            ("stdout", query.streams.contains(.stdout) ? "1" : nil),
            ("stderr", query.streams.contains(.stderr) ? "1" : nil),
            ("timestamps", "1"), ("follow", query.follow == .no ? nil : "1"), ("since", position?.moment.query),
            ("tail", query.tail.map { String($0) }),
        ]
        return try containerCall(.get, id, "/logs", pairs, isPatient: true)
    }

    /// Waits until a container that has ended runs again; false when it is removed instead.
    private func startsAgain(_ id: String, _ patience: Duration) async throws -> Bool {
        let snapshot: ContainerSnapshot
        do {
            snapshot = try await container(id)
        } catch let failure as Failure where failure.code == .containerNotFound {
            return false
        }
        if snapshot.state.isRunning { return true }
        var filters = EngineFilters()
        filters["type"] = ["container"]
        filters["container"] = [id]
        filters["event"] = ["start", "destroy"]
        // From the moment it ended: a start between the two questions is told then.
        let since = snapshot.state.finished.map { EngineMoment($0) }
        var isStarted = false
        try await watchEvents(filters, since: since, patience: patience) { notice in
            switch notice {
            case .event(let event):
                isStarted = event.action == "start"
                return false
            case .connected(let isFirst):
                // A restarted engine has forgotten what happened before.
                guard !isFirst else { return true }
                let now = try? await self.container(id)
                isStarted = now?.state.isRunning ?? false
                return now != nil && !isStarted
            }
        }
        return isStarted
    }
}
