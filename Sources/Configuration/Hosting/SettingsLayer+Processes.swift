// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import YAML

extension SettingsLayer {
    /// Names to commands or `{command, instances}`.
    static func workers(_ field: FieldReader) throws(Failure) -> NamedEntries<WorkerDeclaration> {
        try NamedEntries(field, reserved: ["web", "task"]) { name, field throws(Failure) in
            guard case .mapping = field.node.content else {
                return WorkerDeclaration(name: name, command: try line(field))
            }
            var reader = try field.mapping()
            guard let command = reader.take("command") else {
                throw reader.failure("'\(field.name)' has no command", hint: "for example: {command: celery worker}")
            }
            var worker = WorkerDeclaration(name: name, command: try line(command))
            if let count = reader.take("instances") { worker.instances = try count.integer(in: 1...32) }
            try reader.finish()
            return worker
        }
    }

    /// Names to `{cron, command, timeout}`.
    static func schedules(_ field: FieldReader) throws(Failure) -> NamedEntries<ScheduleDeclaration> {
        try NamedEntries(field) { name, field throws(Failure) in
            var reader = try field.mapping()
            guard let cron = reader.take("cron"), let command = reader.take("command") else {
                throw reader.failure(
                    "'\(field.name)' must have cron and command",
                    hint: "for example: {cron: \"0 3 * * *\", command: ./clean-up}")
            }
            var schedule = ScheduleDeclaration(name: name, cron: try expression(cron), command: try line(command))
            if let timeout = reader.take("timeout") {
                schedule.timeout = Milliseconds(try timeout.duration(in: .seconds(1) ... .seconds(86_400)))
            }
            try reader.finish()
            return schedule
        }
    }

    private static func expression(_ field: FieldReader) throws(Failure) -> CronExpression {
        let text = try field.string("a cron expression", example: "\"0 3 * * *\"")
        do {
            return try CronExpression(text)
        } catch {
            throw field.failure("'\(field.name)': \(error.message)", hint: error.hint)
        }
    }

    /// One command, or several to be run one after another; never none.
    static func line(_ field: FieldReader) throws(Failure) -> String {
        guard case .run(let text) = try command(field) else {
            throw field.failure("'\(field.name)' must be a shell command, not false")
        }
        return text
    }
}
