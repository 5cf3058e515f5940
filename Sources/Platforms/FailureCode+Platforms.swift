// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    /// The program ran but its answers at the health gate were not good in time.
    package static let healthCheckFailed = FailureCode("health_check_failed", .rejected)
    /// The program ended, or kept ending, before it was healthy.
    package static let appCrashed = FailureCode("app_crashed", .rejected)
    /// The program listens on a port that is not the one it was given.
    package static let portIgnored = FailureCode("port_ignored", .rejected)
    /// A command of the release, e.g. its migrations, ended with a status other than 0.
    package static let releaseCommandFailed = FailureCode("release_command_failed", .rejected)
    /// The platform can't run artifacts or workloads of this form.
    package static let unsupportedRelease = FailureCode("unsupported_release", .invalid)
    /// The instance gets the traffic, so it can't be drained or removed.
    package static let instanceIsActive = FailureCode("instance_is_active", .conflict)
    /// No instance of the release runs.
    package static let instanceNotRunning = FailureCode("instance_not_running", .conflict)
    /// A backing service was started and was not ready in time.
    package static let serviceNotReady = FailureCode("service_not_ready", .rejected)
    /// An image that something begins with is neither on the engine nor to be pulled.
    package static let baseImageMissing = FailureCode("base_image_missing", .rejected)
}
