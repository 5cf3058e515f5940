// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    /// The command isn't there or can't be executed.
    package static let commandNotFound = FailureCode("command_not_found", .missingDependency)
    package static let spawnFailed = FailureCode("spawn_failed", .unavailable)
    /// The command ended with another status than 0.
    package static let commandFailed = FailureCode("command_failed", .rejected)
    package static let commandTimedOut = FailureCode("command_timed_out", .timedOut)
    /// This machine doesn't allow the isolation that was asked for.
    package static let isolationRefused = FailureCode("isolation_refused", .unavailable)
    package static let shimMissing = FailureCode("shim_missing", .missingDependency)
    package static let serviceStartFailed = FailureCode("service_start_failed", .rejected)
    /// A service of this name runs from another spec.
    package static let serviceDiffers = FailureCode("service_differs", .conflict)
    package static let serviceNotFound = FailureCode("service_not_found", .notFound)
    package static let serviceNotRunning = FailureCode("service_not_running", .conflict)
    /// A service's log never had the position that is asked for.
    package static let logPositionUnknown = FailureCode("log_position_unknown", .conflict)
}
