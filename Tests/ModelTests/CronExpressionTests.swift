// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Testing

struct CronExpressionTests {
    private static func time(_ text: String) throws -> Timestamp { try #require(Timestamp(text)) }

    @Test(arguments: [
        ("* * * * *", "2026-03-01T10:20:30Z", "2026-03-01T10:21:00Z"),
        // The given moment itself is not after it.
        ("20 10 * * *", "2026-03-01T10:20:00Z", "2026-03-02T10:20:00Z"),
        ("20 10 * * *", "2026-03-01T10:19:59.999Z", "2026-03-01T10:20:00Z"),
        ("*/15 9-17 * * mon-fri", "2026-02-27T17:45:00Z", "2026-03-02T09:00:00Z"),
        ("59 23 31 12 *", "2026-12-31T23:59:00Z", "2027-12-31T23:59:00Z"),
        ("0 0 29 2 *", "2097-01-01T00:00:00Z", "2104-02-29T00:00:00Z"),
        ("@daily", "1969-12-31T23:59:59Z", "1970-01-01T00:00:00Z"),
        ("@Weekly", "2026-11-25T00:00:00Z", "2026-11-29T00:00:00Z"),
        ("0 0 * * 7", "2026-11-25T00:00:00Z", "2026-11-29T00:00:00Z"),
        ("0 0 * JAN,Jul 5-7", "2026-11-25T00:00:00Z", "2027-01-01T00:00:00Z"),
        // Both days restricted: either; one with a star, also one with a step: both.
        ("30 4 1,15 * 5", "2026-11-25T00:00:00Z", "2026-11-27T04:30:00Z"),
        ("0 0 */2 * sun", "2026-11-25T00:00:00Z", "2026-11-29T00:00:00Z"),
        ("0 0 */2 * mon", "2026-11-25T00:00:00Z", "2026-12-07T00:00:00Z"),
    ])
    func comesWhenCrontabSays(text: String, after: String, next: String) throws {
        #expect(try CronExpression(text).next(after: Self.time(after)) == Self.time(next))
    }

    /// Random expressions and moments in seconds with what croniter 7.0.0 says comes next.
    @Test(arguments: [
        ("* * 4-12 7 *", 253877686, 268358400),
        ("40 12 * * 1", 2406286680, 2406890400),
        ("*/22 * 22-27,22-29/4 */5 *", 3299535553, 3310070400),
        ("* 15,14,8 9-23,29,8 * *", 1002170858, 1002528000),
        ("* 0 * 10-12,11 */2", 2068124764, 2074896000),
        ("13 */2 * * *", 435786140, 435787980),
        ("13 11-19/1 * */4 */2", 438892467, 441803580),
        ("44,1 * 18,17-25/1 3,9 *", 3485414240, 3493756860),
        ("47,10-46/2,37 15-19 */9 12 sat", 120232146, 123606600),
        ("* * * mar,8-9 0", 2613722295, 2624486400),
        ("* 19 17 1-2/1,sep,2-10 *", 2182514063, 2184001200),
        ("0 0 29 2 *", 2222361484, 2340316800),
        ("58 8 * 7-11/2,9 6", 311016186, 311072280),
        ("0 0 31 */2 *", 1794266952, 1801353600),
        ("2-33,10-16/2 6,16 1,1-2/5 4 *", 1856188577, 1869717720),
        ("0 0 29 2 *", 1412727126, 1456704000),
        ("56,22 * * * *", 1065922393, 1065923760),
        ("52 * */1 */3 *", 2515061054, 2516662320),
        ("45-50 */6 24,2-5,17-21 1-9 sun", 450612829, 450837900),
        ("*/15 7-21 * 2-aug/3 *", 991004121, 991033200),
        ("24,58,2-49 10 * 1-3,4 *", 1995711774, 1995789720),
        ("*/25 * 3 2 1-3/5,tue,0-4/4", 683180147, 696988800),
        ("* */8 */12 * *", 3608764809, 3609014400),
        ("* * * */2 0,3-4", 221695532, 221695560),
        ("9-15,20 * */7 9-dec,10,5-sep *", 3174120430, 3174120540),
        ("15,35 5 * 8,8-sep/3,jun *", 3810716013, 3831513300),
        ("* 16,8,1 */10 4-9 */3", 4097156467, 4111088400),
        ("* 13 1-16/5,8-15,5 8-12 *", 2445478284, 2448277200),
    ])
    func agreesWithAnotherReader(text: String, after: Int64, next: Int64) throws {
        let time = try CronExpression(text).next(after: Timestamp(millisecondsSinceEpoch: after * 1000))
        #expect(time?.millisecondsSinceEpoch == next * 1000)
    }

    @Test(arguments: [
        "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *", "* * * 13 *", "* * * * 8",
        "5/15 * * * *", "*/0 * * * *", "*/65 * * * *", "10-5 * * * *", "1-2-3 * * * *", "1,,2 * * * *", "-1 * * * *",
        "+1 * * * *", "a * * * *", "* * * mar-jan *", "@reboot", "@", "*/ * * * *", "1/2/3 * * * *", "0 0 30 2 *",
        "0 0 31 4,6,9,11 *", "٣ * * * *", "* * * * sunday",
    ])
    func refusesWhatIsNoExpression(text: String) {
        let failure = #expect(throws: Failure.self) { try CronExpression(text) }
        #expect(failure?.code == .invalidCron)
    }

    @Test func travelsAsItWasWritten() throws {
        let expression = try CronExpression("0 3 * * MON")
        #expect(try JSONText.encode(expression) == "\"0 3 * * MON\"")
        #expect(try JSONText.decode(CronExpression.self, from: "\"0 3 * * MON\"") == expression)
        #expect(throws: Failure.self) { try JSONText.decode(CronExpression.self, from: "\"0 3\"") }
    }
}
