// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Processes
import TestKit
import Testing

extension SystemTests {
    /// Attacks on a real server over its sockets, a program of `Tests/API/security` for each kind.
    @Suite(.disabled(if: TemporaryDatabase.isPostgreSQL, "it is the same with every database"))
    struct SecurityTests {
        enum Attack: String, CaseIterable {
            case audit, caching, csrf, forwarding, held, jwt, leaks, origins, oversized, reborn, scopes, sessions,
                signin
            case slow, smuggling, traversal
        }

        @Test(arguments: Attack.allCases) func theServerWithstands(_ attack: Attack) async throws {
            try await withstand(attack, [])
        }

        /// What reads cookies, schemes or raw bytes, once more behind TLS.
        @Test(arguments: [Attack.csrf, .origins, .oversized, .sessions, .slow, .smuggling])
        func theServerWithstandsBehindTLS(_ attack: Attack) async throws {
            try await withstand(attack, ["--tls-certificate=cert.pem", "--tls-key=key.pem"])
        }

        private func withstand(_ attack: Attack, _ options: [String]) async throws {
            try await Installation.with(shared: false) { dextra in
                let server = try await APIProgram.serve(
                    dextra, options + (attack == .origins ? ["--cors-origin=https://friend.example"] : []))
                let url = try #require(try await dextra.info()["url"]?.string)
                let outcome = try await dextra.run(
                    "/usr/bin/python3", [APIProgram.folder + "/security/\(attack.rawValue).py", url, dextra.home],
                    environment: ["DEXTRA_BINARIES": Installation.binaries, "PYTHONDONTWRITEBYTECODE": "1"],
                    timeout: .seconds(240))
                #expect(outcome.status.isSuccess, "\(outcome)")
                withExtendedLifetime(server) {}
            }
        }
    }
}
