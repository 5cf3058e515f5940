// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Synchronization

/// Small files of a site as they were a moment ago, so that a page in demand costs no system call for each reader.
final class SiteCache: Sendable {
    /// A file that is sent as it is, with all that its head says.
    struct Page: Sendable {
        let body: [UInt8]
        let headers: HTTPHeaders
    }

    private struct Entry {
        let page: Page
        let until: Duration
    }

    /// How long a file that was replaced may still be served.
    private static let validity: Duration = .seconds(1)
    private static let capacity = 256

    private let time: TimeSource
    private let entries = Mutex<[Substring: Entry]>([:])

    init(time: TimeSource) { self.time = time }

    func page(at path: Substring) -> Page? {
        entries.withLock { entries in
            guard let entry = entries[path] else { return nil }
            guard time.uptime() < entry.until else {
                entries[path] = nil
                return nil
            }
            return entry.page
        }
    }

    func keep(_ page: Page, at path: Substring) {
        let entry = Entry(page: page, until: time.uptime() + Self.validity)
        entries.withLock { entries in
            // What is in demand comes back at once.
            if entries.count >= Self.capacity { entries.removeAll(keepingCapacity: true) }
            // A string of its own: the slice would keep the whole target.
            entries[Substring(String(path))] = entry
        }
    }
}
