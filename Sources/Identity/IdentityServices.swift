// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Everything about people and programs that the API offers, on one context.
package struct IdentityServices: Sendable {
    package let setup: SetupService
    package let people: PeopleService
    package let signIn: SignInService
    package let passwords: PasswordService
    package let secondFactor: SecondFactorService
    package let sessions: SessionService
    package let sessionAuthenticator: SessionAuthenticator
    package let tokens: TokenService
    package let signingKeys: SigningKeys
    package let accessTokens: AccessTokenService
    package let authenticator: Authenticator
    package let devices: DeviceAuthorizationService
    package let credentials: any CredentialStore
    package let audit: AuditLog
    private let upkeep: SignInUpkeep
    private let context: IdentityContext
    private let logger: Logger

    package init(_ context: IdentityContext, hasher: PasswordHasher, logger: Logger) {
        self.context = context
        self.logger = logger
        setup = SetupService(context, hasher: hasher)
        people = PeopleService(context, hasher: hasher)
        signIn = SignInService(context, hasher: hasher)
        passwords = PasswordService(context, hasher: hasher)
        secondFactor = SecondFactorService(context, hasher: hasher)
        sessions = SessionService(context)
        sessionAuthenticator = SessionAuthenticator(context)
        tokens = TokenService(context)
        signingKeys = SigningKeys(context)
        accessTokens = AccessTokenService(context, keys: signingKeys)
        authenticator = Authenticator(context, keys: signingKeys, logger: logger)
        credentials = VaultCredentialStore(context)
        audit = AuditLog(context, logger: logger)
        devices = DeviceAuthorizationService(context, audit: audit)
        upkeep = SignInUpkeep(context)
    }

    /// Makes all that is remembered about people and tokens count as old: somebody has read of a change before this node was
    /// told of it.
    package func forget() { context.changes.note() }

    /// Writes what was only noted and forgets what is over, until the task is cancelled.
    package func run() async {
        await withTaskGroup { group in
            group.addTask { await sessionAuthenticator.run() }
            group.addTask { await authenticator.run() }
            group.addTask { await audit.run() }
            group.addTask {
                while !Task.isCancelled {
                    do { _ = try await upkeep.prune() } catch is CancellationError { return } catch {
                        logger.warning("what is over of signing in was not removed", ("error", "\(error)"))
                    }
                    do { try await context.time.sleep(for: .seconds(3600)) } catch { return }
                }
            }
            await group.waitForAll()
        }
    }
}
