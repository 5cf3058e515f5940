// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Delivery
import HTTP
package import LiveEvents
package import Model
import OpenAPI
import Platforms
import Primitives
import Synchronization
import Wire

extension ControlPlane {
    var logOperations: [Operation] {
        [
            .stream(
                "/v1/projects/{project}/logs", "readLog", .project(.view), "What the running application writes",
                query: [.profile, .release, .tail, .since, .until, .follow, .process, .after],
                answers: [.text("The log's lines"), .events]
            ) { call in
                let (exchange, place, process) = (call.exchange, try call.logPlace, try call.query(.process))
                let (project, profile) = (try call.project.name, try call.query(.profile) ?? .production)
                let release = try place?.release ?? call.query(.release)
                let query = LogQuery(
                    tail: place == nil ? try call.query(.tail) : nil, start: place?.position,
                    since: try call.query(.since), until: try call.query(.until),
                    follow: try call.query(.follow) ?? false, process: process)
                guard call.wantsEvents else {
                    let log = try await delivery.log(of: project, profile: profile, release: release, process: process)
                    return try await write(log, query, for: call, of: project)
                }
                try await live.streamLog(exchange, of: project, query) {
                    try await Self.log(of: project, profile, release, process, from: delivery)
                } as: {
                    try await viewer(of: call)
                }
            }
        ]
    }

    /// Answers with the lines as text. What goes on as they come ends with the right to read them, and with the server.
    /// It begins with the first thing that the log has to say, so that a failure before it is still a status.
    private func write(_ log: ReleaseLog, _ query: LogQuery, for call: Call, of project: ProjectName) async throws {
        let exchange = call.exchange
        let isBegun = Atomic<Bool>(false)
        let begin: @Sendable () async throws -> Void = {
            guard !isBegun.exchange(true, ordering: .relaxed) else { return }
            try await exchange.start(headers: ["Content-Type": "text/plain; charset=utf-8"])
            if query.follow { await exchange.endWithServer() }
        }
        let read: @Sendable () async throws -> Void = {
            try await log.read(query) { entry in
                try await begin()
                if case .line(let line) = entry { try await exchange.write(line.text + "\n") }
            }
            try await begin()
        }
        guard query.follow else { return try await read() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await read() }
            group.addTask {
                while true {
                    try await TimeSource.system.sleep(for: Self.longestTrust)
                    try await viewer(of: call, isUse: false).mayRead(logsOf: project)
                }
            }
            try await group.next()
        }
    }

    /// How long who follows a log as text is let on without being looked up again.
    private static let longestTrust: Duration = .seconds(5)

    /// An application's output in the form that live views read.
    package static func log(
        of project: ProjectName, _ profile: Profile, _ release: Int?, _ process: String?,
        from delivery: DeliveryService
    ) async throws -> LiveLog {
        let log = try await delivery.log(of: project, profile: profile, release: release, process: process)
        return LiveLog(release: log.number) { query, receiver in try await log.read(query, into: receiver) }
    }
}

extension Call {
    /// Where a log is taken up; throws `invalid_argument`.
    fileprivate var logPlace: LogPlace? {
        get throws {
            guard let text = try query(.after) ?? exchange.request.headers["Last-Event-ID"], !text.isEmpty else {
                return nil
            }
            guard let place = LogPlace(text) else {
                throw Failure(.invalidArgument, "'\(text.prefix(64))' is no place in a log")
            }
            return place
        }
    }
}
