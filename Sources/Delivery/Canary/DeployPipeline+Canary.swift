// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Platforms
import Primitives
import Storage
import Synchronization
import Workflows

/// The step `canary`: the candidate gets a growing share of the traffic, and all of it only when it does well.
extension DeployPipeline {
    /// Between two looks at what was answered; a look reads two sockets.
    private static let lookInterval: Duration = .milliseconds(250)

    static func needsCanary(_ context: StepContext) throws -> Bool {
        let configured = try context.output(of: "configure", as: ConfiguredRelease.self)
        let packaged = try context.output(of: "package", as: PackagedRelease.self)
        return configured.settings.canary != nil && packaged.predecessor != nil
    }

    func canary(_ context: StepContext) async throws -> JSONValue {
        let (_, runtime, release) = try await candidate(context)
        let packaged = try context.output(of: "package", as: PackagedRelease.self)
        guard let policy = release.settings.canary, let predecessor = packaged.predecessor else { return .null }
        let stable = try await parts.release(predecessor)
        let platform = try parts.platform(of: release)
        guard platform.capabilities.contains(.splitsTraffic) else {
            throw Failure(
                .unsupportedRelease, "the platform \(platform.id) can't send a share of the traffic to a release",
                hint: "take 'canary' out of dextra.yaml")
        }
        let instance = try await parts.ready(release, runtime, context)
        let target = runtime.reference.target
        var machine = CanaryMachine(
            policy, before: try await platform.traffic(of: target), now: parts.time.uptime())
        try await share(machine.percent, instance, platform, release, context)
        while true {
            try await parts.time.sleep(for: Self.lookInterval)
            let decision = machine.observe(
                try await platform.traffic(of: target), candidate: release.number, stable: stable.number,
                isRunning: try await isRunning(runtime.reference, on: platform), at: parts.time.uptime())
            switch decision {
            case .hold(let fraction):
                context.progress(fraction, machine.summary(of: release.number, against: stable.number))
            case .advance(let percent):
                try await share(percent, instance, platform, release, context)
            case .promote:
                try await context.log("v\(release.number) has shown what it has to")
                return ["percent": 100]
            case .abort(let fault):
                // At once, not first in the compensation: each further request may be a failing one.
                try await platform.splitTraffic(to: instance, percent: 0)
                throw try await failure(fault, release, stable, runtime, platform)
            }
        }
    }

    /// Whatever the step got to: the candidate gets nothing any more.
    func endCanary(_ context: StepContext, _ output: JSONDocument?) async throws {
        let (_, runtime, release) = try await candidate(context, lenient: true)
        guard release.status != .active else { return }
        let platform = try parts.platform(of: release)
        let instance =
            try await platform.find(runtime.reference) ?? context.output(of: "start", as: PlatformInstance.self)
        try await platform.splitTraffic(to: instance, percent: 0)
    }

    private func share(
        _ percent: Int, _ instance: PlatformInstance, _ platform: any Platform, _ release: Release,
        _ context: StepContext
    ) async throws {
        try await platform.splitTraffic(to: instance, percent: Double(percent))
        try await context.log("v\(release.number) gets \(percent) % of the requests")
        try await parts.database.write { [parts] connection in
            try parts.note(
                "release.canary", release, runID: context.runID, ["percent": .integer(Int64(percent))], on: connection)
        }
    }

    private func isRunning(_ reference: ReleaseReference, on platform: any Platform) async throws -> Bool {
        let status = try await platform.status(of: reference)
        return status.state == .running && status.processes.allSatisfy { $0.state == .running }
    }

    private func failure(
        _ fault: CanaryFault, _ release: Release, _ stable: Release, _ runtime: ReleaseRuntime,
        _ platform: any Platform
    ) async throws -> Failure {
        let lines = Mutex<[String]>([])
        try? await platform.logs(of: runtime.reference, LogQuery(tail: FailureEvidence.maximumLines)) { entry in
            if case .line(let line) = entry { lines.withLock { $0.append(line.text) } }
        }
        return runtime.mask.masked(
            Failure(
                .canaryAborted, "v\(release.number) \(fault.description(against: stable.number))",
                hint: "v\(stable.number) serves all requests again; the last lines of v\(release.number) say more"
            ).adding(FailureEvidence(log: lines.withLock(\.self))))
    }
}

extension CanaryMachine {
    /// One line for people.
    func summary(of number: Int, against other: Int) -> String {
        func text(_ name: Int, _ count: Count) -> String {
            let latency = count.latency.map { ", \($0.wholeMilliseconds) ms" } ?? ""
            return "v\(name): \(count.failures) of \(count.requests) failed\(latency)"
        }
        return "\(percent) %; \(text(number, candidate)); \(text(other, stable))"
    }
}

extension CanaryFault {
    func description(against other: Int) -> String {
        switch self {
        case .errors(let candidate, let stable):
            "failed \(candidate.failures) of \(candidate.requests) requests as a canary; v\(other) failed "
                + "\(stable.failures) of \(stable.requests)"
        case .slow(let candidate, let stable):
            "took \(candidate.wholeMilliseconds) ms for a request, as a canary; v\(other) took "
                + "\(stable.wholeMilliseconds) ms"
        case .ended: "ended while it was a canary"
        }
    }
}
