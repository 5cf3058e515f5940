// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Wire

/// One topic that a connection follows.
// Unchecked: everything mutable is only touched on the loop of its connection.
final class LiveSubscription: @unchecked Sendable {
    enum Topic {
        case events(EventProgress)
        case run(RunID, RunInbox)
        case logs(ProjectName)
    }

    /// The client's name for it.
    let id: String
    var topic: Topic
    /// Reads what is missing, or follows the topic; nil while the hub does all there is to do.
    var task: Task<Void, Never>?
    /// Counts the tasks it had: what an earlier one still says does not count.
    var turn: UInt32 = 0

    init(id: String, topic: Topic) {
        self.id = id
        self.topic = topic
    }

    var progress: EventProgress? {
        get { if case .events(let progress) = topic { progress } else { nil } }
        set { if let newValue { topic = .events(newValue) } }
    }

    /// All that it tells comes from the store, and nothing from an application's platform.
    var isOfStore: Bool { if case .logs = topic { false } else { true } }

    func end() {
        turn += 1
        task?.cancel()
        task = nil
    }
}
