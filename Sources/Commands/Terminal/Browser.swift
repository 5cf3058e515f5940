// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import Glibc

/// The program that opens an address in this person's browser.
struct Browser {
    let program: String

    /// Nil where nobody would see it: without a display, or when no person is at the terminal.
    static func find(_ context: CommandContext) -> Browser? {
        let hasDisplay = ["DISPLAY", "WAYLAND_DISPLAY"].contains { context.environment[$0]?.isEmpty == false }
        guard hasDisplay, context.console.canAsk else { return nil }
        return ProgramSearch.find("xdg-open", path: context.environment["PATH"]).map(Browser.init)
    }

    /// Beside this process, which goes on; what the browser prints is nobody's concern.
    func open(_ address: String, environment: [String: String]) throws {
        _ = try BackgroundProcess(program, [address], environment: environment, output: "/dev/null")
    }
}
