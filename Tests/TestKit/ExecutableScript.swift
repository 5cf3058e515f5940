// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives

/// A program that a test writes for itself.
package enum ExecutableScript {
    /// Writes the script; it can be run as soon as this returns.
    ///
    /// A child that another test starts at the wrong moment inherits whatever this process has open for writing, and
    /// the kernel runs no file that anybody writes to (ETXTBSY). So a process of its own writes it.
    package static func write(_ text: String, to path: String) throws {
        let draft = path + ".draft"
        try Data(text.utf8).write(to: URL(filePath: draft))
        guard system("cp '\(draft)' '\(path)' && chmod 755 '\(path)' && rm '\(draft)'") == 0 else {
            throw Failure(.internalError, "can't write the program \(path)")
        }
    }
}
