// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Schema {
    /// A text of one form.
    package static func text(
        format: String? = nil, pattern: String? = nil, length: ClosedRange<Int>? = nil, example: String? = nil
    ) -> Schema {
        .string(StringRules(format: format, pattern: pattern, length: length, example: example))
    }

    /// The schema itself where it says that null is possible too.
    package var unwrapped: Schema {
        if case .optional(let schema) = self { schema.unwrapped } else { self }
    }

    var isOptional: Bool { if case .optional = self { true } else { false } }
}
