// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives
import Storage
import Synchronization
import Vault
package import Wire

/// Lets a program in that has no browser (RFC 8628): it shows a code, a person who is signed in approves it elsewhere, and
/// the program gets an API token of that person.
package final class DeviceAuthorizationService: Sendable {
    private let context: IdentityContext
    private let tokens: TokenService
    private let audit: AuditLog
    private let store = DeviceAuthorizationStore()
    private let guesses = Mutex(GuessLimit())

    /// How long a code is good for.
    private static let lifetime: Duration = .seconds(600)
    /// Seconds between two polls at first, what each that comes too soon adds, and the most.
    private static let (interval, slower, slowest) = (5, 5, 60)
    /// Programs that may wait, of one network and of all.
    private static let (mostOfNetwork, mostOfAll) = (10, 1000)

    package init(_ context: IdentityContext, audit: AuditLog) {
        self.context = context
        self.audit = audit
        tokens = TokenService(context)
    }

    /// - page: the address of the page where the code is typed, such as `https://deploy.example.com/device`.
    ///
    /// Throws `too_many_authorizations`, `invalid_argument`.
    package func begin(
        _ request: DeviceAuthorizationRequest, page: String, address: String?
    ) async throws -> DeviceAuthorizationAnswer {
        let name = request.clientName
        guard name.isShowable(ofLength: TokenService.nameLength) else {
            throw Failure(
                .invalidArgument, "a client's name has 1 to 100 characters, none of which control what is shown",
                hint: "give another name")
        }
        let (deviceCode, userCode) = (
            DeviceCodes.deviceCode(random: context.random), DeviceCodes.userCode(random: context.random)
        )
        let now = context.time.now()
        let record = DeviceAuthorizationStore.Record(
            deviceHash: DeviceCodes.hash(deviceCode: deviceCode),
            userMark: DeviceCodes.mark(userCode: userCode.filter { $0 != "-" }, context.vault), clientName: name,
            address: address, createdAt: now, expiresAt: now + Self.lifetime, interval: Self.interval)
        try await context.database.write { [store] connection in
            try store.deleteExpired(before: now, on: connection)
            let waiting = try store.addresses(on: connection)
            // Counted by networks: who has one IPv6 address has a whole /64 of them.
            let network = address.map(NetworkAddress.customer)
            let own = address == nil ? 0 : waiting.count { $0.map(NetworkAddress.customer) == network }
            guard waiting.count < Self.mostOfAll, own < Self.mostOfNetwork else {
                throw Failure(
                    .tooManyAuthorizations, "too many programs wait to be let in",
                    hint: "wait \(Self.lifetime.wholeMilliseconds / 60_000) minutes, or let in those that wait",
                    retry: .after(Self.lifetime))
            }
            try store.put(record, on: connection)
        }
        return DeviceAuthorizationAnswer(
            deviceCode: deviceCode, userCode: userCode, verificationURI: page,
            verificationURIComplete: "\(page)?code=\(userCode)",
            expiresIn: Self.lifetime.wholeMilliseconds / 1000, interval: Self.interval)
    }

    /// The program's token, once. What is made is in the audit log, as who let the program in; that it has to wait is not.
    ///
    /// - address: from where the program asks.
    ///
    /// Throws `authorization_pending`, `slow_down`, `access_denied`, `expired_token`.
    package func poll(_ deviceCode: Redacted<String>, from address: String?) async throws -> CreatedToken {
        let (hash, now) = (DeviceCodes.hash(deviceCode: deviceCode.reveal()), context.time.now())
        // Strangers with codes of their own are sent away before they cost a write.
        guard try await context.database.read({ [store] in try store.find(deviceHash: hash, on: $0) }) != nil else {
            throw Self.expired
        }
        // A failure is handed out of the transaction, which would else undo what it notes.
        return try await context.database.write { connection in
            try self.poll(hash, from: address, at: now, on: connection)
        }.get()
    }

    private func poll(
        _ hash: [UInt8], from address: String?, at now: Timestamp, on connection: any WriteConnection
    ) throws -> Result<CreatedToken, Failure> {
        guard var record = try store.find(deviceHash: hash, on: connection), record.expiresAt > now else {
            return .failure(Self.expired)
        }
        if record.state == .denied {
            try store.delete(deviceHash: hash, on: connection)
            return .failure(Failure(.accessDenied, "the request was denied", hint: "begin again: dextra login"))
        }
        if let approval = record.approval {
            try store.delete(deviceHash: hash, on: connection)
            guard let user = try UserStore().find(approval.user, on: connection), !user.disabled else {
                return .failure(Failure(.accessDenied, "who approved the request is no longer here"))
            }
            let created = try tokens.issue(record.clientName, TokenTerms(approval), to: user, on: connection)
            try audit.append(
                AuditDraft(
                    actor: user.name.text, method: "device_code", action: "pollDeviceAuthorization",
                    subject: "token/\(created.token.id)", address: address, outcome: .succeeded,
                    detail: ["client_name": .string(record.clientName)]), on: connection)
            return .success(created)
        }
        let isTooSoon = record.polledAt.map { now - $0 < .seconds(record.interval) } ?? false
        if isTooSoon { record.interval = min(record.interval + Self.slower, Self.slowest) }
        record.polledAt = now
        try store.put(record, on: connection)
        let wait: Failure.Retry = .after(.seconds(record.interval))
        return .failure(
            isTooSoon
                ? Failure(
                    .slowDown, "the program asks too often: ask every \(record.interval) seconds", retry: wait)
                : Failure(.authorizationPending, "nobody has approved the request yet", retry: wait))
    }

    /// What waits under a code. Throws `device_authorization_not_found`, `too_many_attempts`, `permission_denied`.
    package func find(_ userCode: String, by principal: Principal) async throws -> DeviceAuthorization {
        let record = try await open(userCode, by: principal)
        return DeviceAuthorization(
            clientName: record.clientName, address: record.address, createdAt: record.createdAt,
            expiresAt: record.expiresAt)
    }

    /// Lets the program in as who approves, for what they say, and gives what it calls itself, as its token will.
    ///
    /// Throws `device_authorization_not_found`, `too_many_attempts`, `permission_denied`, and what making a token throws.
    @discardableResult
    package func approve(
        _ userCode: String, _ approval: DeviceApproval, by principal: Principal
    ) async throws -> String {
        let now = context.time.now()
        return try await settle(userCode, by: principal) { record, connection in
            let principal = try principal.present(on: connection)
            guard let user = principal.user else { throw Self.notInteractive }
            let terms = try TokenTerms(
                scopes: approval.scopes, projects: approval.projects, days: approval.expiresInDays,
                askedBy: principal, at: now, on: connection)
            record.state = .approved
            record.approval = DeviceAuthorizationStore.Approval(
                user: user.id, scopes: terms.scopes, projects: terms.projects, expiresAt: terms.expiresAt)
        }
    }

    /// Sends the program away, and gives what it calls itself. Throws `device_authorization_not_found`, `too_many_attempts`, `permission_denied`.
    @discardableResult
    package func deny(_ userCode: String, by principal: Principal) async throws -> String {
        try await settle(userCode, by: principal) { record, _ in record.state = .denied }
    }

    private func settle(
        _ userCode: String, by principal: Principal,
        _ change:
            @escaping @Sendable (
                inout DeviceAuthorizationStore.Record, any WriteConnection
            ) throws -> Void
    ) async throws -> String {
        let (hash, now) = (try await open(userCode, by: principal).deviceHash, context.time.now())
        return try await context.database.write { [store] connection in
            guard var record = try store.find(deviceHash: hash, on: connection), record.isOpen(at: now) else {
                throw Self.wrong
            }
            try change(&record, connection)
            try store.put(record, on: connection)
            return record.clientName
        }
    }

    /// What waits under the code that somebody typed. It is counted as wrong until it turns out to be right, so that guesses
    /// at the same moment can't all slip through.
    private func open(_ userCode: String, by principal: Principal) async throws -> DeviceAuthorizationStore.Record {
        guard principal.method == .session, let user = principal.user?.id else { throw Self.notInteractive }
        try guesses.withLock { try $0.admit(user, at: context.time.uptime()) }
        guard let code = DeviceCodes.normalized(userCode: userCode) else { throw Self.wrong }
        let (mark, now) = (DeviceCodes.mark(userCode: code, context.vault), context.time.now())
        let record = try await context.database.read { [store] in try store.find(userMark: mark, on: $0) }
        guard let record, record.isOpen(at: now) else { throw Self.wrong }
        guesses.withLock { $0.withdraw(user) }
        return record
    }

    private static let wrong = Failure(
        .deviceAuthorizationNotFound, "nothing waits under this code", hint: "check it; codes end after 10 minutes")

    private static let expired = Failure(
        .expiredToken, "the code is too old, or was used", hint: "begin again: dextra login")
    private static let notInteractive = Failure(
        .permissionDenied, "only a person who is signed in on the page can let a program in", hint: "sign in there")
}

extension DeviceAuthorizationStore.Record {
    fileprivate func isOpen(at now: Timestamp) -> Bool { state == .pending && expiresAt > now }
}

extension TokenTerms {
    /// Those that were checked when a person approved them.
    fileprivate init(_ approval: DeviceAuthorizationStore.Approval) {
        scopes = approval.scopes
        projects = approval.projects
        expiresAt = approval.expiresAt
    }
}
