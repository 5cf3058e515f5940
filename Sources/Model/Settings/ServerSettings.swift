// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// The settings of the installation as they hold now, typed.
package struct ServerSettings: Sendable, Hashable {
    /// What was set, by name; everything else is at its default.
    private let values: [String: JSONValue]

    package init(_ values: [String: JSONValue] = [:]) { self.values = values }

    package var releasesKeep: Int { integer(.releasesKeep) }
    /// nil keeps runs for ever.
    package var runsKept: Duration? { days(.runsKeepDays) }
    package var logsKeepRuns: Int { integer(.logsKeepRuns) }
    package var eventsKeep: Int { integer(.eventsKeep) }
    /// nil keeps build caches for ever.
    package var cachesKept: Duration? { days(.cacheKeepDays) }
    /// nil makes no backups.
    package var backupEvery: Duration? {
        let seconds = integer(.backupEvery)
        return seconds == 0 ? nil : .seconds(seconds)
    }
    package var backupKeep: Int { integer(.backupKeep) }
    /// nil is the data directory's own folder.
    package var backupFolder: String? { text(.backupTo) }
    /// nil keeps images on the engine alone.
    package var dockerRegistry: String? { text(.dockerRegistry) }
    /// nil is Docker Hub itself.
    package var dockerMirror: String? { text(.dockerMirror) }
    package var appLogBytes: Int { integer(.appLogSize) }
    package var appLogFiles: Int { integer(.appLogFiles) }
    package var sessionsIdle: Duration { .seconds(integer(.sessionsIdleHours) * 3600) }
    package var sessionsKept: Duration { .seconds(integer(.sessionsKeepDays) * 86_400) }

    /// nil keeps the audit log for ever.
    package var auditKept: Duration? { days(.auditKeepDays) }
    package var tokensMaximumDays: Int { integer(.tokensMaximumDays) }

    package func isSet(_ definition: SettingDefinition) -> Bool { values[definition.name] != nil }

    /// What holds. A stored value that this version does not accept counts as not set.
    package func value(of definition: SettingDefinition) -> JSONValue {
        guard let value = values[definition.name], definition.kind.parse(definition.kind.text(of: value)) == value
        else {
            return definition.fallback
        }
        return value
    }

    private func integer(_ definition: SettingDefinition) -> Int { Int(value(of: definition).integer ?? 0) }

    private func text(_ definition: SettingDefinition) -> String? {
        guard let text = value(of: definition).string, !text.isEmpty else { return nil }
        return text
    }

    private func days(_ definition: SettingDefinition) -> Duration? {
        let days = integer(definition)
        return days == 0 ? nil : .seconds(days * 86_400)
    }
}
