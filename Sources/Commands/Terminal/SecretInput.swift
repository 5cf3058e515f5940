// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Glibc
import Primitives
import Synchronization

/// The signal that came while somebody typed, 0 for none.
private let arrived = Atomic<Int32>(0)

private func note(_ number: Int32) { arrived.store(number, ordering: .relaxed) }

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
        let typed = try interruptibly { () throws -> String? in
            guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0 else {
                throw Failure.system(errno, "can't hide what is typed at the terminal")
            }
            defer {
                tcsetattr(STDIN_FILENO, TCSAFLUSH, &usual)
                say("\n")
            }
            return try line()
        }
        guard let typed else { throw Failure(.usage, "no value was typed") }
        return typed
    }

    /// One typed line without its end; nil at the end of input, and when a signal came before.
    private static func line() throws -> String? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while bytes.last != UInt8(ascii: "\n") {
            let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0, errno == EINTR {
                guard arrived.load(ordering: .relaxed) == 0 else { return nil }
                continue
            }
            guard count >= 0 else { throw Failure.system(errno, "can't read the terminal") }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        guard !bytes.isEmpty else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(.invalidArgument, "what was typed is not UTF-8 text")
        }
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    /// Lets signals end the reading before they end the process: a terminal that no longer shows what is typed would be
    /// left behind.
    private static func interruptibly<Value>(_ body: () throws -> Value) throws -> Value {
        arrived.store(0, ordering: .relaxed)
        var noting = sigaction()
        noting.__sigaction_handler.sa_handler = note
        let usual = [SIGINT, SIGTERM, SIGHUP, SIGQUIT].map { number in
            var before = sigaction()
            sigaction(number, &noting, &before)
            return (number, before)
        }
        let value = Result { try body() }
        for (number, before) in usual {
            var before = before
            sigaction(number, &before, nil)
        }
        let number = arrived.load(ordering: .relaxed)
        guard number == 0 else {
            raise(number)
            throw Failure(.cancelled, "nothing was typed")
        }
        return try value.get()
    }
}
