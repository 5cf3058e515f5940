// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import Model
import Primitives
import Storage
import TestKit
import Testing

@Suite struct BlobPruningTests {
    private static func later(_ f: DeliveryFixture) { f.time.advance(by: SourceIntake.patience + .seconds(1)) }

    @Test func whatNothingRefersToGoesWithItsSizeAndReason() async throws {
        try await DeliveryFixture.with { f in
            try await f.deploy(["index.html": "one"])
            let stray = try await f.blobs.write(Array("stray".utf8))
            Self.later(f)
            let item = try #require(try await f.plan.report().items.first { $0.kind == .blob })
            #expect(item.name == stray.digest && (item.size ?? 0) > 0 && !item.why.isEmpty)
            #expect(try await f.plan.report().items.count { $0.kind == .blob } == 1)
            try await f.plan.carryOutAll()
            #expect(try await !f.blobs.contains(stray.digest))
            #expect(try await f.deploy(["index.html": "one"]).state == .succeeded)
        }
    }

    @Test func whatWasAskedForLatelyStaysAlsoAfterARestart() async throws {
        try await DeliveryFixture.with { f in
            let (asked, sent) = (try await f.blobs.write([1]), try await f.blobs.write([2]))
            let stray = try await f.blobs.write([3])
            Self.later(f)
            #expect(try await f.intake.missing(of: [asked.digest]).isEmpty)
            try await f.blobs.write([2])
            // Another process opens the same folder: nothing that it knows was in memory.
            let blobs = try BlobStore(root: f.root + "/blobs", threads: 2, time: f.time.source)
            var parts = f.parts
            parts.blobs = blobs
            let intake = SourceIntake(database: f.database, node: parts.node, blobs: blobs, time: f.time.source)
            let plan = PrunePlan(parts, intake: intake, backups: f.backups)
            #expect(try await plan.report().items.filter { $0.kind == .blob }.map(\.name) == [stray.digest])
            try await plan.carryOutAll()
            let left = try await blobs.missing(of: [asked.digest, sent.digest, stray.digest])
            #expect(left == [stray.digest])
        }
    }

    @Test func whatIsAskedForBetweenTheLookAndTheRemovalStays() async throws {
        try await TemporaryDirectory.with { root in
            let time = SteppingTime()
            let store = try BlobStore(root: root, threads: 4, time: time.source)
            for round in 0..<200 {
                let blob = try await store.write(Array("\(round)".utf8))
                time.advance(by: .seconds(10))
                async let missing = store.missing(of: [blob.digest])
                async let removed = store.remove(blob.digest, unusedFor: .seconds(5))
                let (isMissing, isRemoved) = try await (!missing.isEmpty, removed)
                #expect(isMissing == isRemoved, "said to be there and removed, or neither")
                #expect(try await store.contains(blob.digest) == !isRemoved)
            }
        }
    }

    @Test func nothingGoesWhileABackupReadsIt() async throws {
        try await DeliveryFixture.with { f in
            let stray = try await f.blobs.write([1])
            Self.later(f)
            try await f.intake.holding {
                #expect(try await f.plan.report().items.isEmpty)
                try await f.plan.carryOutAll()
            }
            #expect(try await f.blobs.contains(stray.digest))
            try await f.plan.carryOutAll()
            #expect(try await !f.blobs.contains(stray.digest))
        }
    }
}
