// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A service's status now and each time it changes. Slow readers get the newest, not all.
package struct ServiceChanges: AsyncSequence, Sendable {
    package typealias Element = ServiceStatus

    let directory: ServiceDirectory
    let watch: DirectoryWatch

    package func makeAsyncIterator() -> Iterator { Iterator(directory: directory, watch: watch) }

    package struct Iterator: AsyncIteratorProtocol {
        let directory: ServiceDirectory
        private var watch: DirectoryWatch
        private var last: ServiceStatus?

        init(directory: ServiceDirectory, watch: DirectoryWatch) {
            self.directory = directory
            self.watch = watch
        }

        /// nil after a status without supervision, and when cancelled.
        package mutating func next() async -> ServiceStatus? {
            if let last, !last.isSupervised { return nil }
            while !Task.isCancelled {
                let status = directory.status
                if status != last {
                    last = status
                    return status
                }
                await watch.next()
            }
            return nil
        }
    }
}
