// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Testing

@Suite struct WebSocketCodecTests {
    private static let text: UInt8 = 0x81
    private static let binary: UInt8 = 0x82

    struct Refusal: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        let code: UInt16
        var testDescription: String { name }

        init(_ name: String, _ bytes: [UInt8], _ code: UInt16 = 1002) {
            (self.name, self.bytes, self.code) = (name, bytes, code)
        }
    }

    static let refused: [Refusal] = [
        Refusal("RSV1 without compression", Frames.client(0xC1, [65])),
        Refusal("RSV2", Frames.client(0xA1, [65])),
        Refusal("RSV3", Frames.client(0x91, [65])),
        Refusal("reserved data opcode", Frames.client(0x83, [])),
        Refusal("reserved control opcode", Frames.client(0x8B, [])),
        Refusal("unmasked from a client", Frames.server(text, [65])),
        Refusal("16 bits of length for 125", [text, 0xFE, 0, 125, 1, 2, 3, 4]),
        Refusal("64 bits of length for 65535", [text, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 1, 2, 3, 4]),
        Refusal("a length of 64 bits", [text, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]),
        Refusal("a control frame in parts", Frames.client(0x09, [])),
        Refusal("a control frame of 126 bytes", Frames.client(0x89, [UInt8](repeating: 0, count: 126))),
        Refusal("nothing to continue", Frames.client(0x80, [65])),
        Refusal("a message inside another", Frames.client(0x01, [65]) + Frames.client(text, [65])),
        Refusal("half a close code", Frames.client(0x88, [3])),
        Refusal("close 1005", Frames.client(0x88, [0x03, 0xED])),
        Refusal("close 1006", Frames.client(0x88, [0x03, 0xEE])),
        Refusal("close 1004", Frames.client(0x88, [0x03, 0xEC])),
        Refusal("close 1015", Frames.client(0x88, [0x03, 0xF7])),
        Refusal("close 999", Frames.client(0x88, [0x03, 0xE7])),
        Refusal("close 2999", Frames.client(0x88, [0x0B, 0xB7])),
        Refusal("close 5000", Frames.client(0x88, [0x13, 0x88])),
        Refusal("a reason that is not UTF-8", Frames.client(0x88, [0x03, 0xE8, 0xFF]), 1007),
        Refusal("text that is not UTF-8", Frames.client(text, [0xC0, 0xAF]), 1007),
        Refusal("a surrogate", Frames.client(text, [0xED, 0xA0, 0x80]), 1007),
        Refusal("beyond Unicode", Frames.client(text, [0xF4, 0x90, 0x80, 0x80]), 1007),
        Refusal("an overlong form", Frames.client(text, [0xE0, 0x80, 0x80]), 1007),
        Refusal("half a character", Frames.client(text, [0xE2, 0x82]), 1007),
        Refusal("a character broken by a fragment", Frames.client(0x01, [0xE2]) + Frames.client(0x80, [0x41]), 1007),
        Refusal("a fragment that can't become text", Frames.client(0x01, [0xFF]), 1007),
        Refusal("too large", Frames.client(binary, [UInt8](repeating: 0, count: 1001)), 1009),
        Refusal(
            "too large in parts",
            Frames.client(0x02, [UInt8](repeating: 0, count: 600))
                + Frames.client(0x80, [UInt8](repeating: 0, count: 401)), 1009),
        Refusal("too large by its header alone", [binary, 0xFE, 0x03, 0xE9, 1, 2, 3, 4], 1009),
    ]

    @Test(arguments: refused) func refuses(_ refusal: Refusal) {
        for pieces in [.max, 1, 3] {
            #expect(Frames.read(refusal.bytes, limit: 1000, pieces: pieces).fault?.rawValue == refusal.code)
        }
    }

    @Test func aServersFramesAreNotMasked() {
        #expect(Frames.read(Frames.client(0x81, [65]), role: .client).fault == .protocolError)
        #expect(Frames.read(Frames.server(0x81, [65]), role: .client).events == [.message(.text("A"))])
    }

    @Test func readsMessagesAndWhatComesBetweenTheirParts() {
        let long = (0..<70_000).map { UInt8(truncatingIfNeeded: $0) }
        let bytes =
            Frames.client(0x01, Array("Gr\u{FC}".utf8).dropLast()) + Frames.client(0x89, [7])
            + Frames.client(0x00, []) + Frames.client(0x80, [Array("\u{FC}".utf8)[1]] + Array("\u{DF}e".utf8))
            + Frames.client(0x8A, []) + Frames.client(0x82, long) + Frames.client(0x82, Array(long.prefix(300)))
            + Frames.client(0x81, []) + Frames.client(0x88, [0x03, 0xE8] + Array("bye".utf8))
        let expected: [WebSocketCodec.Event] = [
            .ping([7]), .message(.text("Gr\u{FC}\u{DF}e")), .pong([]), .message(.binary(long)),
            .message(.binary(Array(long.prefix(300)))), .message(.text("")),
            .close(WebSocketClose(.normal, "bye")),
        ]
        for pieces in [.max, 1, 2, 7, 1000] {
            let outcome = Frames.read(bytes, pieces: pieces)
            #expect(outcome.events == expected && outcome.fault == nil)
        }
    }

    /// The examples of RFC 7692 §7.2.3.
    @Test func inflatesWhatTheStandardShows() {
        let plain: [UInt8] = [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]
        let stored: [UInt8] = [0x00, 0x05, 0x00, 0xFA, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x00]
        let final: [UInt8] = [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00]
        let twoBlocks: [UInt8] = [0xF2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xCA, 0xC9, 0xC9, 0x07, 0x00]
        for payload in [plain, stored, final, twoBlocks] {
            let whole = Frames.read(Frames.client(0xC1, payload), isDeflated: true)
            #expect(whole.events == [.message(.text("Hello"))])
            let parts = Frames.client(0x41, Array(payload.prefix(3))) + Frames.client(0x80, Array(payload.dropFirst(3)))
            #expect(Frames.read(parts, isDeflated: true, pieces: 1).events == [.message(.text("Hello"))])
        }
        let uncompressed = Frames.read(Frames.client(0x81, [65]), isDeflated: true)
        #expect(uncompressed.events == [.message(.text("A"))])
    }

    @Test func refusesBadDeflate() {
        #expect(Frames.read(Frames.client(0xC1, [0xFF, 0xFF]), isDeflated: true).fault == .invalidPayload)
        let inLaterFrame = Frames.client(0x41, [0xF2]) + Frames.client(0xC0, [0x48])
        #expect(Frames.read(inLaterFrame, isDeflated: true).fault == .protocolError)
        #expect(Frames.read(Frames.client(0xC9, []), isDeflated: true).fault == .protocolError)
    }
}
