// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// What is to be written into the audit log; its place in the chain comes with the writing.
///
/// Texts are foreign: they are cut off at 500 bytes, and control characters are replaced.
package struct AuditDraft: Sendable, Hashable, Codable {
    package let actor: String
    package let method: String
    package let action: String
    package let subject: String
    package let address: String?
    package let outcome: AuditOutcome
    package let detail: JSONValue

    private static let unknownMethod = "none"
    private static let longestText = 500
    /// Bytes of a detail as JSON.
    private static let longestDetail = 4096

    /// - actor: a user's name; `local`, `anonymous` or `system`.
    /// - method: how they were known: a ``Principal/Method``, `device_code`, or `none`.
    package init(
        actor: String, method: String, action: String, subject: String, address: String? = nil,
        outcome: AuditOutcome, detail: JSONValue = [:]
    ) {
        self.actor = Self.clean(actor)
        self.method = Self.clean(method)
        self.action = Self.clean(action)
        self.subject = Self.clean(subject)
        self.address = address.flatMap { $0.isEmpty ? nil : Self.clean($0) }
        self.outcome = outcome
        let length = CanonicalJSON.text(detail).utf8.count
        self.detail = length <= Self.longestDetail ? detail : ["omitted_bytes": .integer(Int64(length))]
    }

    /// Of a request; nil stands for who isn't signed in. A program's token is named in the detail: a person has many.
    package init(
        of principal: Principal?, action: String, subject: String, address: String? = nil, outcome: AuditOutcome,
        detail: JSONValue = [:]
    ) {
        let token = principal?.token.map { ["token": JSONValue.string($0.description)] } ?? [:]
        let detail = detail.object.map { JSONValue.object($0.merging(token) { own, _ in own }) } ?? detail
        self.init(
            actor: principal?.name ?? "anonymous", method: principal?.method.rawValue ?? Self.unknownMethod,
            action: action, subject: subject, address: address, outcome: outcome, detail: detail)
    }

    /// Whether nobody knows who it was.
    var isOfStranger: Bool { method == Self.unknownMethod }

    /// The same with more members in its detail, and another outcome.
    func adding(_ members: [String: JSONValue], outcome: AuditOutcome? = nil) -> AuditDraft {
        let all = (detail.object ?? ["detail": detail]).merging(members) { _, new in new }
        return AuditDraft(
            actor: actor, method: method, action: action, subject: subject, address: address,
            outcome: outcome ?? self.outcome, detail: .object(all))
    }

    private static func clean(_ text: String) -> String {
        var (result, length) = (String.UnicodeScalarView(), 0)
        for scalar in text.unicodeScalars {
            let kept: Unicode.Scalar = scalar.value < 0x20 || scalar.value == 0x7f ? "\u{fffd}" : scalar
            length += UTF8.width(kept)
            guard length <= longestText else { break }
            result.append(kept)
        }
        return String(result)
    }
}
