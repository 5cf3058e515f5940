// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// How a release is run, apart from its commands and variables: kept with it, so that going back restores all of it.
package struct ReleaseSettings: Sendable, Hashable, Codable {
    package var health: Health
    /// The signal that asks the program to end.
    package var stopSignal: StopSignal
    package var stopGrace: Milliseconds
    /// How many releases stay on disk, the active one included.
    package var keep: Int?
    /// How long it runs on without traffic once it has a successor.
    package var warm: Milliseconds
    /// How long its open requests may take once it has a successor.
    package var drain: Milliseconds
    /// Host names beyond the platform's own.
    package var domains: [String]
    package var memoryBytes: Int?
    package var processes: Int?
    package var openFiles: Int?
    /// For static sites: unknown paths get the root's index.html.
    package var isSinglePage: Bool

    /// The health gate's terms.
    package struct Health: Sendable, Hashable, Codable {
        package var timeout: Milliseconds
        package var interval: Milliseconds
        package var deadline: Milliseconds
        /// The statuses that mean healthy.
        package var expect: [StatusRange]

        package init(
            timeout: Duration = .seconds(5), interval: Duration = .milliseconds(100), deadline: Duration = .seconds(60),
            expect: [ClosedRange<Int>] = [200...399]
        ) {
            self.timeout = Milliseconds(timeout)
            self.interval = Milliseconds(interval)
            self.deadline = Milliseconds(deadline)
            self.expect = expect.map { StatusRange(from: $0.lowerBound, to: $0.upperBound) }
        }
    }

    /// HTTP statuses, both ends included.
    package struct StatusRange: Sendable, Hashable, Codable {
        package var from: Int
        package var to: Int
    }

    package init(
        health: Health = Health(), stopSignal: StopSignal = .term, stopGrace: Duration = .seconds(10), keep: Int? = nil,
        warm: Duration = .seconds(600), drain: Duration = .seconds(60), domains: [String] = [],
        memoryBytes: Int? = nil, processes: Int? = nil, openFiles: Int? = nil, isSinglePage: Bool = false
    ) {
        self.health = health
        self.stopSignal = stopSignal
        self.stopGrace = Milliseconds(stopGrace)
        self.keep = keep
        self.warm = Milliseconds(warm)
        self.drain = Milliseconds(drain)
        self.domains = domains
        self.memoryBytes = memoryBytes
        self.processes = processes
        self.openFiles = openFiles
        self.isSinglePage = isSinglePage
    }

    private enum CodingKeys: String, CodingKey {
        case health
        case stopSignal = "stop_signal"
        case stopGrace = "stop_grace_ms"
        case keep
        case warm = "warm_ms"
        case drain = "drain_ms"
        case domains
        case memoryBytes = "memory_bytes"
        case processes
        case openFiles = "open_files"
        case isSinglePage = "single_page"
    }
}

extension ReleaseSettings.Health {
    private enum CodingKeys: String, CodingKey {
        case timeout = "timeout_ms"
        case interval = "interval_ms"
        case deadline = "deadline_ms"
        case expect
    }
}

/// A duration that travels as a whole number of milliseconds.
package struct Milliseconds: Sendable, Hashable, Codable {
    package var duration: Duration

    package init(_ duration: Duration) { self.duration = .milliseconds(duration.wholeMilliseconds) }

    package init(from decoder: any Decoder) throws {
        duration = .milliseconds(try decoder.singleValueContainer().decode(Int64.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(duration.wholeMilliseconds)
    }
}
