// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// Log records in a file that is rotated by size and age; old files are `name.1` (newest) to `name.N`.
package final class RotatingFileSink: LogSink {
    /// When the file is rotated and how many old ones are kept.
    package struct Rotation: Sendable {
        /// Largest size of a file in bytes before the next one is begun.
        package var maximumBytes: Int
        /// Longest time one file is written to.
        package var maximumAge: Duration
        /// How many rotated files are kept, 1 or more.
        package var keptFiles: Int
        /// For how long a rotated file is kept after its last record; nil looks at no age.
        package var keptFor: Duration?

        package init(
            maximumBytes: Int = 10 << 20, maximumAge: Duration = .seconds(7 * 86_400), keptFiles: Int = 5,
            keptFor: Duration? = nil
        ) {
            self.maximumBytes = maximumBytes
            self.maximumAge = maximumAge
            self.keptFiles = max(1, keptFiles)
            self.keptFor = keptFor
        }
    }

    private struct File {
        var descriptor: Int32
        var bytes: Int
        var opened: Timestamp
        var rotation: Rotation
    }

    private let path: String
    private let format: LogFormat
    private let file: Mutex<File>

    /// Opens or creates the file with mode 0600; throws the system's reason when it can't.
    package init(path: String, format: LogFormat, rotation: Rotation = Rotation(), now: Timestamp) throws {
        self.path = path
        self.format = format
        file = Mutex(try Self.open(path, rotation, now: now))
    }

    /// Goes by another rotation from now on. Files that are too many or too old by it go at once. When somebody has moved
    /// or removed the file that is written to, as logrotate(8) does, another one is begun.
    package func rotate(by rotation: Rotation, now: Timestamp) {
        // Under the lock, or a file that becomes full meanwhile is renamed under the removal's hands.
        file.withLock { file in
            file.rotation = rotation
            if !isInPlace(file) { reopen(&file, now: now) }
            removeSurplus(rotation, now: now)
        }
    }

    /// Whether the name still stands for the file that is written to.
    private func isInPlace(_ file: File) -> Bool {
        var (named, written) = (stat(), stat())
        return stat(path, &named) == 0 && fstat(file.descriptor, &written) == 0 && named.st_ino == written.st_ino
            && named.st_dev == written.st_dev
    }

    deinit { file.withLock { _ = close($0.descriptor) } }

    package func write(_ record: LogRecord) {
        let line = Array((format.line(record) + "\n").utf8)
        file.withLock { file in
            let old = record.time - file.opened > file.rotation.maximumAge
            if file.bytes > 0, old || file.bytes + line.count > file.rotation.maximumBytes {
                rotate(&file, now: record.time)
            }
            let written = line.withUnsafeBytes { Glibc.write(file.descriptor, $0.baseAddress, $0.count) }
            file.bytes += max(0, written)
        }
    }

    private func rotate(_ file: inout File, now: Timestamp) {
        for index in stride(from: file.rotation.keptFiles - 1, to: 0, by: -1) {
            rename("\(path).\(index)", "\(path).\(index + 1)")
        }
        rename(path, "\(path).1")
        reopen(&file, now: now)
        removeSurplus(file.rotation, now: now)
    }

    /// Keeps writing to the current file when the next can't be opened: a log must not be lost to its own rotation.
    private func reopen(_ file: inout File, now: Timestamp) {
        guard let next = try? Self.open(path, file.rotation, now: now) else { return }
        close(file.descriptor)
        file = next
    }

    /// What an earlier rotation kept beyond this one goes too; the numbers have no gap.
    private func removeSurplus(_ rotation: Rotation, now: Timestamp) {
        var index = 1
        var status = stat()
        while lstat("\(path).\(index)", &status) == 0 {
            let ended = Timestamp(millisecondsSinceEpoch: Int64(status.st_mtim.tv_sec) * 1000)
            let isOld = rotation.keptFor.map { now - ended > $0 } ?? false
            if index > rotation.keptFiles || isOld { unlink("\(path).\(index)") }
            index += 1
        }
    }

    private static func open(_ path: String, _ rotation: Rotation, now: Timestamp) throws -> File {
        let descriptor = Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure.system(errno, "can't open the log file \(path)") }
        var status = stat()
        fstat(descriptor, &status)
        return File(descriptor: descriptor, bytes: Int(status.st_size), opened: now, rotation: rotation)
    }
}
