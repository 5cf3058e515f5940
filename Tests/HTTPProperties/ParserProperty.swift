// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

/// What must hold of a parser for any input at all; a process that breaks one of them stops.
///
/// The fuzzer and the tests share these. Nothing may trap, and however the same bytes are cut, they mean the same.
package enum ParserProperty: UInt8, CaseIterable, Sendable {
    case request, response, chunks, webSocketServer, webSocketClient, webSocketDeflate, proxy
    case gzip, deflate, brotli, zstd
    case events, headers

    private static let bodyLimit = 64 << 10

    /// Checks one input: its first byte chooses the property, the second how the rest is cut.
    package static func check(_ input: [UInt8]) {
        guard input.count > 2, let property = ParserProperty(rawValue: input[0] % UInt8(allCases.count)) else { return }
        property.check(Array(input[2...]), pieces: 1 + Int(input[1] % 37))
    }

    /// Throws nothing and returns nothing: a broken property traps.
    package func check(_ bytes: [UInt8], pieces: Int) {
        switch self {
        case .request:
            var limits = HTTPLimits()
            limits.headBytes = 4096
            limits.bodyBytes = Self.bodyLimit
            let whole = ParserKit.request(bytes, limits: limits)
            precondition(whole == ParserKit.request(bytes, pieces: pieces, limits: limits))
            Self.expectSound(whole)
        case .response:
            for method in [HTTPMethod.get, .head] {
                let whole = ParserKit.response(bytes, to: method)
                precondition(whole == ParserKit.response(bytes, to: method, pieces: pieces))
            }
        case .chunks: precondition(Self.chunks(bytes, .max) == Self.chunks(bytes, pieces))
        case .webSocketServer, .webSocketClient, .webSocketDeflate:
            let whole = Self.frames(bytes, self, .max)
            precondition(whole == Self.frames(bytes, self, pieces))
        case .proxy: Self.proxy(bytes)
        case .gzip: Self.decode(.gzip, bytes, pieces)
        case .deflate: Self.decode(.deflate, bytes, pieces)
        case .brotli: Self.decode(.brotli, bytes, pieces)
        case .zstd: Self.decode(.zstd, bytes, pieces)
        case .events: Self.events(bytes, pieces)
        case .headers: Self.headers(bytes)
        }
    }

    /// What a handler sees has nothing that could be read otherwise when it is sent on.
    private static func expectSound(_ message: ParsedMessage) {
        for text in [message.line] + message.fields {
            precondition(text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
        }
    }

    private static func chunks(_ bytes: [UInt8], _ pieces: Int) -> (body: [UInt8], rest: Int, fault: Int?) {
        var decoder = BodyDecoder(.chunked, limit: bodyLimit)
        var body: [UInt8] = []
        var position = 0
        while position < bytes.count, !decoder.isComplete {
            let end = pieces == .max ? bytes.count : min(bytes.count, position + pieces)
            do {
                position += try bytes[position..<end].withUnsafeBytes { try decoder.consume($0, into: &body) }
            } catch {
                // How much was taken before a fault depends on the pieces; nobody sees it.
                return ([], 0, (error as? ParseFault)?.status.code)
            }
        }
        return (body, position, nil)
    }

    private struct Outcome: Equatable {
        var events: [WebSocketCodec.Event] = []
        var fault: WebSocketCloseCode?
    }

    private static func frames(_ bytes: [UInt8], _ property: ParserProperty, _ pieces: Int) -> Outcome {
        var codec = WebSocketCodec(
            role: property == .webSocketClient ? .client : .server, messageLimit: bodyLimit,
            isDeflated: property == .webSocketDeflate)
        var outcome = Outcome()
        var position = 0
        while position < bytes.count {
            let end = pieces == .max ? bytes.count : min(bytes.count, position + pieces)
            do {
                let (used, event) = try bytes[position..<end].withUnsafeBytes { try codec.consume($0) }
                if let event {
                    if case .message(.binary(let body)) = event { precondition(body.count <= bodyLimit) }
                    outcome.events.append(event)
                }
                precondition(used > 0 || event != nil)
                position += used
            } catch {
                outcome.fault = (error as? WebSocketFault)?.code
                return outcome
            }
        }
        return outcome
    }

    /// A header is found as soon as it is complete, and then whatever follows.
    private static func proxy(_ bytes: [UInt8]) {
        guard let whole = try? ProxyHeader.parse(bytes) else { return }
        precondition(whole.length <= bytes.count)
        guard let exact = try? ProxyHeader.parse(Array(bytes[..<whole.length])) else { preconditionFailure() }
        precondition(exact == whole)
        let shorter = try? ProxyHeader.parse(Array(bytes[..<(whole.length - 1)]))
        precondition((shorter ?? nil) == nil)
    }

    private static func decode(_ coding: ContentCoding, _ bytes: [UInt8], _ pieces: Int) {
        let results = [bytes.count, pieces].map { size in
            let decoder = ContentDecoder(coding, limit: bodyLimit)
            var output: [UInt8] = []
            var position = 0
            while position < bytes.count {
                let end = min(bytes.count, position + size)
                guard let part = try? decoder.decode(Array(bytes[position..<end])) else { return [UInt8]?.none }
                output += part
                position = end
            }
            precondition(output.count <= bodyLimit)
            return decoder.isComplete ? output : []
        }
        precondition(results[0] == results[1])
    }

    private static func events(_ bytes: [UInt8], _ pieces: Int) {
        var whole = ServerSentEventParser()
        var parts = ServerSentEventParser()
        let expected = whole.consume(bytes)
        var found: [ServerSentEvent] = []
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            found += parts.consume(bytes[start..<min(bytes.count, start + pieces)])
        }
        precondition(expected == found)
    }

    /// Fields that list, weigh and compare: conditions, ranges, forwarded addresses, dates.
    private static func headers(_ bytes: [UInt8]) {
        let value = String(decoding: bytes, as: UTF8.self)
        for name in ["If-Match", "If-None-Match", "If-Modified-Since", "If-Range", "Accept-Encoding", "Forwarded"] {
            let headers: HTTPHeaders = [name: value]
            let request = HTTPRequest(method: .get, target: "/", headers: headers)
            _ = Preconditions.weigh(request, against: Validators(entityTag: "\"a\"", modified: 1))
            _ = Preconditions.allowRange(headers, of: Validators(entityTag: value))
        }
        if let block = AddressBlock(value) { _ = block.contains("10.0.0.1") }
        if let decoded = PercentEncoding.decode(value) {
            precondition(PercentEncoding.decode(PercentEncoding.encode(decoded)) == decoded)
        }
    }
}
