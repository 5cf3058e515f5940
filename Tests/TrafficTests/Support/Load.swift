// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Primitives
import Synchronization

/// Clients that ask a port without pause from threads of their own: half keep their connections, half open new ones.
final class Load: Sendable {
    struct Result {
        var answers = 0
        /// How often each text was answered.
        var counts: [String: Int] = [:]
        /// Every request that got no 200, in words.
        var dropped: [String] = []

        var bodies: Set<String> { Set(counts.keys) }
    }

    private let result = Mutex(Result())
    private let isOver = Mutex(false)
    private let group = DispatchGroup()

    init(port: Int, clients: Int = 4) {
        for index in 0..<clients {
            // A queue of its own is a thread of its own: those of the global one are few, and tasks need them too.
            DispatchQueue(label: "load").async(group: group) { self.ask(port, keepsConnection: index % 2 == 0) }
        }
    }

    var answers: Int { result.withLock(\.answers) }

    /// Returns after so many more answers.
    func pass(_ more: Int) async throws {
        let seen = answers
        while answers < seen + more { try await TimeSource.system.sleep(for: .milliseconds(5)) }
    }

    func finish() async -> Result {
        isOver.withLock { $0 = true }
        await withCheckedContinuation { continuation in group.notify(queue: .global()) { continuation.resume() } }
        return result.withLock { $0 }
    }

    private func ask(_ port: Int, keepsConnection: Bool) {
        var connection: PlainConnection?
        var number = 0
        while !isOver.withLock({ $0 }) {
            number += 1
            do {
                let current = try connection ?? PlainConnection(port: port)
                let isPost = number % 5 == 0
                let answer = isPost ? try current.post("/", bytes: 3000) : try current.get("/")
                result.withLock { result in
                    result.answers += 1
                    if answer.status != 200 {
                        result.dropped.append("\(answer.status) \(answer.body)")
                    } else if !isPost {
                        result.counts[answer.body, default: 0] += 1
                    }
                }
                connection = keepsConnection && current.isOpen ? current : nil
            } catch {
                result.withLock { $0.dropped.append("\(error)") }
                connection = nil
            }
        }
    }
}
