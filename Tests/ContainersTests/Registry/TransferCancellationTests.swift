// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Primitives
import Synchronization
import Testing

/// A real engine, whose transfers with a registry that crawls are cancelled.
@Suite(.enabled(if: DockerDaemon.canRun, "\(DockerDaemon.requirement)"), .timeLimit(.minutes(2)))
struct TransferCancellationTests {
    @Test func aCancelledPullEndsAtTheEngine() async throws {
        try await EngineFixture.with { test in
            try await CrawlingRegistryDouble.with { registry, host in
                let image = try ImageReference("\(host)/slow/app:1")
                let progress = Mutex(TransferProgress())
                let pulling = Task {
                    try await test.engine.pull(image) { transfer in
                        progress.withLock { $0.note(transfer) }
                    }
                }
                // What has arrived of what will come.
                try await until { progress.withLock { $0.moved > 0 } }
                let seen = progress.withLock(\.self)
                #expect(seen.layerCount == 1 && seen.doneCount == 0)
                #expect(seen.total == CrawlingRegistryDouble.layerSize)
                #expect(seen.moved < seen.total)
                #expect(registry.begun == 1 && registry.ended == 0)
                pulling.cancel()
                await #expect(throws: CancellationError.self) { _ = try await pulling.value }
                try await until { registry.ended == 1 }
            }
        }
    }

    @Test func aCancelledPushEndsAtTheEngine() async throws {
        try await EngineFixture.with { test in
            try await CrawlingRegistryDouble.with { registry, host in
                let image = try ImageReference("\(host)/slow/app:1")
                let size = 24 << 20
                try test.write("FROM scratch\nCOPY layer /\n", to: "Dockerfile")
                // Nothing that could be compressed.
                let words = (0..<size / 8).map { _ in RandomSource.system.next() }
                try TestFolder.write(words.withUnsafeBytes(Array.init), to: test.folder + "/layer")
                var build = test.build(tag: "crawling")
                build.tags.append(image.description)
                _ = try await test.engine.build(build, context: BuildContext(folder: test.folder))
                let progress = Mutex(TransferProgress())
                let pushing = Task {
                    try await test.engine.push(image) { transfer in
                        progress.withLock { $0.note(transfer) }
                    }
                }
                try await until { registry.begun == 1 && progress.withLock { $0.moved > 0 } }
                let seen = progress.withLock(\.self)
                #expect(seen.layerCount == 1 && seen.doneCount == 0)
                #expect(seen.moved < seen.total && seen.total >= size)
                #expect(registry.ended == 0)
                pushing.cancel()
                await #expect(throws: CancellationError.self) { _ = try await pushing.value }
                try await until { registry.ended == 1 }
                try await test.engine.removeImage(image.description)
            }
        }
    }
}
