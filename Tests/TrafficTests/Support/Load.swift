// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// Clients that ask a port without pause from threads of their own: half keep their connections, half open new ones.
final class Load: Sendable {
    struct Result {
        var answers = 0
        var bodies: Set<String> = []
        /// Every request that got no 200, in words.
        var dropped: [String] = []
    }

    private let result = Mutex(Result())
    private let isOver = Mutex(false)
    private let group = DispatchGroup()

    init(port: Int, clients: Int = 4) {
        for index in 0..<clients {
            DispatchQueue.global().async(group: group) { self.ask(port, keepsConnection: index % 2 == 0) }
        }
    }

    var answers: Int { result.withLock(\.answers) }

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
                        result.bodies.insert(answer.body)
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
