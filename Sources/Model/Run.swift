// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// One durable workflow: every change to the outside world is one of these.
package struct Run: Sendable, Hashable, Codable {
    package var id: RunID
    /// What is done, e.g. `deploy`.
    package var kind: String
    /// Version of the kind that recorded the run.
    package var kindVersion: Int
    /// What it is done to; runs of one subject go one after another. E.g. `project/<id>`.
    package var subject: String
    package var projectID: ProjectID?
    package var input: JSONDocument
    package var state: RunState
    /// 0 to 100, never goes back.
    package var progress: Double
    package var createdAt: Timestamp
    package var startedAt: Timestamp?
    package var finishedAt: Timestamp?
    package var steps: [StepRecord]
    /// What the run produced, when it succeeded.
    package var output: JSONDocument?
    package var failure: Failure?
    /// What a person is asked, while waiting.
    package var question: Question?
    /// The node that alone can carry it out; nil when any can.
    package var node: String?
    /// Who asked for it: a user's name, `local` for the machine's own user; nil for Dextra itself.
    package var actor: String?

    package init(
        id: RunID, kind: String, kindVersion: Int, subject: String, projectID: ProjectID?, input: JSONDocument,
        state: RunState, progress: Double, createdAt: Timestamp, startedAt: Timestamp? = nil,
        finishedAt: Timestamp? = nil, steps: [StepRecord], output: JSONDocument? = nil, failure: Failure? = nil,
        question: Question? = nil, node: String? = nil, actor: String? = nil
    ) {
        self.id = id
        self.kind = kind
        self.kindVersion = kindVersion
        self.subject = subject
        self.projectID = projectID
        self.input = input
        self.state = state
        self.progress = progress
        self.createdAt = createdAt
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.steps = steps
        self.output = output
        self.failure = failure
        self.question = question
        self.node = node
        self.actor = actor
    }

    private enum CodingKeys: String, CodingKey {
        case id, kind
        case kindVersion = "kind_version"
        case subject
        case projectID = "project_id"
        case input, state, progress
        case createdAt = "created_at"
        case startedAt = "started_at"
        case finishedAt = "finished_at"
        case steps, output, failure, question, node, actor
    }
}

/// What was journaled of one step.
package struct StepRecord: Sendable, Hashable, Codable {
    package var name: String
    package var effect: EffectClass
    package var state: StepState
    /// How often it was begun; 0 before the first time.
    package var attempt: Int
    /// Share of the run's progress, relative to the other steps.
    package var weight: Double
    package var startedAt: Timestamp?
    package var finishedAt: Timestamp?
    package var output: JSONDocument?
    package var failure: Failure?

    package init(
        name: String, effect: EffectClass, state: StepState = .pending, attempt: Int = 0, weight: Double = 1,
        startedAt: Timestamp? = nil, finishedAt: Timestamp? = nil, output: JSONDocument? = nil, failure: Failure? = nil
    ) {
        self.name = name
        self.effect = effect
        self.state = state
        self.attempt = attempt
        self.weight = weight
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.output = output
        self.failure = failure
    }

    private enum CodingKeys: String, CodingKey {
        case name, effect, state, attempt, weight
        case startedAt = "started_at"
        case finishedAt = "finished_at"
        case output, failure
    }
}

/// A precise question to a person, and the answers they may give.
package struct Question: Sendable, Hashable, Codable {
    package var text: String
    package var answers: [Answer]

    package init(text: String, answers: [Answer]) {
        self.text = text
        self.answers = answers
    }

    /// What to do about a step whose effect may or may not have happened.
    package enum Answer: String, Sendable, Hashable, Codable, CaseIterable {
        /// Do it again.
        case retry
        /// It happened: go on with the next step.
        case proceed = "continue"
        /// Give up and compensate.
        case abort
    }
}
