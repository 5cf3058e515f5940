// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Processes

/// What a build says while it runs, the same for both builders.
package enum BuildEvent: Sendable, Hashable {
    /// An instruction has begun. BuildKit has several under way at once.
    case started(BuildStep)
    /// An instruction is done, perhaps because its result was in the cache.
    case finished(BuildStep, isCached: Bool)
    /// Whole lines without their line feed and without colours, of the step given when that is known.
    case output(line: String, stream: OutputChunk.Stream, step: BuildStep?)
    /// A layer of a base image, or the context, on its way.
    case transfer(LayerTransfer)
}

/// One instruction of a Dockerfile as the builder counts it.
package struct BuildStep: Sendable, Hashable {
    /// From 1; within its stage under BuildKit, within the whole Dockerfile else.
    package var number: Int
    package var count: Int
    /// The stage's name under BuildKit, when it has one.
    package var stage: String?
    /// As written, e.g. `RUN npm ci`.
    package var instruction: String

    package init(number: Int, count: Int, stage: String? = nil, instruction: String) {
        self.number = number
        self.count = count
        self.stage = stage
        self.instruction = instruction
    }
}
