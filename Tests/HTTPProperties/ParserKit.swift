// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import HTTP

/// A whole message as a parser understood it, comparable.
package struct ParsedMessage: Equatable {
    package var line = ""
    package var fields: [String] = []
    package var body: [UInt8] = []
    package var keepsAlive = true
    package var fault: Int?
    /// The body's end was reached.
    package var isComplete = false
}

package enum ParserKit {
    /// Feeds a request in pieces of the given size, as a connection would.
    package static func request(_ bytes: [UInt8], pieces: Int = .max, limits: HTTPLimits = HTTPLimits())
        -> ParsedMessage
    {
        var message = ParsedMessage()
        var parser = RequestParser(limits: limits)
        var decoder: BodyDecoder?
        feed(bytes, pieces, &message) { input, message throws(ParseFault) in
            if decoder == nil {
                let (used, head) = try parser.consume(input)
                if let head {
                    message.line = "\(head.method) \(head.target)"
                    message.fields = head.headers.map { "\($0.name)=\($0.value)" }
                    message.keepsAlive = head.keepsAlive
                    decoder = BodyDecoder(head.framing, limit: limits.bodyBytes)
                    message.isComplete = decoder?.isComplete ?? false
                }
                return used
            }
            let used = try decoder?.consume(input, into: &message.body) ?? 0
            message.isComplete = decoder?.isComplete ?? false
            return used
        }
        return message
    }

    /// Feeds a response to a request of the given method in pieces of the given size.
    package static func response(_ bytes: [UInt8], to method: HTTPMethod = .get, pieces: Int = .max) -> ParsedMessage {
        var message = ParsedMessage()
        var parser = ResponseParser(method: method, limits: HTTPLimits())
        var decoder: BodyDecoder?
        feed(bytes, pieces, &message) { input, message throws(ParseFault) in
            if decoder == nil {
                let (used, head) = try parser.consume(input)
                if let head {
                    message.line = "\(head.status.code)"
                    message.fields = head.headers.map { "\($0.name)=\($0.value)" }
                    message.keepsAlive = head.keepsAlive
                    decoder = BodyDecoder(head.framing, limit: .max)
                    message.isComplete = decoder?.isComplete ?? false
                }
                return used
            }
            let used = try decoder?.consume(input, into: &message.body) ?? 0
            message.isComplete = decoder?.isComplete ?? false
            return used
        }
        return message
    }

    private static func feed(
        _ bytes: [UInt8], _ pieces: Int, _ message: inout ParsedMessage,
        _ take: (UnsafeRawBufferPointer, inout ParsedMessage) throws(ParseFault) -> Int
    ) {
        var position = 0
        while position < bytes.count, !message.isComplete, message.fault == nil {
            let end = pieces == .max ? bytes.count : min(bytes.count, position + pieces)
            bytes[position..<end].withUnsafeBytes { input in
                do throws(ParseFault) {
                    let used = try take(input, &message)
                    precondition(used > 0 || message.isComplete, "the parser does not move")
                    position += used
                } catch {
                    message.fault = error.status.code
                }
            }
        }
    }
}
