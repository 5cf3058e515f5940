// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Bytes to messages and control frames, strictly and without I/O (RFC 6455 §5, RFC 7692 §6). Faults are final.
package struct WebSocketCodec {
    /// What the bytes turned out to be.
    package enum Event: Sendable, Equatable {
        case message(WebSocketMessage)
        case ping([UInt8])
        case pong([UInt8])
        case close(WebSocketClose)
    }

    private let role: WebSocketRole
    private let inflater: WebSocketInflater?
    private let messageLimit: Int

    private var header: [UInt8] = []
    private var frame: WebSocketFrameHeader?
    /// Bytes of the frame that have come.
    private var received = 0
    private var control: [UInt8] = []

    private var kind: WebSocketOpcode?
    private var isCompressed = false
    private var message: [UInt8] = []
    private var text = UTF8Stream()

    /// Reads what the other role sends. A message of more than `messageLimit` bytes, inflated, is a fault (1009).
    package init(role: WebSocketRole, messageLimit: Int, isDeflated: Bool = false) {
        self.role = role
        self.messageLimit = messageLimit
        inflater = isDeflated ? WebSocketInflater(limit: messageLimit) : nil
    }

    /// Takes bytes up to the end of a frame that completes something, and says how many it took and what that is.
    ///
    /// One event at a time, so that a small piece can't unfold into any number of large messages.
    package mutating func consume(
        _ input: UnsafeRawBufferPointer
    ) throws(WebSocketFault) -> (used: Int, event: Event?) {
        var position = 0
        while position < input.count || frame?.length == 0 {
            guard let frame else {
                header.append(input[position])
                position += 1
                if header.count == WebSocketFrameHeader.size(header) { try begin() }
                continue
            }
            let count = min(input.count - position, frame.length - received)
            try take(UnsafeRawBufferPointer(rebasing: input[position..<position + count]), of: frame)
            position += count
            guard received == frame.length else { break }
            self.frame = nil
            if let event = try end(frame) { return (position, event) }
        }
        return (position, nil)
    }

    private mutating func begin() throws(WebSocketFault) {
        let next = try WebSocketFrameHeader(header, role: role, allowsCompression: inflater != nil)
        header = []
        (frame, received) = (next, 0)
        guard !next.opcode.isControl else { return }
        if next.opcode == .continuation {
            guard kind != nil else { throw WebSocketFault(.protocolError, "there is no message to continue") }
        } else {
            guard kind == nil else { throw WebSocketFault(.protocolError, "a message begins inside another") }
            (kind, isCompressed, text) = (next.opcode, next.isCompressed, UTF8Stream())
        }
        guard next.length <= messageLimit - message.count else { throw WebSocketInflater.tooLarge(messageLimit) }
    }

    private mutating func take(
        _ input: UnsafeRawBufferPointer, of frame: WebSocketFrameHeader
    ) throws(WebSocketFault) {
        let phase = received
        received += input.count
        if frame.opcode.isControl {
            Self.append(input, frame.key, phase, to: &control)
        } else {
            let start = message.count
            Self.append(input, frame.key, phase, to: &message)
            if kind == .text, !isCompressed { try check(message[start...]) }
        }
    }

    private static func append(
        _ input: UnsafeRawBufferPointer, _ key: UInt32?, _ phase: Int, to output: inout [UInt8]
    ) {
        let start = output.count
        output.append(contentsOf: input)
        guard let key else { return }
        output.withUnsafeMutableBytes { bytes in
            WebSocketFrame.mask(UnsafeMutableRawBufferPointer(rebasing: bytes[start...]), key: key, phase: phase)
        }
    }

    private mutating func check(_ bytes: ArraySlice<UInt8>) throws(WebSocketFault) {
        guard text.accepts(bytes) else { throw WebSocketFault(.invalidPayload, "a text message is not UTF-8") }
    }

    private mutating func end(_ frame: WebSocketFrameHeader) throws(WebSocketFault) -> Event? {
        switch frame.opcode {
        case .ping: return .ping(takeControl())
        case .pong: return .pong(takeControl())
        case .close: return .close(try WebSocketClose(payload: takeControl()))
        case .continuation, .text, .binary:
            return frame.isFinal ? .message(try endMessage()) : nil
        }
    }

    private mutating func takeControl() -> [UInt8] {
        defer { control = [] }
        return control
    }

    private mutating func endMessage() throws(WebSocketFault) -> WebSocketMessage {
        var bytes = message
        let isText = kind == .text
        (kind, message) = (nil, [])
        if isCompressed, let inflater {
            bytes = try inflater.inflate(bytes)
            if isText { try check(bytes[...]) }
        }
        guard isText else { return .binary(bytes) }
        guard text.isComplete else { throw WebSocketFault(.invalidPayload, "a text message ends inside a character") }
        return .text(String(decoding: bytes, as: UTF8.self))
    }
}
