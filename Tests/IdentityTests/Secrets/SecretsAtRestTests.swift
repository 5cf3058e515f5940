// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Identity
import Model
import Primitives
import Storage
import TestKit
import Testing
import Wire

@Suite struct SecretsAtRestTests {
    @Test func `no secret of a person is in the database's files in clear`() async throws {
        try await TemporaryDirectory.with { directory in
            try FileManager.default.createDirectory(atPath: directory + "/store", withIntermediateDirectories: false)
            let database = try await TemporaryDatabase.open(in: directory + "/store")
            let f = try IdentityFixture(database, keyFile: directory + "/key")
            var secrets: [Redacted<String>] = [IdentityFixture.password]
            secrets.append(try await f.setup.link().token)
            let setup = try await f.setup.complete(
                token: secrets[1], name: UserName("ann"), displayName: nil, password: IdentityFixture.password,
                from: .home)
            let invited = try await f.people.create(CreateUserRequest(name: UserName("bob")), by: .local)
            secrets.append(try #require(invited.link))
            let offer = try await f.secondFactors.begin(
                password: IdentityFixture.password, by: setup.principal)
            let generator = TimeBasedCode(secret: Redacted(Base32.decode(offer.secret.reveal()) ?? []))
            let (codes, session) = try await f.secondFactors.confirm(code: f.code(generator), by: setup.principal)
            guard
                case .secondFactorRequired(let challenge) = try await f.signIn.signIn(
                    name: "ann", password: IdentityFixture.password, from: .home)
            else { throw Failure(.internalError, "no second factor was asked for") }
            // People type passwords into the field for the name.
            let typed = Redacted("hunter-in-the-name-field")
            _ = await failureCode { _ = try await f.signIn.signIn(name: typed.reveal(), password: typed, from: .home) }
            secrets += [setup.token, setup.csrfToken, session.token, session.csrfToken, session.device, offer.secret]
            secrets += [challenge, typed] + codes
            secrets += codes.map { Redacted($0.reveal().filter { $0 != "-" }) }
            await database.close()
            let names = try FileManager.default.contentsOfDirectory(atPath: directory + "/store")
            #expect(names.contains("dextra.db"))
            for name in names {
                let bytes = Array(FileManager.default.contents(atPath: "\(directory)/store/\(name)") ?? Data())
                for (number, secret) in secrets.enumerated() {
                    #expect(bytes.firstRange(of: Array(secret.reveal().utf8)) == nil, "secret \(number) is in \(name)")
                }
                // The search itself finds what is there.
                if name == "dextra.db" { #expect(bytes.firstRange(of: Array("user.created".utf8)) != nil) }
            }
        }
    }

    @Test(arguments: ["before", "after"]) func `an acknowledged change of a password survives a kill`(phase: String)
        async throws
    {
        try await TemporaryDirectory.with { directory in
            let (old, new) = (IdentityFixture.password, Redacted("marble-otter-quilt"))
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [directory = directory as String, phase = phase as String] in
                let database = try await TemporaryDatabase.open(in: directory)
                let f = try IdentityFixture(database, keyFile: directory + "/key")
                try await f.person("ann")
                let session = try await f.session(of: "ann")
                // The gate counts and forgives; the third write is the change.
                let crashing = CrashingDatabase(
                    database, at: try #require(CrashPoint("3:" + phase)))
                let g = try IdentityFixture(crashing, keyFile: directory + "/key", seed: 2)
                _ = try await g.passwords.change(
                    from: IdentityFixture.password, to: Redacted("marble-otter-quilt"), by: session.principal)
            }
            let database = try await TemporaryDatabase.open(in: directory)
            let f = try IdentityFixture(database, keyFile: directory + "/key", seed: 3)
            let (right, wrong) = phase == "after" ? (new, old) : (old, new)
            #expect(await failureCode { _ = try await f.session(of: "ann", password: wrong) } == .signInFailed)
            _ = try await f.session(of: "ann", password: right)
            await database.close()
        }
    }
}
