// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
package import Platforms
import Primitives
import Processes

extension DockerPlatform {
    package func logs(
        of release: ReleaseReference, _ query: Platforms.LogQuery, into receiver: LogEntryReceiver
    ) async throws {
        let objects = try await objects(release.target)
        let log = ReleaseLog(engine: objects.engine, time: time, query: query) {
            let containers = try await objects.containers(release: release.number).filter { container in
                query.process.map { Self.matches(container.processName, $0) } ?? true
            }
            return (
                containers.map { ReleaseLog.Source(container: $0.id, process: $0.processName) },
                containers.contains(where: \.isKept)
            )
        }
        try await log.read(into: receiver)
        try Task.checkCancellation()
    }

    /// A process by its full name, or all of a kind.
    private static func matches(_ name: String, _ wanted: String) -> Bool {
        name == wanted || name.hasPrefix(wanted + ".")
    }
}

extension Platforms.LogLine {
    init(_ record: Containers.LogLine, process: String?) {
        self.init(
            at: record.moment?.time, stream: record.stream == .stderr ? .stderr : .stdout, text: record.text,
            position: record.moment?.nanoseconds, process: process)
    }
}
