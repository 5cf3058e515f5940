// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Primitives
import Processes
import TestKit
import Testing

@Suite struct OutputDemultiplexerTests {
    private static func frame(_ stream: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        let length = UInt32(bytes.count)
        return [stream, 0, 0, 0] + (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) } + bytes
    }

    @Test func joinsFramesCutAnywhere() throws {
        let random = RandomSource.seeded(3)
        for _ in 0..<200 {
            var wire: [UInt8] = []
            var expected: [OutputChunk.Stream: [UInt8]] = [:]
            var frames = 0
            for _ in 0..<Int(random.next() % 12) {
                let stream = UInt8(1 + random.next() % 2)
                let size = random.next() % 50 == 0 ? 150_000 : Int(random.next() % 300)
                let bytes = (0..<size).map { _ in UInt8(truncatingIfNeeded: random.next()) }
                wire += Self.frame(stream, bytes)
                expected[stream == 2 ? .stderr : .stdout, default: []] += bytes
                frames += 1
            }
            var demultiplexer = OutputDemultiplexer()
            var found: [OutputChunk.Stream: [UInt8]] = [:]
            var ends = 0
            var rest = wire[...]
            while !rest.isEmpty {
                let cut = rest.prefix(1 + Int(random.next() % 20_000))
                rest = rest.dropFirst(cut.count)
                for piece in try demultiplexer.consume(Array(cut)) {
                    #expect(piece.bytes.count <= 65_536)
                    if !piece.bytes.isEmpty { found[piece.stream, default: []] += piece.bytes }
                    ends += piece.endsFrame ? 1 : 0
                }
            }
            #expect(demultiplexer.isBetweenFrames)
            #expect(found == expected.filter { !$0.value.isEmpty })
            #expect(ends == frames)
        }
    }

    @Test(arguments: [[4, 0, 0, 0, 0, 0, 0, 1], [1, 0, 1, 0, 0, 0, 0, 1], Array("HTTP/1.1".utf8)] as [[UInt8]])
    func refusesWhatIsNoFrame(header: [UInt8]) async {
        await expectFailure(.engineFailed) {
            var demultiplexer = OutputDemultiplexer()
            _ = try demultiplexer.consume(header)
        }
    }

    @Test func noiseNeverHangsOrCrashes() {
        let random = RandomSource.seeded(11)
        for _ in 0..<2000 {
            var demultiplexer = OutputDemultiplexer()
            let bytes = (0..<Int(random.next() % 200)).map { _ in UInt8(truncatingIfNeeded: random.next() % 4) }
            let pieces = (try? demultiplexer.consume(bytes)) ?? []
            #expect(pieces.reduce(0) { $0 + $1.bytes.count } <= bytes.count)
        }
    }
}
