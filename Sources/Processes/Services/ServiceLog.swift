// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What a service wrote, across rotations, in pieces of at most 64 KiB.
package struct ServiceLog: AsyncSequence, Sendable {
    package typealias Element = [UInt8]

    let directory: ServiceDirectory
    /// nil for no following.
    let watch: DirectoryWatch?
    let tail: Int?

    package func makeAsyncIterator() -> Iterator { Iterator(log: self) }

    package struct Iterator: AsyncIteratorProtocol {
        private let log: ServiceLog
        private var watch: DirectoryWatch?
        private var files: LogFiles
        private var hasBegun = false

        init(log: ServiceLog) {
            self.log = log
            watch = log.watch
            files = LogFiles(path: log.directory.logPath)
        }

        package mutating func next() async -> [UInt8]? {
            if !hasBegun {
                files.begin(tail: log.tail)
                hasBegun = true
            }
            while !Task.isCancelled {
                // Asked before reading: a shim writes what is left before it lets go of its lock.
                let isSupervised = log.directory.isLocked
                if let bytes = files.read() { return bytes }
                guard watch != nil, isSupervised else { return nil }
                await watch?.next()
            }
            return nil
        }
    }
}
