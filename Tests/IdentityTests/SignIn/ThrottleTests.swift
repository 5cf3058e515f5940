// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import TestKit
import Testing
import Wire

@Suite struct ThrottleTests {
    private static let wrong = Redacted("not-the-password")

    private func failure(
        _ name: String, _ password: Redacted<String> = wrong, from origin: SignInOrigin = .home, in f: IdentityFixture
    ) async -> Failure? {
        do {
            _ = try await f.signIn.signIn(name: name, password: password, from: origin)
            return nil
        } catch { return Failure.wrapping(error) }
    }

    private func wait(_ failure: Failure?) -> Duration? {
        guard failure?.code == .tooManyAttempts, case .after(let wait) = failure?.retry else { return nil }
        return wait
    }

    @Test func `after some wrong passwords from one place each next one has to wait longer`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            var waits: [Int] = []
            while waits.count < 12 {
                guard let wait = wait(await failure("ann", in: f)) else { continue }
                waits.append(Int(wait.inSeconds))
                f.time.advance(by: wait)
            }
            #expect(waits.prefix(10) == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512])
            #expect(waits.allSatisfy { $0 <= 900 })
        }
    }

    @Test func `while one has to wait a right password is refused too, and then forgets the wrong ones`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            for _ in 0..<6 { #expect(await failure("ann", in: f)?.code == .signInFailed) }
            #expect(await failure("ann", IdentityFixture.password, in: f)?.code == .tooManyAttempts)
            f.time.advance(by: .seconds(1))
            #expect(await failure("ann", IdentityFixture.password, in: f) == nil)
            for _ in 0..<6 { #expect(await failure("ann", in: f)?.code == .signInFailed) }
        }
    }

    @Test func `asking while one has to wait makes the wait no longer`() async throws {
        try await IdentityFixture.with { f in
            for _ in 0..<8 {
                if let wait = wait(await failure("ann", in: f)) { f.time.advance(by: wait) }
            }
            for _ in 0..<50 { #expect(await failure("ann", in: f)?.code == .tooManyAttempts) }
            f.time.advance(by: .seconds(4))
            #expect(await failure("ann", in: f)?.code == .signInFailed)
        }
    }

    @Test func `of many guesses at one moment no more are checked than one after another`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let codes = await withTaskGroup(of: FailureCode?.self) { group in
                for _ in 0..<100 { group.addTask { await failure("ann", in: f)?.code } }
                return await group.reduce(into: [FailureCode?]()) { $0.append($1) }
            }
            #expect(codes.count { $0 == .signInFailed } == 6)
            #expect(codes.count { $0 == .tooManyAttempts } == 94)
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `whatever is tried elsewhere, a person gets in from a device that they know`(seed: UInt64) async throws {
        try await IdentityFixture.with { f in
            let random = RandomSource.seeded(seed)
            try await f.person("ann")
            var device = try await f.session(of: "ann").device
            for _ in 0..<8 {
                for _ in 0..<25 {
                    // From anywhere, from the person's own network too, and with cookies that are made up.
                    let address =
                        random.next() % 4 == 0
                        ? "192.0.2.1" : "10.\(random.next() % 256).\(random.next() % 256).1"
                    let origin = SignInOrigin(
                        address: address, device: random.next() % 2 == 0 ? nil : Redacted("1.\(random.next()).1.x.y"))
                    let code = await failure("ann", from: origin, in: f)?.code
                    #expect(code == .signInFailed || code == .tooManyAttempts)
                    f.time.advance(by: .milliseconds(Int(random.next() % 3000)))
                }
                for address in ["192.0.2.1", "203.0.113.\(random.next() % 256)"] {
                    device = try await f.session(of: "ann", from: SignInOrigin(address: address, device: device)).device
                }
            }
        }
    }

    @Test func `however many addresses there are, guesses at one person's password are bounded`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            var checked = 0
            for second in 0..<1800 {
                let address = "2001:db8:\(String(second, radix: 16))::1"
                if await failure("ann", from: SignInOrigin(address: address), in: f)?.code == .signInFailed {
                    checked += 1
                }
                f.time.advance(by: .seconds(1))
            }
            // 30 at once, then a doubling wait, then one each half minute.
            #expect((60...100).contains(checked), "\(checked)")
        }
    }

    @Test
    func `however many names there are, guesses from one network are bounded, as are those of who has an account`()
        async throws
    {
        try await IdentityFixture.with { f in
            try await f.person("mallory")
            var checked = 0
            for second in 0..<900 {
                let origin = SignInOrigin(address: "2001:db8:1:2::\(String(second, radix: 16))")
                if second % 10 == 0 { _ = await failure("mallory", IdentityFixture.password, from: origin, in: f) }
                if await failure("user\(second)", from: origin, in: f)?.code == .signInFailed { checked += 1 }
                f.time.advance(by: .seconds(1))
            }
            #expect((30...60).contains(checked), "\(checked)")
        }
    }

    @Test func `a device that was stolen helps to few guesses, and only at its owner's password`() async throws {
        try await IdentityFixture.with { f in
            for name in ["ann", "bob"] { try await f.person(name) }
            let device = try await f.session(of: "ann").device
            var checked = 0
            for second in 0..<1800 {
                let origin = SignInOrigin(address: "10.0.\(second % 256).1", device: device)
                if await failure("ann", from: origin, in: f)?.code == .signInFailed { checked += 1 }
                f.time.advance(by: .seconds(1))
            }
            #expect((10...25).contains(checked), "\(checked)")
            // At another's password it is no device: those of an unknown one count.
            for _ in 0..<6 {
                #expect(
                    await failure("bob", from: SignInOrigin(address: "10.9.9.9", device: device), in: f)?.code
                        == .signInFailed)
            }
            #expect(
                await failure("bob", from: SignInOrigin(address: "10.9.9.9"), in: f)?.code == .tooManyAttempts)
        }
    }

    @Test func `a device is not known any more once the password was changed elsewhere`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let old = try await f.session(of: "ann")
            f.time.advance(by: .seconds(1))
            let new = try await f.passwords.change(
                from: IdentityFixture.password, to: Redacted("marble-otter-quilt"), by: try await f.principal(old))
            for _ in 0..<6 { _ = await failure("ann", in: f) }
            let password = Redacted("marble-otter-quilt")
            var origin = SignInOrigin.home
            origin.device = old.device
            #expect(await failure("ann", password, from: origin, in: f)?.code == .tooManyAttempts)
            origin.device = new.device
            #expect(await failure("ann", password, from: origin, in: f) == nil)
        }
    }

    @Test func `neither what is tried nor what has to wait costs more for a name that somebody has`() async throws {
        try await TemporaryDirectory.with { directory in
            try await TemporaryDatabase.with { base in
                let database = RecordingDatabase(base)
                let f = try IdentityFixture(database, keyFile: directory + "/key")
                for name in ["ann", "mallory"] { try await f.person(name) }
                // Who has an account learns no more than who has none.
                let own = SignInOrigin(address: "10.0.0.1", device: try await f.session(of: "mallory").device)
                for origin in [.home, own] {
                    var asked: [[[String]]] = []
                    for name in ["ann", "bob"] {
                        var code: FailureCode?
                        var statements: [[String]] = []
                        repeat {
                            _ = database.takeStatements()
                            code = await failure(name, from: origin, in: f)?.code
                            statements.append(database.takeStatements())
                        } while code == .signInFailed
                        #expect(code == .tooManyAttempts)
                        asked.append(statements)
                    }
                    #expect(asked[0] == asked[1])
                    #expect(asked[0].count == 7 && asked[0].allSatisfy { !$0.isEmpty })
                }
            }
        }
    }

    @Test func `a device is known for 400 days`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let device = try await f.session(of: "ann").device
            var origin = SignInOrigin.home
            origin.device = device
            f.time.advance(by: DeviceCookie.lifetime)
            for _ in 0..<6 { _ = await failure("ann", in: f) }
            #expect(await failure("ann", IdentityFixture.password, from: origin, in: f)?.code == .tooManyAttempts)
        }
    }

    @Test func `what failed is remembered over a restart`() async throws {
        try await TemporaryDirectory.with { directory in
            try await TemporaryDatabase.with { database in
                let time = ManualTime()
                let first = try IdentityFixture(database, keyFile: directory + "/key", time: time)
                try await first.person("ann")
                for _ in 0..<6 { _ = await failure("ann", in: first) }
                let second = try IdentityFixture(database, keyFile: directory + "/key", time: time, seed: 2)
                #expect(await failure("ann", in: second)?.code == .tooManyAttempts)
            }
        }
    }

    @Test func `what failed is removed once it is forgotten, and not before`() async throws {
        try await IdentityFixture.with { f in
            for _ in 0..<3 { _ = await failure("ann", in: f) }
            _ = await failure("bob", from: SignInOrigin(address: "10.0.0.1"), in: f)
            f.time.advance(by: .seconds(3599))
            let early = try await f.upkeep.prune()
            f.time.advance(by: .seconds(1))
            let once = try await f.upkeep.prune()
            f.time.advance(by: .seconds(2 * 3600))
            let thrice = try await f.upkeep.prune()
            // Each under the name, the network, and both together.
            #expect([early, once, thrice] == [0, 3, 3])
        }
    }

    @Test func `a clock that was set back locks nobody out`() async throws {
        try await TemporaryDirectory.with { directory in
            try await TemporaryDatabase.with { database in
                let key = directory + "/key"
                let late = ManualTime(start: Timestamp(millisecondsSinceEpoch: 1_900_000_000_000))
                let ahead = try IdentityFixture(database, keyFile: key, time: late)
                for _ in 0..<6 { _ = await failure("ann", in: ahead) }
                let right = try IdentityFixture(database, keyFile: key, seed: 2)
                #expect(await failure("ann", in: right)?.code == .signInFailed)
            }
        }
    }
}
