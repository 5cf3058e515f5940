// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The terms of permessage-deflate that both ends agree to (RFC 7692 §7.1): never with memory between messages.
struct WebSocketDeflateOffer: Equatable {
    /// The window that the server may use for what it sends; 15 unless the client limits it.
    let serverWindowBits: Int32

    /// What a client asks for.
    static let request = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"

    /// The first offer of a client that can be met.
    init?(requested fields: [String]) {
        let offers = fields.flatMap { $0.split(separator: ",") }
        guard let bits = offers.lazy.compactMap(Self.window).first else { return nil }
        serverWindowBits = bits
    }

    /// A server's answer to ``request``; nil when it asks for what was not offered.
    init?(answered field: String) {
        guard let parameters = Self.parameters(field[...]), parameters["server_no_context_takeover"] == "" else {
            return nil
        }
        let known: Set = ["server_no_context_takeover", "client_no_context_takeover", "server_max_window_bits"]
        guard known.isSuperset(of: parameters.keys) else { return nil }
        serverWindowBits = 15
    }

    var answer: String {
        Self.request + (serverWindowBits < 15 ? "; server_max_window_bits=\(serverWindowBits)" : "")
    }

    private static func window(of offer: Substring) -> Int32? {
        guard let parameters = parameters(offer) else { return nil }
        var window: Int32 = 15
        for (name, value) in parameters {
            switch name {
            case "server_no_context_takeover", "client_no_context_takeover":
                guard value.isEmpty else { return nil }
            case "client_max_window_bits":
                // A hint that needs no answer: we read with the largest window.
                guard value.isEmpty || bits(value) != nil else { return nil }
            case "server_max_window_bits":
                // zlib has no raw streams with a window of 8.
                guard let asked = bits(value), asked > 8 else { return nil }
                window = asked
            default: return nil
            }
        }
        return window
    }

    private static func bits(_ text: String) -> Int32? {
        guard let number = HTTPGrammar.decimal(Array(text.utf8)), (8...15).contains(number), text.first != "0"
        else { return nil }
        return Int32(number)
    }

    /// The parameters of one offer, none of them twice; nil when it is another extension or malformed.
    private static func parameters(_ offer: Substring) -> [String: String]? {
        let parts = offer.split(separator: ";", omittingEmptySubsequences: false).map(trim)
        guard parts.first == "permessage-deflate" else { return nil }
        var parameters: [String: String] = [:]
        for part in parts.dropFirst() {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { trim($0) }
            guard let name = halves.first, !name.isEmpty, parameters[name] == nil else { return nil }
            var value = halves.count > 1 ? halves[1] : ""
            if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
                value = String(value.dropFirst().dropLast())
            }
            parameters[name] = value
        }
        return parameters
    }

    private static func trim(_ text: some StringProtocol) -> String {
        let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        return String(text.drop(while: blank).reversed().drop(while: blank).reversed())
    }
}
