// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Model
package import Primitives
import Wire

/// Which part of an application's output is wanted.
package struct LogRequest: Sendable {
    package var project: ProjectName
    package var profile: Profile
    /// The one with traffic when nil.
    package var release: Int?
    /// The last so many lines; all when nil.
    package var tail: Int?
    package var since: Timestamp?
    package var until: Timestamp?
    package var follow: Bool
    /// Only this process, e.g. `web.2`, or all of a kind, or a backing service; all of the release when nil.
    package var process: String?

    package init(
        project: ProjectName, profile: Profile, release: Int? = nil, tail: Int? = nil, since: Timestamp? = nil,
        until: Timestamp? = nil, follow: Bool = false, process: String? = nil
    ) {
        self.process = process
        self.project = project
        self.profile = profile
        self.release = release
        self.tail = tail
        self.since = since
        self.until = until
        self.follow = follow
    }
}

extension ServerClient {
    /// The stream of an application's output, taken up after a place when there is one.
    func logs(_ request: LogRequest, after place: String?) async throws -> HTTPClientResponse {
        let query = [
            ("profile", request.profile.rawValue), ("release", request.release.map(String.init)),
            ("tail", request.tail.map(String.init)), ("since", request.since?.description),
            ("until", request.until?.description), ("follow", request.follow ? "true" : nil),
            ("process", request.process),
        ]
        var headers: HTTPHeaders = ["Accept": "text/event-stream"]
        if let place { headers.add("Last-Event-ID", place) }
        // The server sends a comment every 15 seconds when it has nothing to say.
        return try await send(
            HTTPClientRequest(
                .get, Self.target("v1", "projects", request.project.text, "logs", query: query), headers: headers,
                timeouts: HTTPTimeouts(idle: .seconds(45))))
    }
}
