// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Workflows

/// The world outside: a file to which every effect of every node adds one line, in the order in which they happen.
struct EffectFile: Sendable {
    private let descriptor: Int32
    private let node: String

    init(path: String, node: String) throws {
        descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure.system(errno, "can't open \(path)") }
        self.node = node
    }

    /// One effect, unless the run may be somebody else's by now.
    func add(_ number: Int, _ context: StepContext) throws {
        try context.checkLease()
        let line = "\(context.runID) \(context.step) \(number) \(node) \(context.fencingToken)\n"
        let count = line.utf8.count
        guard write(descriptor, line, count) == count else { throw Failure.system(errno, "can't write an effect") }
    }
}
