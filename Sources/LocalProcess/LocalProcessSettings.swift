// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Processes

/// What this machine and its operator decide about programs that run here.
package struct LocalProcessSettings: Sendable {
    package var layout: LocalLayout
    /// How programs are kept apart; found once by ``IsolationProbe``.
    package var isolation: IsolationProbe
    /// The executable that has the verb `static-server`.
    package var executable: String
    /// Added to a project's ordinal: its user and group when the server is root.
    package var firstUser: UInt32
    /// Where programs get their ports from; outside the range from which the kernel gives to clients.
    package var ports: ClosedRange<Int>
    /// Where programs find interpreters, and what of the server's user they must not see.
    package var toolchains: Toolchains

    package init(
        layout: LocalLayout, isolation: IsolationProbe, executable: String, firstUser: UInt32 = 210_000,
        ports: ClosedRange<Int> = 20_000...29_999,
        toolchains: Toolchains = .system
    ) {
        self.layout = layout
        self.isolation = isolation
        self.executable = executable
        self.firstUser = firstUser
        self.ports = ports
        self.toolchains = toolchains
    }
}
