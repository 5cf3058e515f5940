// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A service's status now and each time it changes. Slow readers get the newest, not all.
package struct ServiceChanges: AsyncSequence, Sendable {
    package typealias Element = ServiceStatus

    let directory: ServiceDirectory
    let watch: OwnedDescriptor

    package func makeAsyncIterator() -> Iterator { Iterator(directory: directory, watch: watch) }

    package struct Iterator: AsyncIteratorProtocol {
        let directory: ServiceDirectory
        let watch: OwnedDescriptor
        private var last: ServiceStatus?

        init(directory: ServiceDirectory, watch: OwnedDescriptor) {
            self.directory = directory
            self.watch = watch
        }

        /// nil after a status without supervision, and when cancelled.
        package mutating func next() async -> ServiceStatus? {
            if let last, !last.isSupervised { return nil }
            while !Task.isCancelled {
                // Emptied before looking: a change after the look wakes the next wait.
                drain(watch)
                let status = directory.status
                if status != last {
                    last = status
                    return status
                }
                await Gate.whenReadable(watch.number)
            }
            return nil
        }
    }
}
