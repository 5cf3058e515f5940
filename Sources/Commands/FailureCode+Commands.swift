// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    /// No data directory could be chosen.
    package static let homeUnknown = FailureCode("home_unknown", .invalid)
    /// A destructive command was not confirmed.
    package static let confirmationNeeded = FailureCode("confirmation_needed", .usage)
    /// The person at the terminal said no.
    package static let declined = FailureCode("declined", .cancelled)
    /// The run goes on; the command stopped watching because `--timeout` was over.
    package static let stillRunning = FailureCode("still_running", .timedOut)
    /// The run goes on; the command stopped watching because it was interrupted.
    package static let detached = FailureCode("detached", .cancelled)
    /// The run waits for a person's answer.
    package static let answerNeeded = FailureCode("answer_needed", .needsAnswer)
    /// Something this machine needs is not there (`dextra doctor`).
    package static let machineNotReady = FailureCode("machine_not_ready", .missingDependency)
    /// The program that read the output has ended; shown to nobody.
    package static let readerGone = FailureCode("reader_gone", .cancelled)
    /// Two parts of one folder would be one project.
    package static let projectNameShared = FailureCode("project_name_shared", .invalid)
    /// The project has nothing that could be opened or shown.
    package static let notDeployed = FailureCode("not_deployed", .notFound)
    /// The server listens at no address for browsers.
    package static let noDashboard = FailureCode("no_dashboard", .unavailable)
    /// Somebody changed what is written in the audit log.
    package static let auditBroken = FailureCode("audit_broken", .corrupt)
    /// A file would have been overwritten.
    package static let fileExists = FailureCode("file_exists", .conflict)
    /// No context has this name.
    package static let contextUnknown = FailureCode("context_unknown", .notFound)
    /// The file of contexts can't be understood.
    package static let contextsDamaged = FailureCode("contexts_damaged", .corrupt)
    /// A file that must be its owner's alone can be read or changed by others.
    package static let fileExposed = FailureCode("file_exposed", .forbidden)
    /// The command works on this machine's own server only.
    package static let localOnly = FailureCode("local_only", .usage)
    /// Nobody is signed in to the server.
    package static let notSignedIn = FailureCode("not_signed_in", .unauthenticated)
    /// A token was forgotten here, and the server could not be told.
    package static let tokenNotRevoked = FailureCode("token_not_revoked", .unavailable)
}
