// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Testing

@Suite struct PasswordRulesTests {
    private func check(_ password: String, of name: String = "ann.smith") throws -> FailureCode? {
        let name = try UserName(name)
        do {
            try PasswordRules.check(Redacted(password), of: name)
            return nil
        } catch { return error.code }
    }

    @Test(arguments: [
        "password123", "Password123!", "P@ssw0rd2024", "qwertyuiop", "QWERTYUIOP123", "1234567890", "0987654321",
        "aaaaaaaaaaaa", "abcdefghijkl", "iloveyou2024", "annsmith1990", "Smith-1985-smith", "adminadminadmin",
        "welcome2dextra", "qazwsxedcrfv", "1q2w3e4r1q2w3e4r", "letmeinletmein", "Summer2025!!", "correcthorse",
        "          ", "abababababab", "short", "", "summer-winter-spring",
    ])
    func `what is tried first is refused`(password: String) throws {
        #expect(try check(password) == .passwordRefused)
    }

    @Test(arguments: [
        "violet-tundra-hymn", "kF8!vQz2#p", "marble otter quilt", "ünïcödé-pässphräse", "正しい馬の電池です",
        "jp4wq9xk2m", "the quick brown fox",
    ])
    func `what takes many guesses is taken, without rules about kinds of characters`(password: String) throws {
        #expect(try check(password) == nil)
    }

    @Test func `length is counted in bytes, from 10 to 1024`() throws {
        #expect(try check("kF8!vQz2#") == .passwordRefused)
        let long = String(repeating: "kF8!vQz2#pLm7$", count: 100)
        #expect(try check(String(long.prefix(1024))) == nil)
        #expect(try check(String(long.prefix(1025))) == .passwordRefused)
    }

    @Test func `a person's own name is no secret`() throws {
        #expect(try check("bartholomew-k7", of: "bartholomew") == .passwordRefused)
        #expect(try check("bartholomew-k7", of: "ann") == nil)
    }
}
