// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    /// No engine answers: none is installed, none runs, or it went away in the middle of a call.
    package static let engineUnavailable = FailureCode("engine_unavailable", .unavailable)
    /// The engine's socket is there, but not for this user.
    package static let enginePermissionDenied = FailureCode("engine_permission_denied", .forbidden)
    /// The engine takes nobody without a certificate, or not the one that it was shown.
    package static let engineCertificateRefused = FailureCode("engine_certificate_refused", .forbidden)
    /// The docker command line's context is not there, or names no engine.
    package static let engineContextInvalid = FailureCode("engine_context_invalid", .invalid)
    /// The engine is too old, too new, or can't do what was asked of it.
    package static let engineUnsupported = FailureCode("engine_unsupported", .missingDependency)
    /// The engine understood and said no; its words are the message.
    package static let engineRefused = FailureCode("engine_refused", .rejected)
    /// The engine failed inside (a 5xx answer); its words are the message.
    package static let engineFailed = FailureCode("engine_failed", .rejected)

    package static let imageNotFound = FailureCode("image_not_found", .notFound)
    /// A container still uses the image, or it has other names.
    package static let imageInUse = FailureCode("image_in_use", .conflict)
    /// An instruction failed; `instruction`, `exit_code` and `output` are in the metadata.
    package static let imageBuildFailed = FailureCode("image_build_failed", .rejected)
    /// A file of the build context is missing, unreadable, or changed while it was sent.
    package static let buildContextInvalid = FailureCode("build_context_invalid", .invalid)
    /// The text is not an image reference.
    package static let imageReferenceInvalid = FailureCode("image_reference_invalid", .invalid)

    package static let containerNotFound = FailureCode("container_not_found", .notFound)
    /// The name is taken, or the container's state does not allow it now.
    package static let containerConflict = FailureCode("container_conflict", .conflict)
    /// The container's program can't be started.
    package static let containerStartFailed = FailureCode("container_start_failed", .rejected)
    /// Another process or container has the host port.
    package static let portTaken = FailureCode("port_taken", .conflict)
    package static let networkNotFound = FailureCode("network_not_found", .notFound)
    package static let networkConflict = FailureCode("network_conflict", .conflict)
    package static let volumeNotFound = FailureCode("volume_not_found", .notFound)
    package static let volumeInUse = FailureCode("volume_in_use", .conflict)

    /// The registry wants other credentials than it was given, or wants some.
    package static let registryUnauthorized = FailureCode("registry_unauthorized", .unauthenticated)
    /// The registry can't be reached or failed inside.
    package static let registryUnavailable = FailureCode("registry_unavailable", .unavailable)
    /// The registry allows no more requests for now.
    package static let registryRateLimited = FailureCode("registry_rate_limited", .exhausted)
    /// The registry said no; its own code is in the metadata.
    package static let registryRefused = FailureCode("registry_refused", .rejected)
    /// A digest is not that of the bytes that came with it.
    package static let digestMismatch = FailureCode("digest_mismatch", .corrupt)
    /// The credential helper can't be run, or what it says can't be read.
    package static let credentialsUnavailable = FailureCode("credentials_unavailable", .missingDependency)

    /// The bytes are not a tar archive, or a damaged one.
    package static let archiveInvalid = FailureCode("archive_invalid", .corrupt)
}
