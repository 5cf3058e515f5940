// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Whether a server can do its work: `GET /health/ready`, with 503 when it can't.
package struct Readiness: Sendable, Hashable, Codable {
    package var status: Status
    /// None while the server is ending: nothing is looked at any more.
    package var checks: [Check]

    package enum Status: String, Sendable, Hashable, Codable, CaseIterable {
        case ready
        case notReady = "not_ready"
    }

    /// One thing that was looked at. What it says is for everybody: no path, no address, no secret.
    package struct Check: Sendable, Hashable, Codable {
        package var name: String
        package var status: Status
        package var detail: String?
        /// How long the look took.
        package var durationMilliseconds: Int64

        package enum Status: String, Sendable, Hashable, Codable, CaseIterable {
            case ok
            /// Works, and somebody should look at it.
            case warning
            case failed
        }

        package init(name: String, status: Status, detail: String? = nil, durationMilliseconds: Int64) {
            self.name = name
            self.status = status
            self.detail = detail
            self.durationMilliseconds = durationMilliseconds
        }

        private enum CodingKeys: String, CodingKey {
            case name, status, detail
            case durationMilliseconds = "duration_ms"
        }
    }

    package init(status: Status, checks: [Check]) {
        self.status = status
        self.checks = checks
    }
}

/// That a server answers at all: `GET /health/live`, with 503 when its event loops stand still.
package struct Liveness: Sendable, Hashable, Codable {
    package var status: Status

    package enum Status: String, Sendable, Hashable, Codable, CaseIterable {
        case alive, stuck
    }

    package init(status: Status) { self.status = status }
}
