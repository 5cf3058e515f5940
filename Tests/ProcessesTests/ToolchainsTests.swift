// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Processes
import Testing

@Suite struct ToolchainsTests {
    private let system = Toolchains.systemPath

    @Test func `an ordinary user's home is hidden but for the toolchains in it`() {
        let found = Toolchains(
            path: "/home/ann/.nvm/versions/node/v20/bin:/home/ann/bin:/usr/bin", homes: ["/home/ann/", "/home/ann"],
            isRoot: false)
        #expect(found.hidden == ["/home/ann"])
        #expect(found.readable.contains("/home/ann/.nvm/versions/node/v20/bin"))
        #expect(found.readable.contains("/home/ann/.nvm/versions/node/v20/lib"))
        #expect(found.readable.contains("/home/ann/.cargo/bin"))
        let secrets = ["", "/.ssh", "/.cargo", "/.local", "/.local/share", "/.config", "/lib", "/share"]
        for secret in secrets { #expect(!found.readable.contains("/home/ann" + secret)) }
    }

    @Test func `programs are found in the user's order, then the system's`() {
        let found = Toolchains(
            path: "/home/ann/bin:relative:/usr/bin::/opt/swift/usr/bin/:/home/ann", homes: ["/home/ann"], isRoot: false)
        let others = system.filter { $0 != "/usr/bin" }
        #expect(found.searchPath == ["/home/ann/bin", "/usr/bin", "/opt/swift/usr/bin"] + others)
        #expect(Toolchains.system.searchPath == system)
    }

    @Test func `root's projects are others, who can't reach root's toolchains`() {
        let found = Toolchains(path: "/root/.cargo/bin:/opt/go/bin:/bin", homes: ["/root"], isRoot: true)
        #expect(found.searchPath == ["/opt/go/bin", "/bin"] + system.filter { $0 != "/bin" })
        #expect(found.hidden.isEmpty)
        #expect(found.readable.isEmpty)
    }

    @Test func `the root folder is nobody's home`() {
        let found = Toolchains(path: nil, homes: ["/", ""], isRoot: false)
        #expect(found.hidden.isEmpty)
        #expect(found.readable.isEmpty)
    }
}
