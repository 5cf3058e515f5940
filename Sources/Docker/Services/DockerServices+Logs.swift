// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
package import Platforms
import Primitives
import Processes

extension DockerServices {
    /// Throws `not_found` for a service that isn't there.
    package func logs(
        of service: String, _ target: PlatformTarget, _ query: Platforms.LogQuery, into receiver: LogEntryReceiver
    ) async throws {
        let engine = try await engine()
        let container = try await containers(of: target, on: engine).first {
            $0.labels[DockerNaming.Label.process] == service
        }
        guard let container else {
            throw Failure(.notFound, "\(target) has no service '\(service)'", hint: "name one of its services")
        }
        // Positions are the engine's nanoseconds, so that the next line's is at least one more.
        let start = query.start.map { EngineMoment(nanoseconds: $0).next } ?? query.since.map { EngineMoment($0) }
        var last = start
        var isOver = false
        let there = Containers.LogQuery(since: start, tail: query.start == nil ? query.tail : nil)
        func give(_ line: Containers.LogLine) async throws {
            guard !isOver else { return }
            if let until = query.until, let moment = line.moment, moment.time >= until {
                isOver = true
                return
            }
            if let moment = line.moment { last = moment.next }
            try await receiver(
                .line(
                    Platforms.LogLine(
                        at: line.moment?.time, stream: line.stream == .stderr ? .stderr : .stdout, text: line.text,
                        position: line.moment?.nanoseconds, process: service)))
        }
        try await engine.logs(of: container.id, there) { try await give($0) }
        try await receiver(.current)
        guard query.follow, !isOver else { return }
        let following = Containers.LogQuery(follow: .acrossRestarts, since: last ?? EngineMoment(nanoseconds: 0))
        try await engine.logs(of: container.id, following) { try await give($0) }
    }
}
