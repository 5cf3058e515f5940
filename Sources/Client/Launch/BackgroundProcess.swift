// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import Primitives
import Synchronization

/// A program started in a session of its own, so that neither this process's end nor its terminal's ends it.
package final class BackgroundProcess: Sendable {
    private let status = Mutex<Int32?>(nil)

    /// `POSIX_SPAWN_SETSID` of glibc 2.26, which its header shows only to GNU C.
    private static let ownSession: Int16 = 0x80

    /// Standard input is empty; standard output and error are appended to the file.
    package init(_ executable: String, _ arguments: [String], environment: [String: String], output: String) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_APPEND | O_CREAT, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Signals that this command ignores or blocks must reach the server again.
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK) | Self.ownSession)

        var child: pid_t = 0
        let problem = Self.withCStrings([executable] + arguments) { arguments in
            Self.withCStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
                posix_spawn(&child, executable, &actions, &attributes, arguments, environment)
            }
        }
        guard problem == 0 else { throw Failure.system(problem, "can't start \(executable)") }
        // A thread of its own collects it whenever it ends: this process may live longer, and nobody asks any more.
        DispatchQueue.global().async { [self, child] in
            var raw: Int32 = 0
            while waitpid(child, &raw, 0) < 0 { guard errno == EINTR else { return } }
            status.withLock { $0 = raw & 0x7F == 0 ? raw >> 8 & 0xFF : 128 + raw & 0x7F }
        }
    }

    /// How it ended, nil while it runs. A signal counts as 128 plus its number.
    func exitStatus() -> Int32? { status.withLock(\.self) }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return pointers.withUnsafeMutableBufferPointer { buffer in
            // The buffer has at least the terminating nil, so it has an address.
            guard let base = buffer.baseAddress else { preconditionFailure("an array with an element has an address") }
            return body(base)
        }
    }
}
