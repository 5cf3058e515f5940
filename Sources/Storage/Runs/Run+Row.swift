// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

extension Run {
    init(row: Row, steps: [StepRecord]) throws {
        self.init(
            id: try row.id("id"), kind: try row.text("kind"), kindVersion: Int(try row.integer("kind_version")),
            subject: try row.text("subject"), projectID: try row.optionalID("project_id"),
            input: try row.document("input"), state: try row.choice("state"), progress: try row.real("progress"),
            createdAt: try row.time("created_at"), startedAt: try row.optionalTime("started_at"),
            finishedAt: try row.optionalTime("finished_at"), steps: steps, output: try row.optionalDocument("output"),
            failure: try row.optionalJSON("failure"), question: try row.optionalJSON("question"),
            node: try row.optionalText("node"), actor: try row.optionalText("actor"))
    }
}

extension StepRecord {
    init(row: Row) throws {
        self.init(
            name: try row.text("name"), effect: try row.choice("effect"), state: try row.choice("state"),
            attempt: Int(try row.integer("attempt")), weight: try row.real("weight"),
            startedAt: try row.optionalTime("started_at"), finishedAt: try row.optionalTime("finished_at"),
            output: try row.optionalDocument("output"), failure: try row.optionalJSON("failure"))
    }
}

extension StepMark {
    init(row: Row) throws {
        self.init(failures: Int(try row.integer("failures")), isUndone: try row.flag("undone"))
    }
}
