// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import Glibc
import Primitives

/// The program that opens an address in this person's browser.
struct Browser {
    private let program: String
    private let address: String

    /// Nil where nobody would see it: without a display, or when no person is at the terminal.
    ///
    /// Nil also for what is no page: a server can name any address, and some a browser hands to another program.
    static func find(for address: String, _ context: CommandContext) -> Browser? {
        let isPage = address.hasPrefix("https://") || address.hasPrefix("http://")
        let hasDisplay = ["DISPLAY", "WAYLAND_DISPLAY"].contains { context.environment[$0]?.isEmpty == false }
        guard isPage, hasDisplay, context.console.canAsk,
            let program = ProgramSearch.find("xdg-open", path: context.environment["PATH"])
        else { return nil }
        return Browser(program: program, address: address)
    }

    /// In place of this process, which has nothing left to do.
    func become() throws {
        // What is ignored stays ignored in the next program.
        signal(SIGPIPE, SIG_DFL)
        var words: [UnsafeMutablePointer<CChar>?] = ([program, address] as [String]).map { strdup($0) } + [nil]
        execv(program, &words)
        let problem = errno
        for word in words { free(word) }
        throw Failure.system(problem, "can't run \(program)")
    }

    /// Beside this process, which goes on; what the browser prints is nobody's concern.
    func open(environment: [String: String]) throws {
        _ = try BackgroundProcess(program, [address], environment: environment, output: "/dev/null")
    }
}
