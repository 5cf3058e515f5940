// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The date format of HTTP header fields, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
package enum HTTPDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static let lastSecond: Int64 = 253_402_300_799

    /// Files may have any time: what is outside the years 1970 to 9999 is said as the nearest second inside.
    package static func text(_ second: Int64) -> String {
        let (day, time) = min(max(0, second), lastSecond).quotientAndRemainder(dividingBy: 86_400)
        let date = civil(day)
        return "\(days[Int(day % 7)]), \(padded(date.day)) \(months[date.month - 1]) \(date.year) "
            + "\(padded(Int(time / 3600))):\(padded(Int(time / 60 % 60))):\(padded(Int(time % 60))) GMT"
    }

    /// The preferred form only; nil for anything else, which a recipient may ignore.
    package static func second(_ text: String) -> Int64? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), (1...31).contains(day),
            let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3]), (1970...9999).contains(year)
        else { return nil }
        let time = parts[4].split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
        guard time.count == 3, (0..<24).contains(time[0]), (0..<60).contains(time[1]), (0...60).contains(time[2])
        else { return nil }
        let days = Int64(dayNumber(year: year, month: month + 1, day: day))
        return days * 86_400 + Int64(time[0] * 3600 + time[1] * 60 + time[2])
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    // Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in March, so the leap day is the last one.
    private static func civil(_ daysSinceEpoch: Int64) -> (year: Int, month: Int, day: Int) {
        let shifted = Int(daysSinceEpoch) + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let yearOfEra = year % 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return year / 400 * 146_097 + dayOfEra - 719_468
    }
}
