// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Storage
import TestKit
import Testing

@Suite struct HomeLockTests {
    @Test func `a second server is told home_in_use with the first one's process, until that ends`() async throws {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/dextra.lock"
            do {
                let first = try HomeLock(path: path)
                let failure = #expect(throws: Failure.self) { _ = try HomeLock(path: path) }
                #expect(failure?.code == .homeInUse)
                #expect(failure?.metadata.contains(.init("pid", String(getpid()))) == true)
                withExtendedLifetime(first) {}
            }
            _ = try HomeLock(path: path)
        }
    }

    @Test func `the lock of a process that was killed is free`() async throws {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/dextra.lock"
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
                let lock = try HomeLock(path: path)
                kill(getpid(), SIGKILL)
                withExtendedLifetime(lock) {}
            }
            #expect(access(path, F_OK) == 0)
            _ = try HomeLock(path: path)
        }
    }
}
