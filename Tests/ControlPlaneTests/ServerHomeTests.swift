// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import ControlPlane
import FoundationEssentials
import Glibc
import Primitives
import TestKit
import Testing

@Suite struct ServerHomeTests {
    private func code(_ path: String) -> String? {
        do {
            _ = try ServerHome.open(path)
            return nil
        } catch { return (error as? Failure)?.code.name }
    }

    @Test func isMadeWithItsParentsAndPrivate() async throws {
        try await TemporaryDirectory.with { root in
            let home = try ServerHome.open(root + "/a/b")
            var status = stat()
            #expect(stat(home.path, &status) == 0)
            #expect(status.st_mode & 0o066 == 0)
            #expect(stat(home.path + "/blobs", &status) == 0 && status.st_mode & 0o077 == 0)
            withExtendedLifetime(home) {}
        }
    }

    @Test func belongsToOneServerAtATime() async throws {
        try await TemporaryDirectory.with { root in
            let first = try ServerHome.open(root)
            #expect(code(root) == "server_already_running")
            withExtendedLifetime(first) {}
        }
    }

    @Test func saysWhatItCannotUse() async throws {
        try await TemporaryDirectory.with { root in
            try "".write(toFile: root + "/file", atomically: false, encoding: .utf8)
            #expect(code(root + "/file") == "home_unusable")
            #expect(code(root + "/file/below") == "home_unusable")
            #expect(code("/proc/nothing") == "home_unusable")
            #expect(code(root + "/" + String(repeating: "x", count: 100)) == "socket_path_too_long")
        }
    }
}
