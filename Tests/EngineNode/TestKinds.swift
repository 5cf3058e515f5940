// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Workflows

/// The kinds of run that the test node can carry out.
enum TestKinds {
    /// Steps of every kind, three each.
    private static let steps = ["one", "two", "three"]

    static func all(_ effects: EffectFile, version: Int) -> [RunDefinition] {
        [
            kind("quick", .anywhere, effects, version, each: 1, pause: .zero),
            kind("slow", .anywhere, effects, version, each: 25, pause: .milliseconds(20)),
            kind("local", .node, effects, version, each: 25, pause: .milliseconds(20)),
        ]
    }

    /// Version 2 of each kind has a step more; version 1 is still understood by it.
    private static func kind(
        _ name: String, _ placement: RunDefinition.Placement, _ effects: EffectFile, _ version: Int, each: Int,
        pause: Duration
    ) -> RunDefinition {
        RunDefinition(
            kind: name, version: version, supportedVersions: 1...version, placement: placement,
            steps: (steps + (version > 1 ? ["four"] : [])).map { step in
                StepDefinition(name: step, effect: .keyed) { context in
                    for number in 1...each {
                        try effects.add(number, context)
                        try await context.time.sleep(for: pause)
                    }
                    return .integer(Int64(each))
                }
            })
    }
}
