// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// A place where releases run: the contract between the pipeline and one kind of host.
///
/// Order of calls: `provision` and `validate` once per deployment, then `run` (release command), `start`, `probe`, for a
/// canary `splitTraffic`, `switchTraffic`, `startWorkers`, and `stopWorkers`, `drain` and `stop` for the predecessor; `recover` once when the server starts and `watch` for as
/// long as it lives. Rules for adapters:
/// - Making a value of the type has no side effects; the first effect is in `provision` or `recover`.
/// - Every call is *adoptable* or *repeatable*: done twice, as after a crash between effect and journal, it finds what
///   exists and ends in the same state. Nothing is kept only in memory.
/// - Calls end promptly when their task is cancelled and leave what was already serving as it was.
/// - Failures of the user's program carry its own last words (see ``FailureEvidence``), never just "it failed".
package protocol Platform: Sendable {
    /// Names the adapter, e.g. `local.process`.
    var id: PlatformID { get }

    /// What this platform can do beyond the least common part.
    var capabilities: PlatformCapabilities { get }

    /// Makes the place where the target's releases will run and be reached exist; says where that will be.
    ///
    /// Throws `port_in_use` when an address asked for in `exposure` belongs to somebody else.
    func provision(_ target: PlatformTarget, exposure: Exposure) async throws -> PublicAddress

    /// Says before anything starts whether this release could run here; returns what a person should know.
    func validate(_ release: PlatformRelease) async throws -> [Notice]

    /// Runs a command once to its end as the release would run: same files, variables, user and limits.
    ///
    /// Throws `release_command_failed` with the exit status and last lines, `timed_out`, or `CancellationError`.
    func run(_ task: ReleaseTask, of release: PlatformRelease, output: LogReceiver) async throws

    /// Starts the release beside what is serving, without traffic; adopts what of it already runs. The instance names
    /// as many processes as the release asks for; surplus ones run on until ``trim(_:within:)``.
    ///
    /// Releases with a fixed ``PlatformRelease/port`` can't run side by side on one host: there the predecessor ends
    /// first, and `stop` of a release that didn't get the traffic starts the predecessor again.
    func start(_ release: PlatformRelease) async throws -> PlatformInstance

    /// Looks whether the release runs, without changing anything.
    func find(_ release: ReleaseReference) async throws -> PlatformInstance?

    /// The health gate: returns once the instance has proven healthy.
    ///
    /// Throws `health_check_failed`, `app_crashed` or `port_ignored`, with ``FailureEvidence`` in the metadata.
    func probe(_ instance: PlatformInstance, of release: PlatformRelease, answer: ProbeReceiver) async throws

    /// Sends all new requests to the instance, evenly to its processes; others keep what they are serving.
    func switchTraffic(to instance: PlatformInstance) async throws -> PublicAddress

    /// Sends so many percent of new requests, 0 to 100, to the instance and the others to the release that has the
    /// traffic, which keeps it: this is no switch. 0 takes it back.
    func splitTraffic(to instance: PlatformInstance, percent: Double) async throws

    /// What the releases of the target have answered so far.
    func traffic(of target: PlatformTarget) async throws -> [ReleaseTraffic]

    /// Ends processes beyond ``PlatformRelease/instances``, once they serve nothing or the limit is over.
    func trim(_ release: PlatformRelease, within limit: Duration) async throws

    /// Makes the release's workers run as described, and no others of it; those that run already are left alone.
    func startWorkers(of release: PlatformRelease) async throws

    /// Ends the release's workers; what doesn't run is fine.
    func stopWorkers(of release: ReleaseReference, grace: Duration) async throws

    /// Waits until the instance serves nothing, at most as long as given; what remains then is not cut.
    ///
    /// Throws `instance_is_active` for the one that gets the traffic.
    func drain(_ instance: ReleaseReference, within limit: Duration) async throws -> DrainOutcome

    /// Stops the instance and keeps its log; one that doesn't run is fine.
    func stop(_ instance: ReleaseReference, grace: Duration) async throws

    /// Forgets a stopped release: its log and records on this platform. Not its artifact.
    func remove(_ instance: ReleaseReference) async throws

    /// Brings the world back to what the store says after a restart of the server or the machine: adopts what runs,
    /// starts what should run, restores traffic. One report for each expectation; a failing one doesn't stop the rest.
    func recover(_ expected: [ExpectedRelease]) async throws -> [RecoveryReport]

    /// Watches the active releases, restarts what stops answering and reports changes. Runs until cancelled.
    func watch(_ report: @escaping @Sendable (PlatformEvent) async -> Void) async throws

    /// What is known about the instance now; state `absent` when nothing of it is there.
    func status(of release: ReleaseReference) async throws -> InstanceStatus

    /// The release's own output, oldest first. Returns at its end, or with `follow` when the task is cancelled or the
    /// release is stopped or removed. The receiver sets the pace.
    func logs(of release: ReleaseReference, _ query: LogQuery, into receiver: LogEntryReceiver) async throws

    /// The addresses and the release that gets the traffic; nil when the target was never provisioned.
    func exposure(of target: PlatformTarget) async throws -> ExposureStatus?

    /// Stops and removes everything of the target, addresses included. What is already gone is fine.
    func destroy(_ target: PlatformTarget) async throws

    /// What it keeps of earlier versions of Dextra itself that nothing was started with that is still there.
    func sparePrograms() async throws -> [SpareProgram]

    /// Removes one by name; false when it is gone or in use again.
    func removeSpareProgram(_ name: String) async throws -> Bool

    /// Full log files of its releases whose last line is older than a time.
    func oldLogs(before time: Timestamp) async throws -> [OldLog]

    /// Removes one by name; false when it is gone, or not so old.
    func removeOldLog(_ name: String, before time: Timestamp) async throws -> Bool
}

