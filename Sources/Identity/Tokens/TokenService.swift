// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives
package import Storage
package import Wire

/// API tokens: made, listed and revoked by people and by the programs that speak for them.
package struct TokenService: Sendable {
    private let context: IdentityContext
    private let store = TokenStore()

    /// Unicode scalars of a token's name.
    static let nameLength = 1...100
    /// Tokens that a person may have.
    package static let maximumCount = 100
    /// How long those that have expired stay listed.
    private static let listedAfterEnd: Duration = .seconds(30 * 86_400)

    package init(_ context: IdentityContext) { self.context = context }

    /// Makes a token for who asks; the machine's own user names the owner. The secret is in the answer and nowhere else.
    ///
    /// One that is made with another token ends with that: whoever steals a token must not get one by it that stays when
    /// the theft is noticed.
    ///
    /// Throws `unauthenticated` when that token has ended meanwhile, `session_expired`, `scope_too_wide`, `token_expiry_refused`,
    /// `too_many_tokens`, `project_not_found`, `user_not_found`, `permission_denied`, `invalid_argument`.
    package func create(_ request: CreateTokenRequest, by principal: Principal) async throws -> CreatedToken {
        guard principal.method != .accessToken else {
            throw Failure(
                .permissionDenied, "an access token can't make API tokens", hint: "use an API token, or sign in")
        }
        let now = context.time.now()
        return try await context.database.write { connection in
            let principal = try principal.present(on: connection)
            let owner = try Self.owner(of: request, by: principal, on: connection)
            let terms = try TokenTerms(
                scopes: request.scopes, projects: request.projects, days: request.expiresInDays, askedBy: principal,
                at: now, on: connection)
            return try self.issue(request.name, terms, to: owner, madeWith: principal.token, on: connection)
        }
    }

    /// Makes a token on terms that were checked. Throws `too_many_tokens`, `invalid_argument`.
    func issue(
        _ name: String, _ terms: TokenTerms, to owner: User, madeWith parent: TokenID? = nil,
        on connection: any WriteConnection
    ) throws -> CreatedToken {
        guard name.isShowable(ofLength: Self.nameLength) else {
            throw Failure(
                .invalidArgument, "a token's name has 1 to 100 characters, none of which control what is shown",
                hint: "say what it is for, such as CI")
        }
        let now = context.time.now()
        try store.deleteExpired(before: now + (.zero - Self.listedAfterEnd), of: owner.id, on: connection)
        guard try store.count(of: owner.id, on: connection) < Self.maximumCount else {
            throw Failure(
                .tooManyTokens, "\(owner.name) has \(Self.maximumCount) tokens already",
                hint: "revoke those that are not used")
        }
        let secret = TokenSecret(random: context.random)
        let token = APIToken(
            id: context.random.identifier(at: now), name: name, owner: owner.name, scopes: terms.scopes,
            projects: terms.projects, createdAt: now, expiresAt: terms.expiresAt, prefix: secret.shown,
            madeWith: parent)
        try store.insert(TokenRecord(token: token, owner: owner.id, hash: secret.hash), on: connection)
        try announce("token.created", token, of: owner.id, on: connection)
        return CreatedToken(token: token, secret: secret.text.reveal())
    }

    /// Own tokens, or everybody's for who administers.
    ///
    /// Throws `permission_denied`, `invalid_argument`.
    package func list(
        all: Bool, order: ListOrder<TokenFilter.Key>, by principal: Principal
    ) async throws -> Page<APIToken> {
        guard principal.may(.administer) || (!all && principal.user != nil) else {
            throw Failure(
                .permissionDenied, "other people's tokens are for administrators", hint: "list your own")
        }
        let filter = TokenFilter(owner: all ? nil : principal.user?.id, order: order)
        var query = filter
        query.order.limit += 1
        let found = try await context.database.read { [store, query] in try store.list(query, on: $0) }
        return Page(found: found, limit: order.limit) { filter.place(after: $0).cursor }
    }

    /// Ends a token at once, with all that descend from it, which are returned: one's own, or anybody's for who
    /// administers. A token may end itself, but not its owner's others.
    ///
    /// Throws `token_not_found`, also for tokens of others.
    @discardableResult
    package func revoke(_ id: TokenID, by principal: Principal) async throws -> [APIToken] {
        try await context.database.write { [store] connection in
            guard let record = try store.find(id, on: connection), principal.mayRevoke(record) else {
                throw Failure(.tokenNotFound, "there is no token with the ID \(id)", hint: "list the tokens")
            }
            let descendants = try store.descendants(of: id, on: connection)
            for ended in [record] + descendants {
                _ = try store.delete(ended.token.id, on: connection)
                try announce("token.revoked", ended.token, of: ended.owner, on: connection)
            }
            return descendants.map(\.token)
        }
    }

    private func announce(
        _ type: String, _ token: APIToken, of owner: UserID, on connection: any WriteConnection
    ) throws {
        try context.record(
            type, subject: "user/\(owner)",
            data: [
                "token": .string(token.id.description), "name": .string(token.name), "owner": .string(token.owner.text),
                "scopes": .array(token.scopes.map { .string($0.rawValue) }),
            ], on: connection)
    }

    private static func owner(
        of request: CreateTokenRequest, by principal: Principal, on connection: any ReadConnection
    ) throws -> User {
        if let user = principal.user {
            guard request.owner.map({ $0 == user.name }) ?? true else {
                throw Failure(
                    .permissionDenied, "tokens for '\(request.owner?.text ?? "")' are made by that person",
                    hint: "leave the owner out")
            }
            return user
        }
        guard let name = request.owner else {
            throw Failure(
                .invalidArgument, "the machine's own user has no tokens", hint: "name the owner, a person: --owner")
        }
        return try UserStore().require(name.text, on: connection)
    }
}

extension Principal {
    fileprivate func mayRevoke(_ record: TokenRecord) -> Bool {
        if may(.administer) { return true }
        guard let user, user.id == record.owner else { return false }
        return method == .session || token == record.token.id
    }
}
