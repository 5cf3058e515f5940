// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// A build context as the bytes of a tar archive, read while it is sent: at most one piece is in memory.
actor ContextArchive {
    static let pieceSize = 256 << 10

    private let folder: String
    private var files: ArraySlice<ContextFiles.File>
    private var extra: [(entry: TarEntry, content: [UInt8])]
    private var open: (file: ContextFiles.File, descriptor: OpenFile, left: Int)?
    private var isEnded = false

    /// - extra: files from memory, sent first.
    init(folder: String, files: [ContextFiles.File], extra: [(entry: TarEntry, content: [UInt8])] = []) {
        self.folder = folder
        self.files = files[...]
        self.extra = extra
    }

    /// The next bytes, nil after the end. Throws `build_context_invalid` when a file is no longer what it was.
    func next() throws -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count < Self.pieceSize, !isEnded {
            if let (file, descriptor, left) = open {
                let piece = try descriptor.read(min(left, Self.pieceSize))
                guard !piece.isEmpty else { throw changed(file.path) }
                bytes += piece
                open = (file, descriptor, left - piece.count)
                if left == piece.count { try finish(file, descriptor, &bytes) }
            } else if !extra.isEmpty {
                let (entry, content) = extra.removeFirst()
                bytes += TarWriter.header(of: entry) + content + TarWriter.padding(after: content.count)
            } else if let file = files.popFirst() {
                bytes += TarWriter.header(of: file.entry)
                if case .file(let size) = file.entry.kind, size > 0 {
                    open = (file, try OpenFile(folder + "/" + file.path, shown: file.path), size)
                }
            } else {
                bytes += TarWriter.end
                isEnded = true
            }
        }
        return bytes.isEmpty ? nil : bytes
    }

    private func finish(_ file: ContextFiles.File, _ descriptor: OpenFile, _ bytes: inout [UInt8]) throws {
        guard try descriptor.read(1).isEmpty else { throw changed(file.path) }
        bytes += TarWriter.padding(after: file.entry.contentSize)
        open = nil
    }

    private func changed(_ path: String) -> Failure {
        Failure(.buildContextInvalid, "\(path) changed while it was sent", hint: "try again when nothing writes to it")
    }
}

/// A file that is closed when nobody reads it any more.
private final class OpenFile {
    private let descriptor: Int32
    private let shown: String

    init(_ path: String, shown: String) throws {
        descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        self.shown = shown
        guard descriptor >= 0 else {
            throw Failure(
                .buildContextInvalid, "\(shown) can't be read: \(String(cString: strerror(errno)))",
                hint: "correct its permissions, or leave it out with .dockerignore")
        }
    }

    deinit { close(descriptor) }

    func read(_ most: Int) throws -> [UInt8] {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, filled in
            repeat { count = Glibc.read(descriptor, buffer.baseAddress, most) } while count < 0 && errno == EINTR
            filled = max(0, count)
        }
        guard count >= 0 else {
            throw Failure(.buildContextInvalid, "\(shown) can't be read: \(String(cString: strerror(errno)))")
        }
        return bytes
    }
}
