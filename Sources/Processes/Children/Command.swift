// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What to run, and with how much authority.
package struct Command: Sendable {
    /// An absolute path, or a name to be found on the PATH of ``environment``.
    package var executable: String
    /// Without the program's own name.
    package var arguments: [String]
    /// All of the environment: nothing is inherited.
    package var environment: [String: String]
    /// nil for the directory of this process.
    package var directory: String?
    package var isolation: Isolation
    package var limits: ResourceLimits
    /// What the command reads on its standard input.
    package var input: [UInt8]
    package var output: Output

    /// Where standard output and standard error go.
    package enum Output: Sendable, Hashable {
        /// To ``Child/output``, each marked with its stream.
        case streamed
        /// To ``Child/output`` as one stream, which keeps their order exactly.
        case merged
        case discarded
    }

    package init(
        executable: String, arguments: [String] = [], environment: [String: String] = [:], directory: String? = nil,
        isolation: Isolation = .none, limits: ResourceLimits = ResourceLimits(), input: [UInt8] = [],
        output: Output = .streamed
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
        self.isolation = isolation
        self.limits = limits
        self.input = input
        self.output = output
    }
}
