// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Storage
import TestKit
import Testing
import Wire

@Suite struct SecondFactorTests {
    private func challenge(
        _ name: String, from origin: SignInOrigin = .home, _ f: IdentityFixture
    ) async throws -> Redacted<String> {
        let outcome = try await f.signIn.signIn(name: name, password: IdentityFixture.password, from: origin)
        guard case .secondFactorRequired(let challenge) = outcome else {
            throw Failure(.internalError, "no second factor was asked for")
        }
        return challenge
    }

    @Test func `with a second factor the password alone begins no session`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let (generator, _, own) = try await f.secondFactor(of: try await f.session(of: "ann"))
            #expect(try await f.principal(own).user?.twoFactor == true)
            f.time.advance(by: .seconds(60))
            let token = try await challenge("ann", f)
            let early = await failureCode {
                _ = try await f.authenticator.principal(cookie: token, address: nil)
            }
            #expect(early == .unauthenticated)
            let session = try await f.secondFactors.answer(challenge: token, code: f.code(generator), from: .home)
            #expect(try await f.principal(session).user?.name.text == "ann")
            #expect(session.token != token)
        }
    }

    @Test func `a code is used once, also by two at the same moment`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let (generator, _, _) = try await f.secondFactor(of: try await f.session(of: "ann"))
            // The code that confirmed it is used.
            let token = try await challenge("ann", f)
            let again = await failureCode {
                _ = try await f.secondFactors.answer(challenge: token, code: f.code(generator), from: .home)
            }
            #expect(again == .secondFactorWrong)
            f.time.advance(by: .seconds(60))
            let (one, two) = (try await challenge("ann", f), try await challenge("ann", f))
            let code = f.code(generator)
            async let first = failureCode {
                _ = try await f.secondFactors.answer(challenge: one, code: code, from: .home)
            }
            async let second = failureCode {
                _ = try await f.secondFactors.answer(challenge: two, code: code, from: .home)
            }
            let codes = await [first, second]
            #expect(codes.count { $0 == nil } == 1)
            #expect(codes.count { $0 == .secondFactorWrong } == 1)
        }
    }

    @Test func `a challenge is good for five minutes, one use, and the address it was given to`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let (generator, _, _) = try await f.secondFactor(of: try await f.session(of: "ann"))
            f.time.advance(by: .seconds(60))
            let token = try await challenge("ann", f)
            let elsewhere = await failureCode {
                _ = try await f.secondFactors.answer(
                    challenge: token, code: f.code(generator), from: SignInOrigin(address: "192.0.2.2"))
            }
            #expect(elsewhere == .sessionExpired)
            _ = try await f.secondFactors.answer(challenge: token, code: f.code(generator), from: .home)
            f.time.advance(by: .seconds(60))
            let used = await failureCode {
                _ = try await f.secondFactors.answer(challenge: token, code: f.code(generator), from: .home)
            }
            #expect(used == .sessionExpired)
            let late = try await challenge("ann", f)
            f.time.advance(by: .seconds(300))
            let expired = await failureCode {
                _ = try await f.secondFactors.answer(challenge: late, code: f.code(generator), from: .home)
            }
            #expect(expired == .sessionExpired)
        }
    }

    @Test func `codes can't be tried out, over as many challenges as one likes`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let (_, _, _) = try await f.secondFactor(of: try await f.session(of: "ann"))
            var checked = 0
            for _ in 0..<600 {
                let token = try? await challenge("ann", f)
                guard let token else {
                    f.time.advance(by: .seconds(5))
                    continue
                }
                let code = await failureCode {
                    _ = try await f.secondFactors.answer(
                        challenge: token, code: Redacted("000000"), from: .home)
                }
                if code == .secondFactorWrong { checked += 1 } else { #expect(code == .tooManyAttempts) }
                f.time.advance(by: .seconds(5))
            }
            #expect((5...20).contains(checked), "\(checked)")
        }
    }

    @Test func `a device that knew another password has no codes of its own to try`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let (_, _, old) = try await f.secondFactor(of: try await f.session(of: "ann"))
            f.time.advance(by: .seconds(1))
            let password = Redacted("marble-otter-quilt")
            let new = try await f.passwords.change(
                from: IdentityFixture.password, to: password, by: try await f.principal(old))
            func answer(from device: Redacted<String>?) async throws -> FailureCode? {
                var origin = SignInOrigin.home
                origin.device = device
                let outcome = try await f.signIn.signIn(name: "ann", password: password, from: origin)
                guard case .secondFactorRequired(let challenge) = outcome else { return nil }
                return await failureCode {
                    _ = try await f.secondFactors.answer(challenge: challenge, code: Redacted("000000"), from: origin)
                }
            }
            for _ in 0..<6 { #expect(try await answer(from: nil) == .secondFactorWrong) }
            #expect(try await answer(from: old.device) == .tooManyAttempts)
            #expect(try await answer(from: new.device) == .secondFactorWrong)
        }
    }

    @Test func `a recovery code signs in once, however it is written, and only its owner`() async throws {
        try await IdentityFixture.with { f in
            for name in ["ann", "bob"] { try await f.person(name) }
            let (_, codes, _) = try await f.secondFactor(of: try await f.session(of: "ann"))
            let (_, others, _) = try await f.secondFactor(of: try await f.session(of: "bob"))
            #expect(Set(codes + others).count == 20)
            let typed = Redacted(codes[0].reveal().uppercased().split(separator: "-").joined(separator: " "))
            _ = try await f.secondFactors.answer(challenge: challenge("ann", f), code: typed, from: .home)
            let again = try await challenge("ann", f)
            for code in [codes[0], others[0], Redacted(""), Redacted("zzzz-zzzz-zzzz-zzzz")] {
                let answer = await failureCode {
                    _ = try await f.secondFactors.answer(challenge: again, code: code, from: .home)
                }
                #expect(answer == .secondFactorWrong)
            }
            _ = try await f.secondFactors.answer(challenge: again, code: codes[1], from: .home)
        }
    }

    @Test func `new recovery codes take the place of the old ones`() async throws {
        try await IdentityFixture.with { f in
            let ann = try await f.person("ann")
            let (_, old, session) = try await f.secondFactor(of: try await f.session(of: "ann"))
            let refused = await failureCode {
                _ = try await f.secondFactors.renewRecoveryCodes(password: Redacted("wrong"), by: session.principal)
            }
            #expect(refused == .passwordWrong)
            let new = try await f.secondFactors.renewRecoveryCodes(
                password: IdentityFixture.password, by: session.principal)
            #expect(new.count == 10)
            #expect(try await f.database.read { try SecondFactorStore().recoveryCodesLeft(ann.id, on: $0) } == 10)
            let token = try await challenge("ann", f)
            let code = await failureCode {
                _ = try await f.secondFactors.answer(challenge: token, code: old[0], from: .home)
            }
            #expect(code == .secondFactorWrong)
            _ = try await f.secondFactors.answer(challenge: token, code: new[9], from: .home)
        }
    }

    @Test func `turning it on gives the session another token and ends the others`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let (other, own) = (try await f.session(of: "ann"), try await f.session(of: "ann"))
            let (_, _, rotated) = try await f.secondFactor(of: own)
            #expect(rotated.session.id == own.session.id)
            for gone in [other, own] {
                #expect(await failureCode { _ = try await f.principal(gone) } == .unauthenticated)
            }
            _ = try await f.principal(rotated)
        }
    }

    @Test func `it counts only once a code of it was given, within an hour, and is not replaced without the password`()
        async throws
    {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let session = try await f.session(of: "ann")
            let offer = try await f.secondFactors.begin(password: IdentityFixture.password, by: session.principal)
            #expect(offer.uri.reveal().hasPrefix("otpauth://totp/Dextra:ann?secret=\(offer.secret.reveal())&"))
            _ = try await f.session(of: "ann")
            let wrong = await failureCode {
                _ = try await f.secondFactors.confirm(code: Redacted("000000"), by: session.principal)
            }
            #expect(wrong == .secondFactorWrong)
            f.time.advance(by: .seconds(3600))
            let generator = TimeBasedCode(secret: Redacted(Base32.decode(offer.secret.reveal()) ?? []))
            let late = await failureCode {
                _ = try await f.secondFactors.confirm(code: f.code(generator), by: session.principal)
            }
            #expect(late == .secondFactorOff)
            let (_, _, own) = try await f.secondFactor(of: session)
            let again = await failureCode {
                _ = try await f.secondFactors.begin(password: IdentityFixture.password, by: own.principal)
            }
            #expect(again == .secondFactorOn)
            let off = await failureCode {
                _ = try await f.secondFactors.turnOff(password: Redacted("wrong"), by: own.principal)
            }
            #expect(off == .passwordWrong)
            _ = try await f.secondFactors.turnOff(password: IdentityFixture.password, by: own.principal)
            _ = try await f.session(of: "ann")
        }
    }

    @Test func `who finds a page open gets no second factor without the password, and few attempts`() async throws {
        try await IdentityFixture.with { f in
            let ann = try await f.person("ann")
            let principal = try await f.session(of: "ann").principal
            func begin(_ password: Redacted<String>) async -> FailureCode? {
                await failureCode { _ = try await f.secondFactors.begin(password: password, by: principal) }
            }
            for _ in 0..<6 { #expect(await begin(Redacted("wrong")) == .passwordWrong) }
            #expect(await begin(IdentityFixture.password) == .tooManyAttempts)
            let names = try await f.database.read { try SealedRecordStore().names(owner: "user/\(ann.id)", on: $0) }
            #expect(names.isEmpty)
            f.time.advance(by: .seconds(1))
            #expect(await begin(IdentityFixture.password) == nil)
        }
    }

    @Test func `the first code can't be guessed`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let principal = try await f.session(of: "ann").principal
            let offer = try await f.secondFactors.begin(password: IdentityFixture.password, by: principal)
            let generator = TimeBasedCode(secret: Redacted(Base32.decode(offer.secret.reveal()) ?? []))
            func confirm(_ code: Redacted<String>) async -> FailureCode? {
                await failureCode { _ = try await f.secondFactors.confirm(code: code, by: principal) }
            }
            for _ in 0..<6 { #expect(await confirm(Redacted("wrong")) == .secondFactorWrong) }
            #expect(await confirm(f.code(generator)) == .tooManyAttempts)
            f.time.advance(by: .seconds(2))
            #expect(await confirm(f.code(generator)) == nil)
        }
    }

    @Test func `an administrator takes a lost one away, with all sessions`() async throws {
        try await IdentityFixture.with { f in
            let ann = try await f.person("ann")
            let (_, _, session) = try await f.secondFactor(of: try await f.session(of: "ann"))
            let changed = try await f.people.change("ann", ChangeUserRequest(reset: .totp), if: .none, by: .local)
            #expect(!changed.user.twoFactor)
            #expect(await failureCode { _ = try await f.principal(session) } == .unauthenticated)
            let left = try await f.database.read {
                try SealedRecordStore().names(owner: "user/\(ann.id)", on: $0)
            }
            #expect(left.isEmpty)
            _ = try await f.session(of: "ann")
        }
    }
}
