// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

extension DockerEngine {
    /// What happened in a span of time, oldest first, as far as the engine remembers it: its last 256 events, and none
    /// from before its own start.
    package func pastEvents(
        _ filters: EngineFilters, since: EngineMoment, until: EngineMoment
    ) async throws -> [EngineEvent] {
        let query = [("filters", try filters.json), ("since", since.query), ("until", until.query)]
        let answer = try await collect(try EngineCall(.get, "/events", query))
        var splitter = JSONStreamSplitter()
        return try splitter.consume(answer).map { EngineEvent(try JSONText.decode(JSONValue.self, from: $0)) }
    }
}
