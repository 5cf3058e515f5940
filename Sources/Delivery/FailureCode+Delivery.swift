// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    /// The manifest names contents that were never uploaded.
    package static let sourceIncomplete = FailureCode("source_incomplete", .conflict)
    /// Required variables are not set.
    package static let environmentMissing = FailureCode("environment_missing", .invalid)
    /// Not a name a variable can have, or one that Dextra itself sets.
    package static let invalidVariable = FailureCode("invalid_variable", .invalid)
    package static let variableNotFound = FailureCode("variable_not_found", .notFound)
    /// Nothing says how the application is started or which folder is to be served.
    package static let startUnknown = FailureCode("start_unknown", .invalid)
    /// The Dockerfile that dextra.yaml names is not in the source.
    package static let dockerfileMissing = FailureCode("dockerfile_missing", .invalid)
    /// A program that builds or starts the application is not on this machine.
    package static let toolchainMissing = FailureCode("toolchain_missing", .missingDependency)
    /// A command of the build ended with a status other than 0.
    package static let buildFailed = FailureCode("build_failed", .rejected)
    /// A command of the build took too long.
    package static let buildTimedOut = FailureCode("build_timed_out", .timedOut)
    /// A release did worse than the one before it while it had a share of the traffic.
    package static let canaryAborted = FailureCode("canary_aborted", .rejected)
    /// A scheduled command was cut off by the end of the server; it is not begun a second time.
    package static let scheduledCommandInterrupted = FailureCode("scheduled_command_interrupted", .rejected)
    /// Not a number of processes that can be run, or no such process.
    package static let invalidScale = FailureCode("invalid_scale", .invalid)
    /// The server has no adapter for what the release asks for.
    package static let platformUnavailable = FailureCode("platform_unavailable", .missingDependency)
    /// The build succeeded, but the folder to be served is not there.
    package static let outputMissing = FailureCode("output_missing", .rejected)
    /// The files of the release are no longer kept.
    package static let releasePruned = FailureCode("release_pruned", .conflict)
    /// The release never proved healthy, so there is nothing to go back to.
    package static let releaseNotProven = FailureCode("release_not_proven", .conflict)
    package static let releaseAlreadyActive = FailureCode("release_already_active", .conflict)
    /// The project lives on another node, whose machine alone has what was asked for.
    package static let projectOnOtherNode = FailureCode("project_on_other_node", .conflict)
    /// There is nothing to go back to.
    package static let noPreviousRelease = FailureCode("no_previous_release", .conflict)
    /// The profile of the project has no release with traffic.
    package static let nothingDeployed = FailureCode("nothing_deployed", .conflict)
}
