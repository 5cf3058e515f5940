// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// Something that happened in an engine.
package struct EngineEvent: Sendable, Hashable {
    /// E.g. `container`, `image`, `network`, `volume`.
    package var type: String
    /// E.g. `start`, `die`, `oom`, `health_status: healthy`.
    package var action: String
    /// Of the container, image, …
    package var id: String
    /// E.g. `name`, `image`, `exitCode`, and the labels of a container.
    package var attributes: [String: String]
    package var moment: EngineMoment

    init(_ json: JSONValue) {
        let actor = json["Actor"] ?? [:]
        type = json.text("Type")
        action = json.text("Action")
        id = actor.filledText("ID") ?? json.text("id")
        attributes = actor.texts("Attributes")
        moment =
            json["timeNano"]?.integer.map { EngineMoment(nanoseconds: $0) }
            ?? EngineMoment(seconds: json["time"]?.integer ?? 0)
    }
}

/// What who watches an engine is told.
package enum EngineNotice: Sendable, Hashable {
    /// The engine listens to us. When it isn't the first time, events may have been lost: an engine remembers its last
    /// 256, and none from before its own start. Look at what you watch again.
    case connected(isFirst: Bool)
    case event(EngineEvent)
}
