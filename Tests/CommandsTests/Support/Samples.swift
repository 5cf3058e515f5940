// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import Model
import Primitives
import TestKit

/// Runs and events as a server would record them, with times in milliseconds from one moment.
enum Sample {
    static let start: Int64 = 1_780_000_000_000

    static func moment(_ milliseconds: Int64) -> Timestamp { Timestamp(millisecondsSinceEpoch: start + milliseconds) }

    static let runID = RunID(at: moment(0), random: (0x0FFF, 0x0000_0000_00AB_CDEF))
    static let projectID = ProjectID(at: moment(0), random: (1, 1))

    static func run(_ state: RunState = .pending, failure: Failure? = nil, finished: Int64? = nil) -> Run {
        Run(
            id: runID, kind: "deploy", kindVersion: 1, subject: "project/\(projectID)", projectID: projectID,
            input: [:],
            state: state, progress: state == .succeeded ? 100 : 0, createdAt: moment(0),
            finishedAt: finished.map(moment),
            steps: ["detect", "build", "switch_traffic"].map { StepRecord(name: $0, effect: .repeatable) },
            failure: failure)
    }

    static func event(_ cursor: Int64, at milliseconds: Int64, _ type: String, _ data: JSONValue = [:]) -> Event {
        Event(
            cursor: cursor, at: moment(milliseconds), type: type, subject: "project/\(projectID)", runID: runID,
            data: data)
    }

    static let ascii = TextStyle(hasColour: false, hasUnicode: false)
}
