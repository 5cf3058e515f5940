// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Primitives
import Processes

/// How a container ended, in words.
enum ContainerEnd {
    static func words(code: Int, isOutOfMemory: Bool) -> String {
        // As a shell says it: 128 and the signal's number.
        let status: ExitStatus = (129...159).contains(code) ? .signalled(Int32(code - 128)) : .exited(Int32(code))
        return isOutOfMemory ? "\(status): it went beyond its memory limit" : status.description
    }

    /// nil for one that has not ended yet.
    static func words(of container: ContainerSnapshot, in engine: DockerEngine, now: Timestamp) async -> String? {
        let state = container.state
        if !state.error.isEmpty { return state.error }
        if !state.isRunning, state.finished != nil {
            return words(code: state.exitCode, isOutOfMemory: state.isOutOfMemory)
        }
        guard container.restartCount > 0 else { return nil }
        // The state is that of its new life: how the one before ended only the events tell.
        return await last(of: container, in: engine, now: now)
    }

    private static func last(of container: ContainerSnapshot, in engine: DockerEngine, now: Timestamp) async -> String?
    {
        guard let created = container.created else { return nil }
        var filters = EngineFilters()
        filters["type"] = ["container"]
        filters["container"] = [container.id]
        filters["event"] = ["die", "oom", "start"]
        let events = try? await engine.pastEvents(
            filters, since: EngineMoment(created), until: EngineMoment(now + .seconds(1)))
        var isOutOfMemory = false
        var words: String?
        for event in events ?? [] {
            switch event.action {
            case "start": isOutOfMemory = false
            case "oom": isOutOfMemory = true
            case "die":
                words = Self.words(code: Int(event.attributes["exitCode"] ?? "") ?? 0, isOutOfMemory: isOutOfMemory)
            default: break
            }
        }
        return words
    }
}
