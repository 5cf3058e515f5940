// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import YAML

extension Failure {
    /// `invalid_configuration` at a place, as compilers write it: `file:line:column: message`.
    static func configuration(_ file: String, _ mark: YAMLMark, _ message: String, hint: String? = nil) -> Failure {
        Failure(
            .invalidConfiguration, "\(file):\(mark.line):\(mark.column): \(message)", hint: hint,
            metadata: [
                Metadatum("file", file), Metadatum("line", String(mark.line)), Metadatum("column", String(mark.column)),
            ])
    }
}

extension YAMLReader {
    /// The document's root; nil for an empty document. Throws `invalid_configuration`.
    static func read(_ bytes: [UInt8], file: String) throws(Failure) -> YAMLNode? {
        do {
            return try read(bytes)
        } catch {
            throw .configuration(file, error.mark, error.message, hint: error.hint)
        }
    }
}
