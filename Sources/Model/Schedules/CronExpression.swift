// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// When something happens again and again: the five fields of crontab(5), or one of its `@` names, in UTC.
///
/// UTC knows no summer time, so that no moment comes twice and none is left out.
package struct CronExpression: Sendable, Hashable, CustomStringConvertible {
    /// As it was written.
    package let text: String
    let minute: CronField
    let hour: CronField
    let dayOfMonth: CronField
    let month: CronField
    let dayOfWeek: CronField

    private static let names = [
        "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0",
        "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
    ]

    /// Throws `invalid_cron` for anything else, and for days that no year has, e.g. the 30th of February.
    package init(_ text: String) throws(Failure) {
        self.text = text
        let spelled = text.hasPrefix("@") ? Self.names[text.lowercased()] : text
        guard let spelled else {
            throw Failure(
                .invalidCron, "'\(text)' is not known",
                hint: "use one of @hourly, @daily, @weekly, @monthly, @yearly, or five fields")
        }
        let fields = spelled.split { $0 == " " || $0 == "\t" }
        guard fields.count == 5 else {
            throw Failure(
                .invalidCron, "'\(text)' has \(fields.count) fields instead of five",
                hint: "minute, hour, day of the month, month, day of the week: 0 3 * * *")
        }
        minute = try CronField(fields[0], .minute)
        hour = try CronField(fields[1], .hour)
        dayOfMonth = try CronField(fields[2], .dayOfMonth)
        month = try CronField(fields[3], .month)
        dayOfWeek = try CronField(fields[4], .dayOfWeek)
        guard next(after: Timestamp(millisecondsSinceEpoch: 0)) != nil else {
            throw Failure(.invalidCron, "'\(text)' never comes: no such month has such a day")
        }
    }

    package var description: String { text }
}

extension CronExpression: Codable {
    package init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension FailureCode {
    /// Not a cron expression.
    package static let invalidCron = FailureCode("invalid_cron", .invalid)
}
