// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import Glibc
import Primitives

/// The program that opens an address in this person's browser.
struct Browser {
    let program: String

    /// Nil where nobody would see it: without a display, or when no person is at the terminal.
    static func find(_ context: CommandContext) -> Browser? {
        let hasDisplay = ["DISPLAY", "WAYLAND_DISPLAY"].contains { context.environment[$0]?.isEmpty == false }
        guard hasDisplay, context.console.canAsk else { return nil }
        return ProgramSearch.find("xdg-open", path: context.environment["PATH"]).map(Browser.init)
    }

    /// In place of this process, which has nothing left to do.
    func become(opening address: String) throws {
        var words: [UnsafeMutablePointer<CChar>?] = ([program, address] as [String]).map { strdup($0) } + [nil]
        execv(program, &words)
        let problem = errno
        for word in words { free(word) }
        throw Failure.system(problem, "can't run \(program)")
    }

    /// Beside this process, which goes on; what the browser prints is nobody's concern.
    func open(_ address: String, environment: [String: String]) throws {
        _ = try BackgroundProcess(program, [address], environment: environment, output: "/dev/null")
    }
}
