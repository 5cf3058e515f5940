// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// The request that a Compose file's health check makes of its own container
/// (docs.docker.com/reference/compose-file/services/#healthcheck); nil for one that is switched off or asks otherwise.
struct ComposeHealthCheck {
    var path: String
    var port: Int?

    init?(_ value: JSONValue?) {
        guard let value, value["disable"]?.bool != true else { return nil }
        let words = value["test"]?.array?.compactMap(\.string)
        guard let text = value["test"]?.string ?? words?.joined(separator: " "), text.utf8.count <= 4000 else {
            return nil
        }
        let command = ComposeService.filled(text)
        for host in ["localhost", "127.0.0.1", "0.0.0.0", "[::1]"] {
            for rest in command.allAfter(host) {
                guard let (path, port) = Self.location(rest) else { continue }
                (self.path, self.port) = (path, port)
                return
            }
        }
        return nil
    }

    /// The port and the path behind a host's name; nil where no web address goes on, as in `pg_isready -h localhost`.
    private static func location(_ rest: Substring) -> (String, Int?)? {
        var rest = rest
        var port: Int?
        if rest.hasPrefix(":") {
            let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
            guard let number = Int(digits), (1...65_535).contains(number) else { return nil }
            port = number
            rest = rest.dropFirst(digits.count + 1)
        }
        guard rest.hasPrefix("/") else { return nil }
        let path = rest.prefix { !" \t\n\"'`;|&?#()<>\\".contains($0) }
        return (String(path), port)
    }
}
