// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import ContainersKit
import Docker
import PlatformKit
import Platforms
import Testing

/// Real containers of a real engine behind a real HAProxy. Serial: side by side their boots would starve each other.
@Suite(
    .enabled(if: DockerDaemon.canRun, "\(DockerDaemon.requirement)"), .serialized, .timeLimit(.minutes(5)))
struct DockerPlatformTestsSerial {
    private static let capabilities: PlatformCapabilities = [
        .keepsPredecessorWarm, .countsConnections, .followsLogs, .runsTasks, .runsImages, .scales, .runsWorkers,
        .splitsTraffic,
    ]

    @Test(arguments: PlatformRule.all(for: capabilities))
    func `it is a platform`(rule: PlatformRule) async throws {
        try await DockerWorld.with { fixture in
            #expect(fixture.platform.capabilities.isSuperset(of: rule.needs))
            try await rule.check(fixture.world)
        }
    }
}
