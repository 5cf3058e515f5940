// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Platforms
import Primitives

extension PlatformRule {
    static let logs = [
        PlatformRule("a log is read from its beginning, its end, and on from a position") { world in
            try await world.deploy(world.release(1))
            _ = try await world.ask("/say/one")
            _ = try await world.ask("/say/two")
            try await world.until { try await world.log(1).map(\.text).contains("two") }
            let lines = try await world.log(1).filter { $0.stream != .system }
            try same(lines.map(\.text), ["starting in mode good", "one", "two"])
            try same(try await world.log(1, LogQuery(tail: 1)).map(\.text), ["two"])
            let rest = try await world.log(1, LogQuery(start: lines[0].position))
            try same(rest.map(\.text), ["one", "two"])
        },
        PlatformRule(
            "a followed log goes on with what is new and ends when the release is stopped", needs: .followsLogs
        ) {
            world in
            try await world.deploy(world.release(1))
            let collected = Collected<LogLine>()
            try await withThrowingTaskGroup { group in
                group.addTask {
                    try await world.platform.logs(of: world.reference(1), LogQuery(tail: 0, follow: true)) { entry in
                        if case .line(let line) = entry { collected.add(line) }
                    }
                }
                try await world.until {
                    _ = try await world.ask("/say/later")
                    return collected.texts.contains("later")
                }
                _ = try await world.ask("/say/last")
                try await world.until { collected.texts.contains("last") }
                try await world.platform.stop(world.reference(1), grace: .seconds(5))
                try await group.waitForAll()
            }
            let own = collected.all.filter { $0.stream != .system }.map(\.text)
            try same(own.filter { $0 == "last" }.count, 1)
            try holds(!own.contains("starting in mode good"), "what was there before came too")
        },
    ]
}
