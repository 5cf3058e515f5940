// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

// Written and read here digit by digit: every answer and every record of the log has some, and Foundation's style takes
// ten times as long, carries fractions as binary floating point and cuts them off, so that 14.007 would read 14.006.
extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC with milliseconds, e.g. `2026-11-20T19:55:14.000Z`. Years beyond 9999 have more digits, those
    /// before the year 0 a sign (ISO 8601).
    package var description: String {
        let (days, inDay) = millisecondsSinceEpoch.flooredQuotientAndRemainder(by: 86_400_000)
        let date = CivilDate(daysSinceEpoch: days)
        guard (0...9999).contains(date.year) else {
            let year = String(date.year.magnitude)
            let digits = String(repeating: "0", count: max(0, 4 - year.utf8.count)) + year
            return (date.year < 0 ? "-" : "") + digits + Self.text(of: date, inDay).dropFirst(4)
        }
        return Self.text(of: date, inDay)
    }

    /// With the last four digits of the year.
    private static func text(of date: CivilDate, _ inDay: Int64) -> String {
        String(unsafeUninitializedCapacity: 24) { text in
            func put(_ number: Int64, _ width: Int, at place: Int) {
                var number = number
                for index in (place..<place + width).reversed() {
                    text[index] = UInt8(ascii: "0") + UInt8(number % 10)
                    number /= 10
                }
            }
            put(Int64(date.year.magnitude), 4, at: 0)
            put(date.month, 2, at: 5)
            put(date.day, 2, at: 8)
            put(inDay / 3_600_000, 2, at: 11)
            put(inDay / 60_000 % 60, 2, at: 14)
            put(inDay / 1000 % 60, 2, at: 17)
            put(inDay % 1000, 3, at: 20)
            for (place, mark) in [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":"), (19, "."), (23, "Z")]
                as [(Int, Unicode.Scalar)]
            {
                text[place] = UInt8(ascii: mark)
            }
            return 24
        }
    }

    /// Parses RFC 3339 in UTC (`Z`) with or without a fraction, of which milliseconds are kept.
    package init?(_ text: String) {
        var text = text
        guard let milliseconds = text.withUTF8({ Self.milliseconds(of: $0) }) else { return nil }
        self.init(millisecondsSinceEpoch: milliseconds)
    }

    private static func milliseconds(of text: UnsafeBufferPointer<UInt8>) -> Int64? {
        func number(_ places: Range<Int>) -> Int64? {
            var number: Int64 = 0
            for place in places {
                guard (0x30...0x39).contains(text[place]) else { return nil }
                number = number * 10 + Int64(text[place] - 0x30)
            }
            return number
        }
        guard text.count >= 20, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
            text[text.count - 1] == UInt8(ascii: "Z"),
            let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            let date = CivilDate(year: year, month: month, day: day), hour < 24, minute < 60, second < 60
        else { return nil }
        var milliseconds = ((date.daysSinceEpoch * 24 + hour) * 60 + minute) * 60_000 + second * 1000
        guard text.count > 20 else { return milliseconds }
        let digits = 20..<text.count - 1
        guard text[19] == UInt8(ascii: "."), !digits.isEmpty, text[digits].allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        var worth: Int64 = 100
        for place in digits.prefix(3) {
            milliseconds += Int64(text[place] - 0x30) * worth
            worth /= 10
        }
        return milliseconds
    }
}

/// A day of the proleptic Gregorian calendar, by the arithmetic of Howard Hinnant's "chrono-Compatible Low-Level Date
/// Algorithms" (https://howardhinnant.github.io/date_algorithms.html): years begin in March, so that leap days end them.
struct CivilDate: Equatable {
    var year: Int64
    var month: Int64
    var day: Int64

    init(daysSinceEpoch days: Int64) {
        let (era, dayOfEra) = (days + 719_468).flooredQuotientAndRemainder(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shifted + 2) / 5 + 1
        month = shifted < 10 ? shifted + 3 : shifted - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Nil for a day that the calendar doesn't have.
    init?(year: Int64, month: Int64, day: Int64) {
        (self.year, self.month, self.day) = (year, month, day)
        guard (1...12).contains(month), (1...31).contains(day), Self(daysSinceEpoch: daysSinceEpoch) == self else {
            return nil
        }
    }

    var daysSinceEpoch: Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = shifted.flooredQuotientAndRemainder(by: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

extension Int64 {
    /// Rounded down, so that the remainder is never negative; `divisor` is positive.
    fileprivate func flooredQuotientAndRemainder(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
