// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CZstd
import Glibc
import Primitives

/// Reads an archive from its beginning to its end. Its calls block.
///
/// Whatever is wrong with the file is `archive_damaged`, with the entry at which it showed.
package final class ArchiveReader {
    private let path: String
    private let file: FileDescriptor
    private let decompressor: OpaquePointer
    private var compressed = [UInt8](repeating: 0, count: ZSTD_DStreamInSize())
    private var input = (start: 0, end: 0)
    private var plain: [UInt8] = []
    private var plainStart = 0
    /// Content and padding of the current entry that have not been read.
    private var left: Int64 = 0
    private var padding = 0
    private var place = "its beginning"
    private var isFrameOver = false

    package init(path: String) throws {
        self.path = path
        guard let decompressor = ZSTD_createDCtx() else { throw Failure(.outOfMemory, "no memory to decompress") }
        do {
            file = try FileDescriptor(path: path, flags: O_RDONLY)
        } catch {
            ZSTD_freeDCtx(decompressor)
            throw error
        }
        self.decompressor = decompressor
    }

    deinit { ZSTD_freeDCtx(decompressor) }

    /// The next entry, whatever was left of the one before; nil at the archive's own end.
    package func next() throws -> ArchiveEntry? {
        while try read() != nil {}
        var (name, target): (String?, String?) = (nil, nil)
        while true {
            let block = try take(TarHeader.blockSize)
            switch try header(block, name, target) {
            case .end:
                try finish()
                return nil
            case .longName(let size): name = try long(size)
            case .longTarget(let size): target = try long(size)
            case .entry(let entry):
                left = entry.size
                padding = TarHeader.padding(after: entry.size)
                place = entry.path
                return entry
            }
        }
    }

    /// The next piece of the current entry's content; nil at its end.
    package func read() throws -> [UInt8]? {
        guard left > 0 else {
            _ = try take(padding)
            padding = 0
            return nil
        }
        if plainStart == plain.count { try fill() }
        let count = min(plain.count - plainStart, Int(min(left, 1 << 20)))
        defer { plainStart += count }
        left -= Int64(count)
        return Array(plain[plainStart..<(plainStart + count)])
    }

    /// The rest of a small content; throws `archive_damaged` when it is longer than the limit.
    package func readAll(limit: Int) throws -> [UInt8] {
        guard left <= Int64(limit) else { throw damaged("it is larger than it can be") }
        var bytes: [UInt8] = []
        while let piece = try read() { bytes += piece }
        return bytes
    }

    private func long(_ size: Int) throws -> String {
        let bytes = try take(size)
        _ = try take(TarHeader.padding(after: Int64(size)))
        return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    private func take(_ count: Int) throws -> [UInt8] {
        while plain.count - plainStart < count { try fill() }
        defer { plainStart += count }
        return Array(plain[plainStart..<(plainStart + count)])
    }

    /// Reads what follows the last entry: the archive is whole only with the last frame's checksum, and nothing after it.
    private func finish() throws {
        place = "its end"
        _ = try take(TarHeader.blockSize)
        while !isFrameOver || input.start < input.end { try step() }
        var byte: UInt8 = 0
        guard plainStart == plain.count, try withUnsafeMutableBytes(of: &byte, { try file.read(into: $0) }) == 0 else {
            throw damaged("something follows its end")
        }
    }

    /// Makes more plain bytes; throws at the file's end, which never comes where bytes are still wanted.
    private func fill() throws {
        plain.removeFirst(plainStart)
        plainStart = 0
        let before = plain.count
        while plain.count == before { try step() }
    }

    private func step() throws {
        if input.start == input.end {
            let count = try compressed.withUnsafeMutableBytes { try file.read(into: $0) }
            guard count > 0 else { throw damaged("it is cut off") }
            input = (0, count)
        }
        var output = [UInt8](repeating: 0, count: ZSTD_DStreamOutSize())
        let (result, consumed, produced) = compressed.withUnsafeBytes { source in
            output.withUnsafeMutableBytes { destination in
                var from = ZSTD_inBuffer(src: source.baseAddress, size: input.end, pos: input.start)
                var to = ZSTD_outBuffer(dst: destination.baseAddress, size: destination.count, pos: 0)
                let result = ZSTD_decompressStream(decompressor, &to, &from)
                return (result, from.pos, to.pos)
            }
        }
        guard ZSTD_isError(result) == 0 else { throw damaged(String(cString: ZSTD_getErrorName(result))) }
        input.start = consumed
        plain += output[..<produced]
        isFrameOver = result == 0
    }

    /// What a header says; one that is none is told with where it was met.
    private func header(_ block: [UInt8], _ name: String?, _ target: String?) throws(Failure) -> TarHeader.Content {
        do {
            return try TarHeader.parse(block, name: name, target: target)
        } catch  where error.code == .archiveDamaged {
            throw damaged(error.message)
        }
    }

    private func damaged(_ reason: String) -> Failure {
        Failure(
            .archiveDamaged, "\(path) is damaged at \(place): \(reason)", hint: "use another backup",
            metadata: [.init("file", path), .init("entry", place)])
    }
}
