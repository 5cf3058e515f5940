// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Finds the port a program insists on.
enum ListeningPort {
    /// The one port a source text listens on; nil when it reads PORT, or nothing is certain.
    static func fixed(in text: String) -> Int? {
        guard !readsPort(text) else { return nil }
        for line in text.split(separator: "\n").prefix(2000) {
            var code = line.trimmed()
            // What a comment says of a call's default, `r.Run() // on :8080`, is not what the call says.
            for mark in [" // ", " # "] {
                if let start = code.firstUTF8Index(of: mark) { code = String(code[..<start]) }
            }
            guard !code.hasPrefix("#"), !code.hasPrefix("//"), let start = start(in: code) else { continue }
            if let port = number(in: code[start...]) { return port }
        }
        return nil
    }

    /// Whether the text takes PORT from the environment.
    static func readsPort(_ text: String) -> Bool {
        ["\"PORT\"", "'PORT'", "env.PORT", "$PORT", "${PORT", "ENV[PORT", "ENV{PORT", "env :port", "?PORT}"].contains {
            text.holds($0)
        }
    }

    /// The port in a command, e.g. `--port 3000`, `-p 3000`, `PORT=3000`, `:8080`; nil when it uses `$PORT`.
    static func fixed(inCommand command: String) -> Int? {
        guard !command.holds("$PORT"), !command.holds("${PORT") else { return nil }
        let words = command.split { " =".contains($0) }
        for (word, next) in zip(words, words.dropFirst())
        where ["-p", "--port", "PORT", "--server.port", "-P"].contains(String(word)) {
            if let port = valid(next) { return port }
        }
        for word in words {
            if let colon = word.lastIndex(of: ":"), let port = valid(word[word.index(after: colon)...]) { return port }
        }
        return nil
    }

    private static func start(in code: String) -> String.Index? {
        for call in [
            ".listen(", "port=", "port =", "ListenAndServe(", "HTTPServer((", "TCPServer((", "serve(", "port:", ".Run(",
            ".bind(", "::bind(", "SocketAddr::from(", "listen_addr", ".port(", "Port(", "#:port ", ":port ",
            "(server-port ", "{port,", "scotty ",
        ] {
            if let index = code.firstUTF8Index(of: call) { return code.utf8.index(index, offsetBy: call.utf8.count) }
        }
        return nil
    }

    private static func number(in text: Substring) -> Int? {
        text.split { !($0.isASCII && $0.isNumber) }.lazy.compactMap { Self.valid($0) }.first { $0 >= 1000 || $0 == 80 }
    }

    private static func valid(_ text: Substring) -> Int? {
        guard (2...5).contains(text.utf8.count), let port = Int(text), (1...65_535).contains(port) else { return nil }
        return port
    }
}
