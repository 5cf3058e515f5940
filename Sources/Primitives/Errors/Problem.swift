// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A failure as HTTP carries it: RFC 9457 `application/problem+json` with the product's own members.
///
/// The only such document there is: HTTP's own refusals, the API's answers and `--json` on the command line all have
/// these keys. `type` is always `about:blank`: programs tell failures apart by `code`, which is stable.
package struct Problem: Sendable, Hashable, Codable {
    package var failure: Failure
    /// The HTTP status it is sent with.
    package var status: Int

    package static let contentType = "application/problem+json"
    /// The last event of an event stream that the server ends early; its data is the problem.
    package static let event = "problem"

    /// - status: where HTTP has one for just this case; nil for that of the failure's category.
    package init(_ failure: Failure, status: Int? = nil) {
        self.failure = failure
        self.status = status ?? failure.code.category.httpStatus
    }

    private enum Key: String, CodingKey {
        case type, title, status, detail, code, category, hint, metadata, retryable, cause
        case retryAfterMilliseconds = "retry_after_ms"
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        status = try values.decode(Int.self, forKey: .status)
        // A newer server may know more categories.
        let category = FailureCategory(rawValue: try values.decode(String.self, forKey: .category)) ?? .internal
        failure = Failure(
            FailureCode(try values.decode(String.self, forKey: .code), category),
            try values.decode(String.self, forKey: .detail),
            hint: try values.decodeIfPresent(String.self, forKey: .hint),
            metadata: try values.decodeIfPresent([Failure.Metadatum].self, forKey: .metadata) ?? [])
        if let cause = try? values.decodeIfPresent(Problem.self, forKey: .cause) {
            failure.cause = .failure(cause.failure)
        } else if let words = try? values.decodeIfPresent(String.self, forKey: .cause) {
            failure.cause = .other(words)
        }
        let after = try values.decodeIfPresent(Int.self, forKey: .retryAfterMilliseconds)
        failure.retry =
            try values.decodeIfPresent(Bool.self, forKey: .retryable) ?? false
            ? .after(after.map { .milliseconds($0) }) : .never
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode("about:blank", forKey: .type)
        try values.encode(failure.code.name.replacingUnderscores, forKey: .title)
        try values.encode(status, forKey: .status)
        try values.encode(failure.message, forKey: .detail)
        try values.encode(failure.code.name, forKey: .code)
        try values.encode(failure.code.category.rawValue, forKey: .category)
        try values.encodeIfPresent(failure.hint, forKey: .hint)
        try values.encode(failure.metadata, forKey: .metadata)
        try values.encode(failure.isRetryable, forKey: .retryable)
        if case .after(let delay?) = failure.retry {
            try values.encode(delay.wholeMilliseconds, forKey: .retryAfterMilliseconds)
        }
        switch failure.cause {
        case .failure(let cause): try values.encode(Problem(cause), forKey: .cause)
        case .other(let text): try values.encode(text, forKey: .cause)
        case nil: break
        }
    }
}

extension String {
    fileprivate var replacingUnderscores: String { String(map { $0 == "_" ? " " : $0 }) }
}
