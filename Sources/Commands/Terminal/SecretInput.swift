// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Glibc
import Primitives

/// A secret from standard input, which no process list and no screen shows.
enum SecretInput {
    /// All of standard input or, at a terminal, one line that isn't shown as it is typed.
    static func read(_ question: String) throws -> String {
        if isatty(STDIN_FILENO) == 1 { return try typed(question) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure.system(errno, "can't read standard input") }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(.invalidArgument, "standard input is not UTF-8 text")
        }
        return text
    }

    private static func say(_ text: String) { _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) } }

    private static func typed(_ question: String) throws -> String {
        var usual = termios()
        guard tcgetattr(STDIN_FILENO, &usual) == 0 else { throw Failure.system(errno, "can't read the terminal") }
        var silent = usual
        silent.c_lflag &= ~tcflag_t(ECHO)
        // To standard error: what the command prints may be for a program.
        say(question)
        guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0 else {
            throw Failure.system(errno, "can't hide what is typed at the terminal")
        }
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &usual)
            say("\n")
        }
        guard let line = readLine() else { throw Failure(.usage, "no value was typed") }
        return line
    }
}
