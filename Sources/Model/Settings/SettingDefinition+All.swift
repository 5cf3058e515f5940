// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension SettingDefinition {
    /// Every setting, in the order in which they are listed.
    package static let all: [SettingDefinition] = [
        releasesKeep, runsKeepDays, logsKeepRuns, eventsKeep, cacheKeepDays, backupEvery, backupKeep, backupTo,
        appLogSize, appLogFiles, dockerRegistry, dockerMirror, auditKeepDays, tokensMaximumDays, sessionsIdleHours,
        sessionsKeepDays,
    ]

    package static let releasesKeep = SettingDefinition(
        "releases.keep", .count(1...100), 5,
        "Releases of each project and profile that keep their files, unless its dextra.yaml says 'keep'.")
    package static let runsKeepDays = SettingDefinition(
        "runs.keep_days", .count(0...36_500), 0,
        "Days after which a finished run goes with its steps and log; 0 keeps runs for ever.")
    package static let logsKeepRuns = SettingDefinition(
        "logs.keep_runs", .count(1...1_000_000), 200, "Runs of each project, the newest, that keep their log text.")
    package static let eventsKeep = SettingDefinition(
        "events.keep", .count(1000...100_000_000), 200_000, "Events that the log of events keeps, the newest.")
    package static let cacheKeepDays = SettingDefinition(
        "cache.keep_days", .count(0...36_500), 30,
        "Days without a run after which a project's build cache goes; 0 keeps it for ever.")
    package static let backupEvery = SettingDefinition(
        "backup.every", .period(3600...366 * 86_400), 0, "Time between two backups that are made by themselves.")
    package static let backupKeep = SettingDefinition(
        "backup.keep", .count(1...10_000), 7,
        "Backups made by themselves that are kept, the newest; those that people made are never removed.")
    package static let backupTo = SettingDefinition(
        "backup.to", .folder, "",
        "Folder for backups that are made by themselves; 'backups' of the data directory if not set.")
    package static let appLogSize = SettingDefinition(
        "app_log.size", .size(64 << 10...4 << 30), 10_485_760,
        "Bytes after which an application's log file is full; holds for releases started afterwards.")
    package static let appLogFiles = SettingDefinition(
        "app_log.files", .count(1...100), 3,
        "Full log files that are kept of each release; holds for releases started afterwards.")
    package static let dockerRegistry = SettingDefinition(
        "docker.registry", .registry, "",
        "Where images are pushed once they are built; they stay on the engine alone if not set.")
    package static let dockerMirror = SettingDefinition(
        "docker.mirror", .registry, "",
        "Taken in place of Docker Hub for the base images of generated Dockerfiles.")
    package static let auditKeepDays = SettingDefinition(
        "audit.keep_days", .count(0...36_500), 0,
        "Days after which an entry of the audit log goes; 0 keeps all of them for ever.")
    package static let tokensMaximumDays = SettingDefinition(
        "tokens.max_days", .count(1...365), 365,
        "Days that an API token is good for at most; administrators may make some that do not expire.")
    package static let sessionsIdleHours = SettingDefinition(
        "sessions.idle_hours", .count(1...8760), 12,
        "Hours without a request after which a session on the page is over.")
    package static let sessionsKeepDays = SettingDefinition(
        "sessions.keep_days", .count(1...366), 30, "Days after which a session that begins from now on is over.")
}
