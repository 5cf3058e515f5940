// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A kind of run: its named steps, in order, and the versions of it that this binary can carry on with.
package struct RunDefinition: Sendable {
    package typealias Conclusion = @Sendable (StepOutputs) throws -> RunConclusion

    /// Where a run of the kind may be carried out.
    package enum Placement: Sendable, Hashable {
        /// Its effects are on the node that begins it, so only that node goes on with it.
        case node
        case anywhere
    }

    /// E.g. `deploy`.
    package var kind: String
    /// Raised when steps are added, removed, renamed or change their meaning.
    package var version: Int
    /// Recorded versions that can be resumed; each step such a run has recorded must still be among `steps`. A resumed
    /// run takes the steps it was recorded with, not those added since.
    package var supportedVersions: ClosedRange<Int>
    package var placement: Placement
    /// Whether a newer run of the subject may take the place of one of this kind.
    package var isSupersedable: Bool
    package var steps: [StepDefinition]
    /// How the run ends once its last step is done; a throw fails the run, which is then undone.
    package var conclusion: Conclusion

    package init(
        kind: String, version: Int = 1, supportedVersions: ClosedRange<Int>? = nil, placement: Placement = .node,
        isSupersedable: Bool = true, steps: [StepDefinition],
        conclusion: @escaping Conclusion = { _ in .succeeded(nil) }
    ) {
        self.kind = kind
        self.version = version
        self.supportedVersions = supportedVersions ?? version...version
        self.placement = placement
        self.isSupersedable = isSupersedable
        self.steps = steps
        self.conclusion = conclusion
    }

    func step(named name: String) -> StepDefinition? { steps.first { $0.name == name } }
}
