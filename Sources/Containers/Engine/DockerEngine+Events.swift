// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

extension DockerEngine {
    /// Tells what happens in the engine until `onNotice` says false, and goes on after a break without telling an event
    /// twice.
    ///
    /// - since: also what happened from this moment on, as far as the engine remembers it.
    /// - patience: how long an engine may be away before `engine_unavailable` is thrown.
    package func watchEvents(
        _ filters: EngineFilters = EngineFilters(), since: EngineMoment? = nil, patience: Duration = .seconds(60),
        onNotice: (EngineNotice) async throws -> Bool
    ) async throws {
        var isFirst = true
        var since = since
        var recent: Set<EngineEvent> = []
        var retrying = Retrying(engine: self, patience: patience)
        while true {
            do {
                let query = [("filters", try filters.json), ("since", since?.query)]
                let opening = EngineMoment(time.now())
                let response = try await open(try EngineCall(.get, "/events", query, timeouts: .patient))
                retrying.succeeded()
                since = since ?? opening
                guard try await onNotice(.connected(isFirst: isFirst)) else { return }
                isFirst = false
                var splitter = JSONStreamSplitter()
                while let bytes = try await reading({ try await response.nextBody() }) {
                    for object in try splitter.consume(bytes) {
                        let event = EngineEvent(try JSONText.decode(JSONValue.self, from: object))
                        // Of the same moment there may be several, and the engine sends all of them again.
                        if event.moment != since { recent = [] }
                        guard recent.insert(event).inserted else { continue }
                        since = event.moment
                        guard try await onNotice(.event(event)) else { return }
                    }
                }
                try await retrying.pause(after: EngineFault.ended(address))
            } catch let failure as Failure where failure.code == .engineUnavailable {
                try await retrying.pause(after: failure)
            }
        }
    }
}