/// A full log file of a release.
package struct OldLog: Sendable, Hashable {
    package var name: String
    /// Bytes.
    package var size: Int64

    package init(name: String, size: Int64) {
        self.name = name
        self.size = size
    }
}

/// A copy of Dextra that is no longer needed.
package struct SpareProgram: Sendable, Hashable {
    package var name: String
    /// Bytes.
    package var size: Int64

    package init(name: String, size: Int64) {
        self.name = name
        self.size = size
    }
}

extension Platform {
    // Platforms without the capability are not asked for more than this.
    package func splitTraffic(to instance: PlatformInstance, percent: Double) async throws {
        throw unsupported("send a share of the traffic to \(instance.reference)")
    }
    package func traffic(of target: PlatformTarget) async throws -> [ReleaseTraffic] { [] }
    package func trim(_ release: PlatformRelease, within limit: Duration) async throws {}
    package func startWorkers(of release: PlatformRelease) async throws {
        if !release.workers.isEmpty { throw unsupported("run the workers of \(release.reference)") }
    }
    package func stopWorkers(of release: ReleaseReference, grace: Duration) async throws {}

    private func unsupported(_ what: String) -> Failure {
        Failure(.unsupportedRelease, "the platform \(id) can't \(what)", hint: "choose another platform in dextra.yaml")
    }

    // Most platforms run programs without a copy of Dextra.
    package func sparePrograms() async throws -> [SpareProgram] { [] }
    package func removeSpareProgram(_ name: String) async throws -> Bool { false }

    // An engine that keeps logs itself has rules of its own.
    package func oldLogs(before time: Timestamp) async throws -> [OldLog] { [] }
    package func removeOldLog(_ name: String, before time: Timestamp) async throws -> Bool { false }
}

/// Takes log lines one by one; suspending holds the source back, throwing ends the reading.
package typealias LogReceiver = @Sendable (LogLine) async throws -> Void

/// Takes each answer of the health gate as it comes, for progress.
package typealias ProbeReceiver = @Sendable (ProbeAnswer) async -> Void
