// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What tells one state of a resource from another (RFC 9110 §8.8).
package struct Validators: Sendable, Hashable {
    /// With its quotes, and `W/` when it is weak.
    package var entityTag: String?
    /// Seconds since the epoch.
    package var modified: Int64?

    package init(entityTag: String? = nil, modified: Int64? = nil) {
        self.entityTag = entityTag
        self.modified = modified
    }
}

/// What a request's conditional fields make of it (RFC 9110 §13).
package enum Preconditions: Sendable, Hashable {
    case met
    /// 304: what the client has is current.
    case notModified
    /// 412: the resource is not what the client thinks.
    case failed

    /// Weighs the fields in the order of §13.2.2; `validators` is nil when there is no such resource.
    package static func weigh(_ request: HTTPRequest, against validators: Validators?) -> Preconditions {
        let headers = request.headers
        if headers.contains("if-match") {
            let current = validators?.entityTag
            guard EntityTags(headers.values("if-match")).match(current, exists: validators != nil, isStrong: true)
            else {
                return .failed
            }
        } else if let since = headers["if-unmodified-since"].flatMap(HTTPDate.second) {
            guard let modified = validators?.modified, modified <= since else { return .failed }
        }
        let isRead = request.method == .get || request.method == .head
        if headers.contains("if-none-match") {
            let tags = EntityTags(headers.values("if-none-match"))
            guard tags.match(validators?.entityTag, exists: validators != nil, isStrong: false) else { return .met }
            return isRead ? .notModified : .failed
        }
        if isRead, let since = headers["if-modified-since"].flatMap(HTTPDate.second),
            let modified = validators?.modified, modified <= since
        {
            return .notModified
        }
        return .met
    }

    /// Whether a range may be served: `If-Range` is absent or names this very content (§13.1.5).
    package static func allowRange(_ headers: HTTPHeaders, of validators: Validators) -> Bool {
        guard let condition = headers["if-range"] else { return true }
        if condition.contains("\"") { return !condition.hasPrefix("W/") && condition == validators.entityTag }
        // A date is a weak validator: two changes within its second look alike.
        return false
    }
}

/// The list in `If-Match` or `If-None-Match`.
private struct EntityTags {
    private var isAny = false
    private var tags: [Substring] = []

    init(_ values: [String]) {
        for value in values {
            if value == "*" { isAny = true }
            // A tag may have commas, so the quotes are what parts them.
            var rest = Substring(value)
            while let start = rest.firstIndex(of: "\"") {
                let isWeak = rest[..<start].hasSuffix("W/")
                guard let end = rest[rest.index(after: start)...].firstIndex(of: "\"") else { break }
                let tag = isWeak ? rest[rest.index(start, offsetBy: -2)...end] : rest[start...end]
                tags.append(tag)
                rest = rest[rest.index(after: end)...]
            }
        }
    }

    func match(_ current: String?, exists: Bool, isStrong: Bool) -> Bool {
        if isAny { return exists }
        guard let current else { return false }
        guard isStrong else { return tags.contains { Self.isOne(Self.opaque($0), of: Self.opaque(current[...])) } }
        return !current.hasPrefix("W/") && tags.contains { Self.isOne($0, of: current[...]) }
    }

    /// Whether a tag is this one, or that of the same content as we compressed it.
    private static func isOne(_ tag: Substring, of current: Substring) -> Bool {
        tag == current || ContentCoding.offered.contains { $0.plainTag(of: tag) == current }
    }

    private static func opaque(_ tag: Substring) -> Substring { tag.hasPrefix("W/") ? tag.dropFirst(2) : tag }
}
