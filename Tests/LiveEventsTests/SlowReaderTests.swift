// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import LiveEvents
import Model
import Primitives
import Testing
import Wire

@Suite struct SlowReaderTests {
    /// What is meant for it would be far more than is ever queued.
    private static let count = 300
    private static let padding = 5000

    @Test func whoReadsLateGetsEverythingFromTheStore() async throws {
        try await LiveFixture.with {
            $0.backlogBytes = 64 << 10
            // However slow the machine is.
            $0.stallTime = .seconds(600)
            $0.heartbeat = .seconds(600)
        } _: { live in
            let client = try await live.connect()
            try await client.subscribe("a", .events(.init(after: 0)))
            try await client.messages { $0.isSubscribed }
            let quick = try await live.connect()
            try await quick.subscribe("a", .events(.init(after: 0)))
            // Nobody reads here while much more happens than the connection may have queued…
            for start in stride(from: 0, to: Self.count, by: 20) {
                try await live.append(20, from: start, padding: Self.padding)
            }
            // …which holds up nobody else.
            let others = try await quick.messages { $0.number == Int64(Self.count - 1) }
            #expect(others.compactMap(\.number) == Array(0..<Int64(Self.count)))
            let seen = try await client.messages { $0.number == Int64(Self.count - 1) }.compactMap(\.number)
            #expect(seen == Array(0..<Int64(Self.count)))
        }
    }

    @Test func whoTakesNothingIsCutOffWithWhatWasQueuedAndMayResume() async throws {
        try await LiveFixture.with {
            $0.backlogBytes = 64 << 10
            $0.stallTime = .milliseconds(500)
            $0.closeTime = .seconds(600)
            $0.tick = .milliseconds(50)
        } _: { live in
            let client = try await live.connect()
            try await client.subscribe("a", .events(.init(after: 0)))
            try await live.append(Self.count, padding: Self.padding)
            try await live.untilNobodyIsConnected()
            var texts: [String] = []
            while case .text(let text)? = try await client.socket.receive() { texts.append(text) }
            let bytes = texts.reduce(0) { $0 + $1.utf8.count }
            let seen = try texts.compactMap { try JSONText.decode(LiveMessage.self, from: $0).eventCursor }
            let closing = await client.socket.closing
            #expect(closing?.code.rawValue == LiveProtocol.tooSlow && closing?.reason == "too slow")
            // What was queued here, and what the kernel keeps for a unix socket.
            #expect(bytes < (64 << 10) + (768 << 10), "\(bytes) bytes of 1.6 MB")
            #expect(seen == Array(1..<Int64(seen.count + 1)))
            // As often as it takes: a busy machine may be slow again.
            var all = seen
            while let last = all.last, last < Int64(Self.count) {
                let again = try await live.connect()
                try await again.subscribe("a", .events(.init(after: last)))
                while all.last != Int64(Self.count), let message = try await again.next() {
                    if let cursor = message.eventCursor { all.append(cursor) }
                }
            }
            #expect(all == Array(1...Int64(Self.count)))
        }
    }

    @Test func anEventStreamThatTakesNothingEndsWithAResumableCursor() async throws {
        try await LiveFixture.with {
            $0.backlogBytes = 64 << 10
            $0.stallTime = .milliseconds(500)
            $0.closeTime = .seconds(600)
            $0.tick = .milliseconds(50)
        } _: { live in
            let response = try await live.stream("/v1/events")
            try await live.append(Self.count, padding: Self.padding)
            try await live.untilNobodyIsConnected()
            var cursors: [Int64] = []
            var hasProblem = false
            for try await event in response.events {
                if event.event == "problem" {
                    hasProblem = event.data.contains("too_slow")
                } else {
                    cursors.append(try #require(Int64(event.id)))
                }
            }
            #expect(hasProblem && cursors.count < Self.count)
            #expect(cursors == Array(1..<Int64(cursors.count + 1)))
            // As often as it takes: a busy machine may be slow again.
            while let last = cursors.last, last < Int64(Self.count) {
                let again = try await live.stream("/v1/events", lastEventID: String(last))
                for try await event in again.events where event.event == "tick" {
                    cursors.append(try #require(Int64(event.id)))
                    if event.id == String(Self.count) { break }
                }
            }
            #expect(cursors == Array(1...Int64(Self.count)))
        }
    }
}

extension LiveFixture {
    fileprivate func untilNobodyIsConnected() async throws {
        while service.connectionCount > 0 { try await TimeSource.system.sleep(for: .milliseconds(5)) }
    }
}
