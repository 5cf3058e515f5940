// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
package import Primitives

/// Where a command writes, and what stands at the other end.
package struct Console: Sendable {
    private let print: @Sendable (Stream, String) -> Void
    private let measure: @Sendable () -> (columns: Int, rows: Int)?
    private let ask: @Sendable () -> String?
    private let readSecret: @Sendable (String) throws -> String
    private let isReaderGone: @Sendable () -> Bool
    /// Standard output is a terminal that can be redrawn.
    package let isLive: Bool
    /// Standard output is a terminal of any kind.
    package let isTerminal: Bool
    /// Standard input and output are terminals: somebody can be asked.
    package let canAsk: Bool
    package let style: TextStyle
    /// The style of standard error.
    package let errorStyle: TextStyle

    package enum Stream: Sendable { case output, error }

    /// A console of closures, for tests.
    package init(
        isLive: Bool = false, canAsk: Bool = false, style: TextStyle = .plain,
        size: @escaping @Sendable () -> (columns: Int, rows: Int)? = { nil },
        ask: @escaping @Sendable () -> String? = { nil },
        readSecret: @escaping @Sendable (String) throws -> String = { _ in "" },
        isReaderGone: @escaping @Sendable () -> Bool = { false },
        print: @escaping @Sendable (Stream, String) -> Void
    ) {
        self.isLive = isLive
        isTerminal = isLive || canAsk
        self.canAsk = canAsk
        self.style = style
        errorStyle = style
        measure = size
        self.ask = ask
        self.readSecret = readSecret
        self.isReaderGone = isReaderGone
        self.print = print
    }

    /// The process's own streams.
    package init(environment: [String: String]) {
        isTerminal = isatty(STDOUT_FILENO) == 1
        isLive = isTerminal && environment["TERM"] != "dumb" && environment["TERM"] != nil
        canAsk = isTerminal && isatty(STDIN_FILENO) == 1
        style = TextStyle(environment: environment, isTerminal: isTerminal)
        errorStyle = TextStyle(environment: environment, isTerminal: isatty(STDERR_FILENO) == 1)
        measure = { Self.terminalSize() }
        ask = { readLine(strippingNewline: true) }
        readSecret = { try SecretInput.read($0) }
        isReaderGone = { Self.isOutputBroken() }
        print = { stream, text in Self.write(text, to: stream == .output ? STDOUT_FILENO : STDERR_FILENO) }
    }

    /// A line on standard output.
    package func line(_ text: String = "") { print(.output, text + "\n") }

    /// A line on standard error.
    package func errorLine(_ text: String) { print(.error, text + "\n") }

    /// Text on standard output as it stands.
    package func write(_ text: String) { print(.output, text) }

    /// A value as one line of JSON on standard output.
    package func json(_ value: some Encodable) throws { line(try JSONText.encode(value)) }

    /// The terminal's size; nil when standard output is none.
    package var size: (columns: Int, rows: Int)? { measure() }

    /// One line typed after a question; nil at the end of input.
    package func answer(to question: String) -> String? {
        print(.output, question + " ")
        return ask()
    }

    /// A secret from standard input; at a terminal it is asked for and not shown.
    package func secret(_ question: String) throws -> String { try readSecret(question) }

    /// Returns once nobody reads standard output any more, which a command that waits for news would else not notice.
    package func waitForReaderToLeave(_ time: TimeSource) async throws {
        while !isReaderGone() { try await time.sleep(for: .milliseconds(250)) }
    }

    private static func isOutputBroken() -> Bool {
        var state = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
        return poll(&state, 1, 0) > 0 && state.revents & Int16(POLLERR) != 0
    }

    private static func terminalSize() -> (columns: Int, rows: Int)? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else if errno == EAGAIN {
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&ready, 1, -1)
            } else if errno == EPIPE {
                // The reader has seen enough (`dextra logs | head`): end as SIGPIPE would have ended us, quietly.
                _exit(ExitCodes.brokenPipe)
            } else if errno != EINTR {
                let failure = Failure.system(errno, "can't write the output")
                guard descriptor == STDOUT_FILENO else { return }
                // Status 0 would say that what was asked for is there (`dextra tokens create ci -q > /full/disk`).
                for line in FailureText.lines(failure, style: .plain) { write(line + "\n", to: STDERR_FILENO) }
                _exit(failure.code.category.exitCode)
            }
        }
    }
}
