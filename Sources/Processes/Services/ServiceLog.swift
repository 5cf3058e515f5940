// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// What a service wrote, line by line, across rotations.
package struct ServiceLog: AsyncSequence, Sendable {
    package typealias Element = ServiceLogEntry

    /// Where reading begins.
    package enum Start: Sendable, Hashable {
        /// The last lines; all that is kept when nil.
        case tail(Int?)
        /// A line's ``ServiceLogLine/end``.
        case position(Int64)
    }

    let directory: ServiceDirectory
    /// nil for no following.
    let watch: DirectoryWatch?
    let start: Start

    package func makeAsyncIterator() -> Iterator { Iterator(log: self) }

    package struct Iterator: AsyncIteratorProtocol {
        private let log: ServiceLog
        private var watch: DirectoryWatch?
        private var files: LogFiles
        private var parser = ServiceLogParser()
        private var pending: ArraySlice<ServiceLogEntry> = []
        private var hasBegun = false
        private var isCurrent = false

        init(log: ServiceLog) {
            self.log = log
            watch = log.watch
            files = LogFiles(path: log.directory.logPath)
        }

        /// Throws `log_position_unknown` for a position that the log never had.
        package mutating func next() async throws -> ServiceLogEntry? {
            if !hasBegun {
                hasBegun = true
                try begin()
            }
            while !Task.isCancelled {
                if let entry = pending.popFirst() { return entry }
                // Asked before reading: a shim writes what is left before it lets go of its lock.
                let isSupervised = log.directory.isLocked
                if let piece = files.read() {
                    if piece.skipped > 0 { pending.append(.skipped(bytes: piece.skipped)) }
                    pending += parser.consume(piece).map(ServiceLogEntry.line)
                    continue
                }
                if !isCurrent {
                    isCurrent = true
                    return .current
                }
                guard watch != nil, isSupervised else { return parser.finish().map(ServiceLogEntry.line) }
                await watch?.next()
            }
            return nil
        }

        private mutating func begin() throws {
            switch log.start {
            case .tail(let lines): files.begin(tail: lines)
            case .position(let position):
                guard files.begin(at: position) else { throw log.directory.unknownPosition(position) }
            }
        }
    }
}

// Not in the sequence itself, where Failure is the type of what its iterator throws.
extension ServiceDirectory {
    fileprivate func unknownPosition(_ position: Int64) -> Failure {
        Failure(
            .logPositionUnknown, "the log in \(path) has no position \(position)", hint: "read it from its beginning")
    }
}
