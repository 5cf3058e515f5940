// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Why a connection is closed, as one end tells the other (RFC 6455 §7.4).
package struct WebSocketClose: Sendable, Hashable {
    package let code: WebSocketCloseCode
    /// At most 123 bytes travel; what is longer is cut between characters.
    package let reason: String

    package init(_ code: WebSocketCloseCode, _ reason: String = "") {
        self.code = code
        self.reason = reason
    }

    /// The body of a close frame.
    var payload: [UInt8] {
        guard code.mayTravel else { return [] }
        var bytes = [UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xFF)]
        for character in reason {
            guard bytes.count + character.utf8.count <= WebSocketFrame.controlBytes else { break }
            bytes.append(contentsOf: character.utf8)
        }
        return bytes
    }

    /// Reads a close frame's body: empty, or a code that may travel and a reason in UTF-8.
    init(payload: [UInt8]) throws(WebSocketFault) {
        guard !payload.isEmpty else {
            self.init(.noStatus)
            return
        }
        guard payload.count >= 2 else { throw WebSocketFault(.protocolError, "a close frame has half a code") }
        let code = WebSocketCloseCode(rawValue: UInt16(payload[0]) << 8 | UInt16(payload[1]))
        guard code.mayTravel else { throw WebSocketFault(.protocolError, "a close frame has a reserved code") }
        guard let reason = String(validating: payload[2...], as: UTF8.self) else {
            throw WebSocketFault(.invalidPayload, "the reason of a close frame is not UTF-8")
        }
        self.init(code, reason)
    }
}

/// The number of a close frame (RFC 6455 §7.4.1 and the IANA registry).
package struct WebSocketCloseCode: RawRepresentable, Sendable, Hashable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package static let normal = WebSocketCloseCode(rawValue: 1000)
    /// The server stops, or the page is left.
    package static let goingAway = WebSocketCloseCode(rawValue: 1001)
    package static let protocolError = WebSocketCloseCode(rawValue: 1002)
    package static let unacceptable = WebSocketCloseCode(rawValue: 1003)
    /// Never sent: the close frame had no code.
    package static let noStatus = WebSocketCloseCode(rawValue: 1005)
    /// Never sent: the connection broke.
    package static let abnormal = WebSocketCloseCode(rawValue: 1006)
    package static let invalidPayload = WebSocketCloseCode(rawValue: 1007)
    package static let policyViolation = WebSocketCloseCode(rawValue: 1008)
    package static let tooLarge = WebSocketCloseCode(rawValue: 1009)
    package static let internalError = WebSocketCloseCode(rawValue: 1011)
    /// Connect again in a while.
    package static let tryAgainLater = WebSocketCloseCode(rawValue: 1013)

    /// Registered for close frames, or for the use of libraries and applications.
    package var mayTravel: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}

/// What is wrong with what the peer sent, and the code to close with.
package struct WebSocketFault: Error, Equatable {
    package let code: WebSocketCloseCode
    /// Lower case, without anything the peer sent.
    package let reason: String

    init(_ code: WebSocketCloseCode, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}
