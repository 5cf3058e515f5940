// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Testing

@Suite struct SettingTests {
    @Test(arguments: [
        ("releases.keep", "7", JSONValue.integer(7)), ("runs.keep_days", "0", 0), ("backup.every", "off", 0),
        ("backup.every", "24h", 86_400), ("backup.every", "7d", 604_800), ("app_log.size", "1MiB", 1_048_576),
        ("app_log.size", "100000", 100_000), ("backup.to", "/mnt/x y", "/mnt/x y"),
    ])
    func whatAPersonWritesIsTyped(name: String, text: String, value: JSONValue) throws {
        let definition = try SettingDefinition.require(name)
        #expect(try definition.parse(text) == value)
        #expect(try definition.parse(definition.kind.text(of: value)) == value)
    }

    @Test(arguments: [
        ("releases.keep", "0"), ("releases.keep", "101"), ("releases.keep", "-1"), ("releases.keep", "five"),
        ("releases.keep", "5 "), ("backup.every", "0h"), ("backup.every", "1s"), ("backup.every", "99999999999999999d"),
        ("backup.every", ""), ("backup.to", "relative"), ("backup.to", ""), ("backup.to", "/a\nb"),
        ("app_log.size", "1KiB"), ("app_log.size", "1TB"), ("app_log.files", "0"),
    ])
    func whatIsOutOfBoundsIsRefused(name: String, text: String) throws {
        let definition = try SettingDefinition.require(name)
        let failure = #expect(throws: Failure.self) { try definition.parse(text) }
        #expect(failure?.code == .settingInvalid)
        #expect(failure?.hint?.contains(definition.kind.bounds) == true)
    }

    @Test func anUnknownNameIsToldTheNearest() {
        let failure = #expect(throws: Failure.self) { try SettingDefinition.require("release.keep") }
        #expect(failure?.code == .settingUnknown)
        #expect(failure?.hint == "did you mean 'releases.keep'?")
    }

    @Test func everyDefaultIsAcceptedAndNothingSetMeansDefaults() {
        let names = SettingDefinition.all.map(\.name)
        #expect(Set(names).count == names.count)
        for definition in SettingDefinition.all where definition.fallback != "" {
            #expect(definition.kind.parse(definition.kind.text(of: definition.fallback)) == definition.fallback)
        }
        let settings = ServerSettings()
        #expect((settings.releasesKeep, settings.logsKeepRuns, settings.eventsKeep) == (5, 200, 200_000))
        #expect(settings.runsKept == nil && settings.backupEvery == nil && settings.backupFolder == nil)
        #expect((settings.appLogBytes, settings.appLogFiles) == (10 << 20, 3))
    }

    @Test func budgetsAreSizesOrOff() throws {
        let definition = SettingDefinition.logsKeepSize
        #expect(try definition.parse("2GiB") == .integer(2 << 30))
        #expect(try definition.parse("off") == 0)
        #expect(definition.kind.text(of: 0) == "off" && definition.kind.text(of: .integer(3 << 20)) == "3MiB")
        for text in ["0", "1KiB", "-1MiB", "many"] {
            #expect(throws: Failure.self, "\(text)") { try definition.parse(text) }
        }
        let settings = ServerSettings(["logs.keep_size": .integer(2 << 30), "events.keep_size": 0])
        #expect(settings.logsBudget == 2 << 30 && settings.eventsBudget == nil && settings.releasesBudget == nil)
    }

    @Test func aStoredValueOfAnotherVersionCountsAsNotSet() {
        let settings = ServerSettings(["releases.keep": 1000, "backup.every": "soon", "logs.keep_runs": 3])
        #expect(settings.releasesKeep == 5 && settings.backupEvery == nil && settings.logsKeepRuns == 3)
    }
}
