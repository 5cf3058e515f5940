// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Primitives

/// An open folder from which files are opened without ever leaving it.
final class SiteFolder: Sendable {
    private let descriptor: Int32

    /// Throws the system's reason when there is no such folder.
    init(_ path: String) throws {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure.system(errno, "can't open the site's folder \(path)") }
    }

    deinit { close(descriptor) }

    enum Entry {
        case file(SiteFile)
        case folder
        case nothing
    }

    /// What is at a relative path. Symbolic links are followed as long as they stay inside.
    func entry(_ path: String) -> Entry {
        let opened = dx_open_beneath(descriptor, path.isEmpty ? "." : path)
        guard opened >= 0 else { return .nothing }
        var status = stat()
        guard fstat(opened, &status) == 0 else {
            close(opened)
            return .nothing
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file(SiteFile(descriptor: opened, path: path, status: status))
        case S_IFDIR:
            close(opened)
            return .folder
        default:
            close(opened)
            return .nothing
        }
    }

    func file(_ path: String) -> SiteFile? { if case .file(let file) = entry(path) { file } else { nil } }
}

/// An open regular file of a site, with what its headers say.
final class SiteFile: Sendable {
    let descriptor: Int32
    let path: String
    let size: Int
    /// Seconds since the epoch.
    let modified: Int64
    /// Changes with the content: the change time too, which copying tools can't set back.
    let entityTag: String

    init(descriptor: Int32, path: String, status: stat) {
        self.descriptor = descriptor
        self.path = path
        size = Int(status.st_size)
        modified = Int64(status.st_mtim.tv_sec)
        let times = [status.st_mtim, status.st_ctim].map { time in
            String(UInt64(bitPattern: Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)), radix: 36)
        }
        entityTag = "\"\(times[0])-\(times[1])-\(String(size, radix: 36))\""
    }

    deinit { close(descriptor) }

    /// Each coding of the content is a thing of its own, which a strong tag must tell.
    func entityTag(_ coding: ContentCoding?) -> String {
        coding.map { "\(entityTag.dropLast())-\($0.rawValue)\"" } ?? entityTag
    }

    /// A part of the content; nil when the file has become shorter or can't be read.
    func read(_ range: Range<Int>) -> [UInt8]? {
        var position = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            while position < range.count, let base = buffer.baseAddress {
                let got = pread(descriptor, base + position, range.count - position, off_t(range.lowerBound + position))
                if got <= 0 { break }
                position += got
            }
            count = position
        }
        return position == range.count ? bytes : nil
    }
}
