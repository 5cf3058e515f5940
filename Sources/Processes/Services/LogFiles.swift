// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A place in `log.N` … `log.1`, `log`: reads forward, and goes on in the next file when its own is renamed or deleted
/// meanwhile.
struct LogFiles: Sendable {
    /// Bytes from one file.
    struct Piece: Sendable {
        var bytes: [UInt8]
        /// Of the first byte, in the whole log; nil in a file of an earlier version.
        var position: Int64?
        /// Bytes of the log before this piece that were deleted before they were read.
        var skipped: Int64
    }

    private let path: String
    private var file: LogFile?
    private var skipped: Int64 = 0

    init(path: String) { self.path = path }

    /// Goes to the beginning of the last `tail` lines, or of everything that is kept.
    mutating func begin(tail: Int?) {
        var wanted = tail ?? .max
        var found = 0
        for candidate in all() {
            // A line that goes on in the newer file was counted there.
            if found > 0, wanted < .max, candidate.endsWithinLine { wanted += 1 }
            guard wanted > 0 || file == nil else { return }
            file = candidate
            found = candidate.seek(lines: wanted)
            guard candidate.isAtBeginning else { return }
            if wanted < .max { wanted -= found }
        }
    }

    /// Goes to a position, or to the oldest that is kept when it is older; false when the log never got there.
    mutating func begin(at position: Int64) -> Bool {
        let files = all().filter { $0.start != nil }
        guard let newest = files.first, let end = newest.end, position <= end else {
            return files.isEmpty && position == 0
        }
        for candidate in files {
            guard let start = candidate.start, start <= position else { continue }
            file = candidate
            candidate.seek(to: position)
            return true
        }
        guard let oldest = files.last, let start = oldest.start else { return false }
        skipped = start - position
        file = oldest
        oldest.seek(to: start)
        return true
    }

    /// The next bytes; nil when there are none now.
    mutating func read() -> Piece? {
        if file == nil {
            file = all().last
            file?.seek(lines: .max)
        }
        while let current = file {
            if let piece = take(from: current) { return piece }
            guard let newer = successor(of: current) else { return nil }
            // It may have grown between the last look and the moment it was put away.
            if let piece = take(from: current) { return piece }
            if let end = current.end, let start = newer.start, start > end { skipped += start - end }
            newer.seek(lines: .max)
            file = newer
        }
        return nil
    }

    private mutating func take(from file: LogFile) -> Piece? {
        guard let (bytes, position) = file.read() else { return nil }
        defer { skipped = 0 }
        return Piece(bytes: bytes, position: position, skipped: skipped)
    }

    /// The file that was begun when this one was full; nil while it is the newest.
    private func successor(of current: LogFile) -> LogFile? {
        let files = all()
        if let end = current.end {
            // By position, as names may move between two looks at the folder.
            return files.last { ($0.start ?? -1) >= end && $0.inode != current.inode }
        }
        guard let index = files.firstIndex(where: { $0.inode == current.inode }) else { return files.last }
        return index == 0 ? nil : files[index - 1]
    }

    /// Every file, the newest first.
    ///
    /// While files are being renamed one of the names is missing. A file only ever goes up, so none is overlooked by
    /// looking upwards; one that is met twice counts once.
    private func all() -> [LogFile] {
        var files: [LogFile] = []
        var misses = 0
        var index = 0
        while index <= 100, misses < 2 {
            if let file = LogFile(path: index == 0 ? path : "\(path).\(index)") {
                misses = 0
                if !files.contains(where: { $0.inode == file.inode }) { files.append(file) }
            } else {
                misses += 1
            }
            index += 1
        }
        return files
    }
}
