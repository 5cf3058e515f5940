// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Compresses a site's files once, away from the event loops, and keeps the results up to a bound.
final class SiteCompressor: Sendable {
    private struct Key: Hashable {
        let path: String
        let entityTag: String
        let coding: ContentCoding
    }

    private struct Shelf {
        /// nil: compressing it gains nothing.
        var bodies: [Key: [UInt8]?] = [:]
        var running: [Key: Task<[UInt8]?, Never>] = [:]
        /// Oldest first.
        var order: [Key] = []
        var bytes = 0
    }

    /// What is smaller is one packet either way; what is larger should lie compressed beside the file.
    static let sizes = 1024...(4 << 20)
    private static let keys = 4096

    private let capacity: Int
    private let shelf = Mutex(Shelf())

    /// - capacity: bytes of compressed bodies together.
    init(capacity: Int = 32 << 20) { self.capacity = capacity }

    /// The compressed content; nil when the file is better sent as it is. Requests at the same time share the work.
    func body(of file: SiteFile, in coding: ContentCoding) async -> [UInt8]? {
        guard Self.sizes.contains(file.size) else { return nil }
        let key = Key(path: file.path, entityTag: file.entityTag, coding: coding)
        let (known, running) = shelf.withLock { shelf in
            if let known = shelf.bodies[key] { return (known, Task<[UInt8]?, Never>?.none) }
            if let running = shelf.running[key] { return (nil, running) }
            // Owned by the shelf until it is done; a request that goes away leaves the result to the next.
            let task = Task(executorPreference: globalConcurrentExecutor) { [self] in
                let body = Self.compress(file, coding)
                keep(body, key)
                return body
            }
            shelf.running[key] = task
            return (nil, task)
        }
        return await running?.value ?? known
    }

    private static func compress(_ file: SiteFile, _ coding: ContentCoding) -> [UInt8]? {
        guard let content = file.read(0..<file.size) else { return nil }
        let body = ContentEncoder(coding, .thorough).finish(content)
        return body.count < content.count * 9 / 10 ? body : nil
    }

    private func keep(_ body: [UInt8]?, _ key: Key) {
        shelf.withLock { shelf in
            shelf.running[key] = nil
            shelf.bodies[key] = .some(body)
            shelf.order.append(key)
            shelf.bytes += body?.count ?? 0
            while shelf.bytes > capacity || shelf.order.count > Self.keys {
                let oldest = shelf.order.removeFirst()
                shelf.bytes -= (shelf.bodies.removeValue(forKey: oldest) ?? nil)?.count ?? 0
            }
        }
    }
}
