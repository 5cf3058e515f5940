// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Replaces secret values in text that others may read: build logs, evidence of failures.
///
/// Values under four characters stay: hiding them would blacken half of every log and protect nothing. A value of
/// several lines, such as a key in PEM form, is also hidden line by line.
package struct SecretMask: Sendable {
    package static let replacement = "••••"
    private static let minimumLength = 4

    /// The values' bytes by their first one, the longest first.
    let secrets: [UInt8: [[UInt8]]]

    package init(_ values: some Sequence<Redacted<String>>) {
        var secrets: Set<[UInt8]> = []
        for value in values {
            let text = value.reveal()
            for piece in [text] + text.split(whereSeparator: \.isNewline).map(String.init)
            where piece.count >= Self.minimumLength {
                secrets.insert(Array(piece.utf8))
            }
        }
        self.secrets = Dictionary(grouping: secrets, by: { $0[0] })
            .mapValues { group in group.sorted { $0.count > $1.count } }
    }

    package var isEmpty: Bool { secrets.isEmpty }

    package func masked(_ text: String) -> String {
        guard !isEmpty else { return text }
        var stream = MaskingStream(self)
        let bytes = stream.add(Array(text.utf8)) + stream.finish()
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The same failure without secrets in its message, hint, facts and causes.
    package func masked(_ failure: Failure) -> Failure {
        guard !isEmpty else { return failure }
        var copy = failure
        copy.message = masked(failure.message)
        copy.hint = failure.hint.map(masked)
        copy.metadata = failure.metadata.map { Failure.Metadatum($0.key, masked($0.value)) }
        switch failure.cause {
        case .failure(let cause): copy.cause = .failure(masked(cause))
        case .other(let text): copy.cause = .other(masked(text))
        case nil: break
        }
        return copy
    }
}
