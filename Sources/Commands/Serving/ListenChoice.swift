// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import HTTP
package import Primitives

/// Where a server listens beside its unix socket.
package enum ListenChoice: Sendable, Hashable {
    /// On this machine alone, at the first of the usual ports that is free.
    case automatic
    /// At the unix socket only.
    case none
    case at(host: String, port: Int)

    package static let usualHost = "127.0.0.1"
    package static let usualPort = 7878
    /// How many ports after the usual one are tried when it is taken.
    package static let sparePorts = 20

    private static let loopback = ["127.0.0.0/8", "::1"].compactMap { AddressBlock($0) }

    /// `none`, `auto`, `HOST:PORT` or `[ADDRESS]:PORT`; port 0 lets the kernel choose. Throws `usage`.
    package init(_ text: String) throws(Failure) {
        switch text {
        case "auto": self = .automatic
        case "none": self = .none
        default:
            guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
                (0...65_535).contains(port), let host = Self.host(text[..<colon])
            else {
                throw Failure(
                    .usage, "'\(text)' is no address to listen at",
                    hint: "write a numeric address or localhost and a port, such as 127.0.0.1:7878, or none")
            }
            self = .at(host: host, port: port)
        }
    }

    private static func host(_ text: Substring) -> String? {
        if text == "localhost" { return usualHost }
        let isBracketed = text.first == "[" && text.last == "]"
        let address = isBracketed ? String(text.dropFirst().dropLast()) : String(text)
        guard address.contains(":") == isBracketed, !address.contains("/"), AddressBlock(address) != nil else {
            return nil
        }
        return address
    }

    /// Only processes of this machine can connect.
    package var isLocal: Bool {
        switch self {
        case .automatic, .none: true
        case .at(let host, _): Self.loopback.contains { $0.contains(host) }
        }
    }
}
