// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The one error shape of the product: what failed with which value, and what to do next.
///
/// Every module throws this type and names its codes in an extension of ``FailureCode``. `message` is lower case, says
/// what failed with which value, and is safe to show; secrets are typed ``Redacted`` and so never reach it.
package struct Failure: Error, Sendable, Hashable {
    /// The stable, machine-readable name of what went wrong.
    package var code: FailureCode
    /// What failed, with which value. Lower case, one sentence, no trailing full stop.
    package var message: String
    /// What a person can do next, in the imperative; nil when nothing can be done.
    package var hint: String?
    /// Facts about the failure in the order they should be shown.
    package var metadata: [Metadatum]
    /// What made this happen, innermost last.
    package var cause: Cause?
    /// Whether the same operation may succeed when tried again unchanged.
    package var retry: Retry

    package init(
        _ code: FailureCode,
        _ message: String,
        hint: String? = nil,
        metadata: [Metadatum] = [],
        cause: (any Error)? = nil,
        retry: Retry? = nil
    ) {
        self.code = code
        self.message = message
        self.hint = hint
        self.metadata = metadata
        self.cause = cause.map(Cause.init)
        self.retry = retry ?? (code.category == .unavailable ? .after(nil) : .never)
    }

    /// One fact about a failure, e.g. `path = /srv/app`.
    package struct Metadatum: Sendable, Hashable, Codable {
        package var key: String
        package var value: String

        package init(_ key: String, _ value: String) {
            self.key = key
            self.value = value
        }
    }

    /// Whether trying again may help.
    package enum Retry: Sendable, Hashable {
        /// The same input fails the same way.
        case never
        /// Worth another try, not before the given time when one is known.
        case after(Duration?)
    }

    /// The underlying error, kept as a failure when it was one, else as its description.
    package indirect enum Cause: Sendable, Hashable {
        case failure(Failure)
        case other(String)

        init(_ error: any Error) {
            if let failure = error as? Failure {
                self = .failure(failure)
            } else {
                self = .other(String(describing: error))
            }
        }
    }

    package var isRetryable: Bool { retry != .never }

    /// The same failure with one more fact.
    package func adding(_ key: String, _ value: String) -> Failure {
        var copy = self
        copy.metadata.append(Metadatum(key, value))
        return copy
    }

    /// Any error as a failure; foreign errors become `internal_error`.
    package static func wrapping(_ error: any Error) -> Failure {
        if let failure = error as? Failure { return failure }
        if error is CancellationError { return Failure(.cancelled, "the operation was cancelled") }
        return Failure(.internalError, String(describing: error))
    }
}

extension Failure: CustomStringConvertible {
    package var description: String {
        hint.map { "\(code): \(message) (\($0))" } ?? "\(code): \(message)"
    }
}
