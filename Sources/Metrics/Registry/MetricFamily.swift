// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// All series of one name, at one moment.
package struct MetricFamily: Sendable, Hashable {
    package let description: MetricDescription
    package var samples: [MetricSample]

    package init(_ description: MetricDescription, _ samples: [MetricSample]) {
        self.description = description
        self.samples = samples
    }

    /// A single number without labels, e.g. one that was read elsewhere.
    package init(_ name: String, _ kind: MetricKind, _ help: String, _ value: Double) {
        self.init(MetricDescription(name, kind, help), [MetricSample([], .number(value))])
    }
}

/// One series of a family.
package struct MetricSample: Sendable, Hashable {
    package let labels: [MetricLabel]
    package let value: MetricValue

    package init(_ labels: [MetricLabel], _ value: MetricValue) {
        self.labels = labels
        self.value = value
    }
}

package struct MetricLabel: Sendable, Hashable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        precondition(MetricDescription.isLabelName(name), "'\(name)' is no label")
        self.name = name
        self.value = value
    }
}
