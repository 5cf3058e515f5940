// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import YAML

/// What a part of the file says about going over to a new release in steps; nil where it is silent.
package struct CanaryLayer: Sendable, Hashable {
    package var isOn: Bool?
    package var steps: [Int]?
    package var interval: Duration?
    package var minimumRequests: Int?
    package var maximumErrorRate: Double?
    package var maximumLatency: Double?

    init() {}

    /// `true`, `false`, or a mapping, which means true.
    init(_ field: FieldReader) throws(Failure) {
        if let isOn = field.node.scalar?.bool {
            self.isOn = isOn
            return
        }
        var reader = try field.mapping()
        isOn = true
        steps = try reader.take("steps").map(Self.steps)
        interval = try reader.take("interval")?.duration(in: .seconds(1) ... .seconds(86_400))
        minimumRequests = try reader.take("min_requests")?.integer(in: 0...1_000_000)
        maximumErrorRate = try reader.take("max_error_rate").map { field throws(Failure) in
            try field.percent(in: 0...100) / 100
        }
        maximumLatency = try reader.take("max_latency")?.factor(in: 1...100)
        try reader.finish()
    }

    private static func steps(_ field: FieldReader) throws(Failure) -> [Int] {
        var steps: [Int] = []
        for element in try field.elements() {
            let step = Int(try element.percent(in: 1...99, wholeOnly: true))
            guard step > steps.last ?? 0 else {
                throw element.failure("'\(element.name)' must be more than the step before it, not \(step)%")
            }
            steps.append(step)
        }
        guard (1...20).contains(steps.count) else {
            throw field.failure("'\(field.name)' must list 1 to 20 steps", hint: "for example: [5%, 25%, 50%]")
        }
        return steps
    }

    func over(_ lower: CanaryLayer) -> CanaryLayer {
        var result = lower
        result.isOn = isOn ?? lower.isOn
        result.steps = steps ?? lower.steps
        result.interval = interval ?? lower.interval
        result.minimumRequests = minimumRequests ?? lower.minimumRequests
        result.maximumErrorRate = maximumErrorRate ?? lower.maximumErrorRate
        result.maximumLatency = maximumLatency ?? lower.maximumLatency
        return result
    }

    /// nil when the traffic goes over at once.
    var policy: CanaryPolicy? {
        guard isOn == true else { return nil }
        var policy = CanaryPolicy()
        if let steps { policy.steps = steps }
        if let interval { policy.interval = Milliseconds(interval) }
        if let minimumRequests { policy.minimumRequests = minimumRequests }
        if let maximumErrorRate { policy.maximumErrorRate = maximumErrorRate }
        if let maximumLatency { policy.maximumLatency = maximumLatency }
        return policy
    }
}
