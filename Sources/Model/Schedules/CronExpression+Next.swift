// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension CronExpression {
    /// The first moment after this one that is meant, a whole minute; nil when none comes within nine years.
    ///
    /// Nine years reach over the longest time without a 29th of February.
    package func next(after time: Timestamp) -> Timestamp? {
        let minutes = Int(time.millisecondsSinceEpoch.floorDivided(by: 60_000)) + 1
        let firstDay = minutes.floorDivided(by: 1440)
        for day in firstDay...firstDay + 9 * 366 where includes(CivilDay(day)) {
            let start = day == firstDay ? minutes - day * 1440 : 0
            if let minute = firstMinute(from: start) {
                return Timestamp(millisecondsSinceEpoch: Int64(day * 1440 + minute) * 60_000)
            }
        }
        return nil
    }

    /// The first minute of a day from the given one on.
    private func firstMinute(from start: Int) -> Int? {
        let startHour = start / 60
        guard let hour = self.hour.first(from: startHour) else { return nil }
        if hour == startHour {
            if let minute = minute.first(from: start % 60) { return hour * 60 + minute }
            guard let later = self.hour.first(from: startHour + 1) else { return nil }
            return minute.first(from: 0).map { later * 60 + $0 }
        }
        return minute.first(from: 0).map { hour * 60 + $0 }
    }

    /// Where both kinds of day are restricted either is enough, as crontab(5) has it.
    private func includes(_ day: CivilDay) -> Bool {
        guard month.contains(day.month) else { return false }
        let ofMonth = dayOfMonth.contains(day.day)
        let ofWeek = dayOfWeek.contains(day.weekday)
        return dayOfMonth.isStar || dayOfWeek.isStar ? ofMonth && ofWeek : ofMonth || ofWeek
    }
}

/// A day of the Gregorian calendar by its number since 1970-01-01.
private struct CivilDay {
    /// 1 to 12.
    var month: Int
    /// 1 to 31.
    var day: Int
    /// 0 is Sunday.
    var weekday: Int

    /// The arithmetic is Howard Hinnant's `civil_from_days`: years begin in March, so that the odd day is the last.
    init(_ number: Int) {
        let shifted = number + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        weekday = (number + 4) - (number + 4).floorDivided(by: 7) * 7
    }
}

extension BinaryInteger {
    /// Rounded down, also below zero.
    fileprivate func floorDivided(by divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
