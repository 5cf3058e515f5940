// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// What a service does now, as its shim last said.
package struct ServiceStatus: Sendable, Hashable {
    package enum State: String, Sendable, Hashable, Codable {
        case starting
        case running
        case stopping
        /// Ended by itself; starts again at ``ServiceStatus/nextStart``.
        case backoff
        /// Ended again and again. With ``ServiceStatus/isSupervised`` it is still tried now and then.
        case crashLooping = "crash_looping"
        case stopped
        /// Ended by itself, and its policy wants no restart.
        case exited
        /// Its shim was killed or the machine restarted: nothing looks after it until it is started again.
        case lost
    }

    package var state: State
    /// Whether a shim looks after it.
    package var isSupervised: Bool
    /// The command's process, or the outer end of its namespace.
    package var process: ProcessIdentity?
    package var startedAt: Timestamp?
    package var restarts: Int
    package var lastExit: ExitStatus?
    package var lastExitAt: Timestamp?
    package var nextStart: Timestamp?
    /// Why the last start failed.
    package var message: String?

    package var pid: Int32? { process?.processID }
}

extension ServiceStatus {
    /// From the state file's values; `isSupervised` corrects what a killed shim left written.
    init(values: [String: String]?, isSupervised: Bool) {
        self.isSupervised = isSupervised
        let written = values?["state"].flatMap(State.init(rawValue:))
        switch written {
        case .stopped, .exited, .crashLooping: state = written ?? .lost
        default: state = isSupervised ? written ?? .starting : .lost
        }
        restarts = values?["restarts"].flatMap { Int($0) } ?? 0
        startedAt = Self.time(values?["started_at_ms"])
        lastExitAt = Self.time(values?["last_exit_at_ms"])
        nextStart = Self.time(values?["next_start_at_ms"])
        message = values?["message"].flatMap { $0.isEmpty ? nil : $0 }
        if let end = values?["last_exit"]?.split(separator: " "), end.count == 2, let number = Int32(end[1]) {
            lastExit = end[0] == "signal" ? .signalled(number) : .exited(number)
        }
        if isSupervised, let pid = values?["pid"].flatMap({ Int32($0) }), pid > 0,
            let start = values?["start_time"].flatMap({ UInt64($0) }), let boot = ProcessIdentity.currentBootID()
        {
            process = ProcessIdentity(processID: pid, startTime: start, bootID: boot)
        }
    }

    private static func time(_ text: String?) -> Timestamp? {
        text.flatMap { Int64($0) }.flatMap { $0 > 0 ? Timestamp(millisecondsSinceEpoch: $0) : nil }
    }
}
