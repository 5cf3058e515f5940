// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// A release that runs on a platform, as the platform itself needs to find it again. Small; journaled as step output.
package struct PlatformInstance: Sendable, Hashable {
    package var platform: PlatformID
    package var reference: ReleaseReference
    /// Where each of its processes listens, in their order; empty when none can be reached directly.
    package var endpoints: [Endpoint]
    /// The platform's own handle, opaque to everybody else.
    package var handle: JSONValue
    /// True when all of it was already running and was taken over as it was.
    package var adopted: Bool

    package init(
        platform: PlatformID, reference: ReleaseReference, endpoints: [Endpoint], handle: JSONValue = .null,
        adopted: Bool = false
    ) {
        self.platform = platform
        self.reference = reference
        self.endpoints = endpoints
        self.handle = handle
        self.adopted = adopted
    }
}

extension PlatformInstance: Codable {
    private enum CodingKeys: String, CodingKey { case platform, reference, endpoints, endpoint, handle, adopted }

    /// Also reads what was journaled when there was one process for each release.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        platform = try values.decode(PlatformID.self, forKey: .platform)
        reference = try values.decode(ReleaseReference.self, forKey: .reference)
        endpoints =
            try values.decodeIfPresent([Endpoint].self, forKey: .endpoints)
            ?? values.decodeIfPresent(Endpoint.self, forKey: .endpoint).map { [$0] } ?? []
        handle = try values.decode(JSONValue.self, forKey: .handle)
        adopted = try values.decode(Bool.self, forKey: .adopted)
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(platform, forKey: .platform)
        try values.encode(reference, forKey: .reference)
        try values.encode(endpoints, forKey: .endpoints)
        try values.encode(handle, forKey: .handle)
        try values.encode(adopted, forKey: .adopted)
    }
}

/// A host and TCP port.
package struct Endpoint: Sendable, Hashable, Codable, CustomStringConvertible {
    package var host: String
    package var port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    package var description: String { "\(host):\(port)" }
}

/// What is known about an instance at one moment.
package struct InstanceStatus: Sendable, Hashable, Codable {
    package var state: InstanceState
    package var endpoint: Endpoint?
    package var processID: Int?
    package var startedAt: Timestamp?
    /// How often it was started again after ending by itself.
    package var restarts: Int
    /// How it last ended, in words, e.g. `exit status 1`, `killed by signal 9`.
    package var lastExit: String?
    /// Each process by itself; empty where a release is one process.
    package var processes: [ProcessStatus]

    package init(
        state: InstanceState, endpoint: Endpoint? = nil, processID: Int? = nil, startedAt: Timestamp? = nil,
        restarts: Int = 0, lastExit: String? = nil, processes: [ProcessStatus] = []
    ) {
        self.processes = processes
        self.state = state
        self.endpoint = endpoint
        self.processID = processID
        self.startedAt = startedAt
        self.restarts = restarts
        self.lastExit = lastExit
    }
}

/// What is known about one of several processes of a release.
package struct ProcessStatus: Sendable, Hashable, Codable {
    /// `web.1`, `web.2` for those that take traffic, `<worker>.1` for the others.
    package var name: String
    package var state: InstanceState
    package var restarts: Int
    package var lastExit: String?

    package init(name: String, state: InstanceState, restarts: Int = 0, lastExit: String? = nil) {
        self.name = name
        self.state = state
        self.restarts = restarts
        self.lastExit = lastExit
    }
}

/// Where an instance stands on its platform.
package enum InstanceState: String, Sendable, Hashable, Codable, CaseIterable {
    case absent
    case starting
    case running
    /// Ended by itself; will be started again after a wait.
    case backoff
    /// Ended too often in too short a time.
    case crashLooping = "crash_looping"
    /// Runs, and stopped giving good answers.
    case unhealthy
    case stopped
}

/// How draining ended.
package struct DrainOutcome: Sendable, Hashable, Codable {
    /// Connections still served when the limit was reached, 0 when all ended by themselves.
    package var remaining: Int

    package init(remaining: Int) { self.remaining = remaining }
}

/// One line of a program's output.
package struct LogLine: Sendable, Hashable, Codable {
    package var at: Timestamp?
    package var stream: Stream
    /// Without the line's end; bytes that are not UTF-8 are replaced.
    package var text: String
    /// Where the release's log goes on after this line, for ``LogQuery/start``; nil when the platform can't say.
    package var position: Int64?
    /// Which of several processes wrote it, e.g. `web.2`; nil where a release is one process.
    package var process: String?

    package init(at: Timestamp?, stream: Stream, text: String, position: Int64? = nil, process: String? = nil) {
        self.process = process
        self.at = at
        self.stream = stream
        self.text = text
        self.position = position
    }

    package enum Stream: String, Sendable, Hashable, Codable {
        case stdout, stderr
        /// The platform itself: started, ended, restarted.
        case system
    }
}
