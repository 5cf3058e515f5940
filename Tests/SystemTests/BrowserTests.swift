// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import Processes
import Testing

extension SystemTests {
    /// The real pages of a real server in Chromium, driven by the program in Tests/Browser.
    @Suite struct BrowserTests {
        @Test(.enabled(if: BrowserProgram.isReady, "needs Chromium and the packages of scripts/test: NOT TESTED"))
        func peopleDoTheirDaysWorkOnThePages() async throws {
            // The pages ask for nothing that depends on where the records are.
            try await Installation.with(shared: false) { dextra in
                let outcome = try await dextra.run(
                    BrowserProgram.python, [BrowserProgram.main, "\(Installation.binaries)/dextra", dextra.folder],
                    timeout: .seconds(400))
                #expect(outcome.status.isSuccess, "\(outcome.output)\n\(outcome.error)")
                #expect(outcome.output.hasSuffix("done\n"))
            }
        }
    }
}

/// Where the program is, and what runs it.
private enum BrowserProgram {
    static let root =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    static let python = root + "/.build/peers/bin/python"
    static let main = root + "/Tests/Browser/main.py"

    static let isReady =
        access("/usr/bin/chromium", X_OK) == 0
        && system("'\(python)' -c 'import playwright, axe_playwright_python' 2>/dev/null") == 0
}
