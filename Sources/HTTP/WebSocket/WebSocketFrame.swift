// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Frames as they are sent: one for each message (RFC 6455 §5.2).
enum WebSocketFrame {
    /// The most that a control frame carries.
    static let controlBytes = 125
    /// RSV1: the message is deflated (RFC 7692 §6).
    static let compressedBit: UInt8 = 0x40

    /// A whole frame; a client's has a key, with which the payload is masked.
    static func encode(
        _ opcode: WebSocketOpcode, _ payload: [UInt8], isCompressed: Bool = false, key: UInt32? = nil
    ) -> [UInt8] {
        var frame: [UInt8] = []
        frame.reserveCapacity(payload.count + 14)
        frame.append(0x80 | (isCompressed ? compressedBit : 0) | opcode.rawValue)
        let masked: UInt8 = key == nil ? 0 : 0x80
        switch payload.count {
        case 0..<126: frame.append(masked | UInt8(payload.count))
        case 126...0xFFFF: frame.append(contentsOf: [masked | 126] + bigEndian(payload.count, bytes: 2))
        default: frame.append(contentsOf: [masked | 127] + bigEndian(payload.count, bytes: 8))
        }
        guard let key else { return frame + payload }
        withUnsafeBytes(of: key.bigEndian) { frame.append(contentsOf: $0) }
        let start = frame.count
        frame.append(contentsOf: payload)
        frame.withUnsafeMutableBytes { mask(UnsafeMutableRawBufferPointer(rebasing: $0[start...]), key: key, phase: 0) }
        return frame
    }

    /// Masks, or takes the mask off: the same operation. `phase` is how many bytes of the frame came before.
    static func mask(_ bytes: UnsafeMutableRawBufferPointer, key: UInt32, phase: Int) {
        // The key's bytes in the order in which they apply, from the first byte here.
        let turned = key << UInt32(phase % 4 * 8) | (phase % 4 == 0 ? 0 : key >> UInt32(32 - phase % 4 * 8))
        let word = UInt64(turned) << 32 | UInt64(turned)
        let pattern = word.bigEndian
        var position = 0
        while position + 8 <= bytes.count {
            let masked = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self) ^ pattern
            bytes.storeBytes(of: masked, toByteOffset: position, as: UInt64.self)
            position += 8
        }
        while position < bytes.count {
            bytes[position] ^= UInt8(truncatingIfNeeded: turned >> UInt32(24 - position % 4 * 8))
            position += 1
        }
    }

    private static func bigEndian(_ number: Int, bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(truncatingIfNeeded: number >> ((bytes - 1 - $0) * 8)) }
    }
}

/// What the first bytes of a frame say, once all of them are there and found to be sound.
struct WebSocketFrameHeader {
    let opcode: WebSocketOpcode
    let isFinal: Bool
    let isCompressed: Bool
    let length: Int
    let key: UInt32?

    /// How many bytes the header has, as far as its first two tell; nil when even they are missing.
    static func size(_ bytes: some Collection<UInt8>) -> Int? {
        guard let second = bytes.dropFirst().first else { return nil }
        let extended = second & 0x7F == 126 ? 2 : second & 0x7F == 127 ? 8 : 0
        return 2 + extended + (second & 0x80 == 0 ? 0 : 4)
    }

    /// Reads a whole header as the given role receives it.
    init(_ bytes: [UInt8], role: WebSocketRole, allowsCompression: Bool) throws(WebSocketFault) {
        guard let opcode = WebSocketOpcode(rawValue: bytes[0] & 0x0F) else {
            throw WebSocketFault(.protocolError, "a frame has an unknown opcode")
        }
        let isMasked = bytes[1] & 0x80 != 0
        guard isMasked == (role == .server) else {
            throw WebSocketFault(
                .protocolError, isMasked ? "a server's frame is masked" : "a client's frame is not masked")
        }
        isFinal = bytes[0] & 0x80 != 0
        isCompressed = bytes[0] & WebSocketFrame.compressedBit != 0
        // Only the first frame of a message says that it is compressed (RFC 7692 §6.1).
        let mayBeCompressed = allowsCompression && (opcode == .text || opcode == .binary)
        guard bytes[0] & 0x30 == 0, !isCompressed || mayBeCompressed else {
            throw WebSocketFault(.protocolError, "a frame uses reserved bits")
        }
        self.opcode = opcode
        let short = bytes[1] & 0x7F
        let extended = bytes[2..<(bytes.count - (isMasked ? 4 : 0))]
        let long = extended.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let isMinimal = short < 126 || (short == 126 ? long > 125 : long > 0xFFFF)
        guard isMinimal, let length = Int(exactly: short < 126 ? UInt64(short) : long) else {
            throw WebSocketFault(.protocolError, "a frame's length is not in its shortest form")
        }
        guard !opcode.isControl || (isFinal && length <= WebSocketFrame.controlBytes) else {
            throw WebSocketFault(.protocolError, "a control frame is in parts or too long")
        }
        self.length = length
        key = isMasked ? bytes.suffix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) } : nil
    }
}
