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
    /// In cores.
    package var cpus: Double?
    /// nil: the server's own choice.
    package var platform: PlatformName?
    /// How many processes share the traffic, 1 to 32.
    package var instances: Int
    /// nil: the traffic goes over at once.
    package var canary: CanaryPolicy?
    /// nil: as found in the source.
    package var image: ImageSettings?
    /// In the order in which they start.
    package var services: [ServiceDeclaration]
    package var workers: [WorkerDeclaration]
    package var schedules: [ScheduleDeclaration]

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
        memoryBytes: Int? = nil, processes: Int? = nil, openFiles: Int? = nil, isSinglePage: Bool = false,
        cpus: Double? = nil, platform: PlatformName? = nil, instances: Int = 1, canary: CanaryPolicy? = nil,
        image: ImageSettings? = nil, services: [ServiceDeclaration] = [], workers: [WorkerDeclaration] = [],
        schedules: [ScheduleDeclaration] = []
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
        self.cpus = cpus
        self.platform = platform
        self.instances = instances
        self.canary = canary
        self.image = image
        self.services = services
        self.workers = workers
        self.schedules = schedules
    }

    fileprivate enum CodingKeys: String, CodingKey {
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
        case cpus, platform, instances, canary, image, services, workers, schedules
    }
}

extension ReleaseSettings {
    /// Releases are kept for long: what a later version added may be missing.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        health = try values.decode(Health.self, forKey: .health)
        stopSignal = try values.decode(StopSignal.self, forKey: .stopSignal)
        stopGrace = try values.decode(Milliseconds.self, forKey: .stopGrace)
        keep = try values.decodeIfPresent(Int.self, forKey: .keep)
        warm = try values.decode(Milliseconds.self, forKey: .warm)
        drain = try values.decode(Milliseconds.self, forKey: .drain)
        domains = try values.decode([String].self, forKey: .domains)
        memoryBytes = try values.decodeIfPresent(Int.self, forKey: .memoryBytes)
        processes = try values.decodeIfPresent(Int.self, forKey: .processes)
        openFiles = try values.decodeIfPresent(Int.self, forKey: .openFiles)
        isSinglePage = try values.decode(Bool.self, forKey: .isSinglePage)
        cpus = try values.decodeIfPresent(Double.self, forKey: .cpus)
        platform = try values.decodeIfPresent(PlatformName.self, forKey: .platform)
        instances = try values.decodeIfPresent(Int.self, forKey: .instances) ?? 1
        canary = try values.decodeIfPresent(CanaryPolicy.self, forKey: .canary)
        image = try values.decodeIfPresent(ImageSettings.self, forKey: .image)
        services = try values.decodeIfPresent([ServiceDeclaration].self, forKey: .services) ?? []
        workers = try values.decodeIfPresent([WorkerDeclaration].self, forKey: .workers) ?? []
        schedules = try values.decodeIfPresent([ScheduleDeclaration].self, forKey: .schedules) ?? []
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
