// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Workflows

/// Kills the process at a numbered write of the run journal, for the tests that prove that nothing is lost by it.
///
/// `DEXTRA_CRASH_AT=12:before` kills right before the twelfth commit of this process is begun, `12:after` once it is
/// durable.
enum CrashPoint {
    static func fromEnvironment() -> JournalWrite.Observer? {
        guard let text = ProcessInfo.processInfo.environment["DEXTRA_CRASH_AT"] else { return nil }
        let parts = text.split(separator: ":").map(String.init)
        guard parts.count == 2, let number = Int(parts[0]), let phase = JournalWrite.Phase(rawValue: parts[1]) else {
            return nil
        }
        return { write in if write.number == number, write.phase == phase { kill(getpid(), SIGKILL) } }
    }
}
