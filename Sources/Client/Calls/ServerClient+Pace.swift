// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

extension ServerClient {
    /// How long one request is put off by a server that is asked too often.
    private static let longestPutOff = Duration.seconds(60)
    private static let shortestPause = Duration.milliseconds(50)

    /// Waits as long as the server says when it is asked too often, and asks again: it had not begun what was asked.
    ///
    /// An upload of a few hundred files is more requests than a server takes at once. Throws `too_many_requests` from a
    /// server that takes none for a minute.
    func keepingPace<Answer>(_ request: () async throws -> Answer) async throws -> Answer {
        let deadline = time.uptime() + Self.longestPutOff
        while true {
            do {
                return try await request()
            } catch let failure as Failure where failure.code == .tooManyRequests {
                let pause = max(failure.retryDelay ?? .seconds(1), Self.shortestPause)
                guard time.uptime() + pause < deadline else { throw failure }
                try await time.sleep(for: pause)
            }
        }
    }
}

extension Failure {
    /// After how long the server wants to be asked again; nil when it doesn't say.
    var retryDelay: Duration? { if case .after(let delay) = retry { delay } else { nil } }
}
