// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Failure: Codable {
    private enum Key: String, CodingKey {
        case code, category, message, hint, metadata, cause
        case retryable
        case retryAfterMilliseconds = "retry_after_ms"
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let category = FailureCategory(rawValue: try values.decode(String.self, forKey: .category)) ?? .internal
        code = FailureCode(try values.decode(String.self, forKey: .code), category)
        message = try values.decode(String.self, forKey: .message)
        hint = try values.decodeIfPresent(String.self, forKey: .hint)
        metadata = try values.decodeIfPresent([Metadatum].self, forKey: .metadata) ?? []
        if let failure = try? values.decodeIfPresent(Failure.self, forKey: .cause) {
            cause = .failure(failure)
        } else {
            cause = try values.decodeIfPresent(String.self, forKey: .cause).map(Cause.other)
        }
        let after = try values.decodeIfPresent(Int.self, forKey: .retryAfterMilliseconds)
        retry =
            try values.decodeIfPresent(Bool.self, forKey: .retryable) ?? false
            ? .after(after.map { .milliseconds($0) }) : .never
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(code.name, forKey: .code)
        try values.encode(code.category.rawValue, forKey: .category)
        try values.encode(message, forKey: .message)
        try values.encodeIfPresent(hint, forKey: .hint)
        if !metadata.isEmpty { try values.encode(metadata, forKey: .metadata) }
        switch cause {
        case .failure(let failure): try values.encode(failure, forKey: .cause)
        case .other(let text): try values.encode(text, forKey: .cause)
        case nil: break
        }
        if case .after(let delay) = retry {
            try values.encode(true, forKey: .retryable)
            try values.encodeIfPresent(delay.map(\.wholeMilliseconds), forKey: .retryAfterMilliseconds)
        }
    }
}
