// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// What an access token says (RFC 9068 §2.2), and the one text it is written as: that of RFC 8785.
struct AccessTokenClaims: Sendable, Hashable {
    var issuer: String
    var subject: UserID
    /// The API token that it was made with, which it does not outlive; nil when it was made in a session.
    var token: TokenID?
    var scopes: [Permission]
    var projects: [ProjectName]?
    /// Whole seconds since the epoch.
    var issuedAt: Int64
    var expiresAt: Int64
    var id: String

    /// `client_id` of those that a person made in a session.
    private static let sessionClient = "session"

    var text: String {
        var members: [String: JSONValue] = [
            "iss": .string(issuer), "aud": .string(issuer), "sub": .string(subject.description),
            "client_id": .string(token?.description ?? Self.sessionClient), "scope": .string(scope),
            "iat": .integer(issuedAt), "exp": .integer(expiresAt), "jti": .string(id),
        ]
        members["projects"] = projects.map { .array($0.map { .string($0.text) }) }
        return CanonicalJSON.text(.object(members))
    }

    var scope: String { scopes.map(\.rawValue).joined(separator: " ") }

    init(
        issuer: String, subject: UserID, token: TokenID?, scopes: [Permission], projects: [ProjectName]?,
        issuedAt: Int64, expiresAt: Int64, id: String
    ) {
        self.issuer = issuer
        self.subject = subject
        self.token = token
        self.scopes = scopes
        self.projects = projects
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.id = id
    }

    /// Nil for anything that ``text`` would not have written: other members, members twice, another order or spelling.
    init?(_ text: String) {
        guard let value = try? JSONText.decode(JSONValue.self, from: text),
            let issuer = value["iss"]?.string, let subject = value["sub"]?.string.flatMap({ UserID($0) }),
            let client = value["client_id"]?.string, let scope = value["scope"]?.string,
            let issuedAt = value["iat"]?.integer, let expiresAt = value["exp"]?.integer, let id = value["jti"]?.string
        else { return nil }
        let scopes = scope.split(separator: " ").compactMap { Permission(rawValue: String($0)) }
        let projects = value["projects"]?.array?.compactMap { $0.string.flatMap { try? ProjectName($0) } }
        self.init(
            issuer: issuer, subject: subject, token: TokenID(client), scopes: scopes, projects: projects,
            issuedAt: issuedAt, expiresAt: expiresAt, id: id)
        guard self.text == text else { return nil }
    }
}
