// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

extension DockerEngine {
    /// Creates a container and gives its ID; it does not run yet.
    ///
    /// Throws `image_not_found`, `container_conflict` when the name is taken, `network_not_found`, `engine_refused` for
    /// a spec that makes no sense.
    package func create(_ spec: ContainerSpec, name: String? = nil, platform: String? = nil) async throws -> String {
        let call = try EngineCall(
            .post, "/containers/create", [("name", name), ("platform", platform)], subject: .image(spec.image),
            json: spec.json)
        do {
            return try await value(call).text("Id")
        } catch let failure as Failure where failure.code == .imageInUse {
            throw Failure(.containerConflict, failure.message)
        }
    }

    /// Starts a container; one that runs is left as it is.
    ///
    /// Throws `container_not_found`, `port_taken`, `container_start_failed`.
    package func start(_ container: String) async throws {
        try await send(try containerCall(.post, container, "/start", isPatient: true))
    }

    /// Asks the container to end, kills it after the timeout, and returns when it has ended. One that does not run is
    /// left as it is.
    ///
    /// - timeout: whole seconds; nil for the container's own, or else ten.
    ///
    /// Throws `container_not_found`.
    package func stop(_ container: String, timeout: Duration? = nil) async throws {
        let query = [("t", timeout.map(Self.seconds))]
        try await send(try containerCall(.post, container, "/stop", query, isPatient: true))
    }

    /// Throws `container_not_found`, `container_start_failed`, `port_taken`.
    package func restart(_ container: String, timeout: Duration? = nil) async throws {
        let query = [("t", timeout.map(Self.seconds))]
        try await send(try containerCall(.post, container, "/restart", query, isPatient: true))
    }

    /// Sends a signal to the container's first process. Throws `container_conflict` when it does not run.
    package func kill(_ container: String, signal: String = "SIGKILL") async throws {
        try await send(try containerCall(.post, container, "/kill", [("signal", signal)]))
    }

    /// Waits until the container does not run, for as long as that takes, and gives its exit code.
    ///
    /// Throws `container_not_found`, `container_start_failed`.
    package func wait(_ container: String) async throws -> Int {
        let answer = try await value(try containerCall(.post, container, "/wait", isPatient: true))
        if let words = answer["Error"]?.filledText("Message") { throw Failure(.containerStartFailed, words) }
        return answer.int("StatusCode")
    }

    /// Removes a container. Throws `container_not_found`, and `container_conflict` when it runs and `force` isn't set.
    ///
    /// - removesVolumes: also the volumes that have no name.
    package func remove(_ container: String, force: Bool = false, removesVolumes: Bool = true) async throws {
        let query: [(String, String?)] = [("force", force ? "1" : nil), ("v", removesVolumes ? "1" : nil)]
        try await send(try containerCall(.delete, container, "", query, isPatient: true))
    }

    /// Throws `container_conflict` when the name is taken.
    package func rename(_ container: String, to name: String) async throws {
        try await send(try containerCall(.post, container, "/rename", [("name", name)]))
    }

    /// A container by name or ID. Throws `container_not_found`.
    package func container(_ container: String) async throws -> ContainerSnapshot {
        ContainerSnapshot(try await value(try containerCall(.get, container, "/json")))
    }

    /// The containers that have all these labels; an empty value means any.
    ///
    /// - all: also those that don't run.
    package func containers(labels: [String: String] = [:], all: Bool = true) async throws -> [ContainerSummary] {
        let query = [("all", all ? "1" : nil), ("filters", try EngineFilters(labels: labels).json)]
        return try await value(try EngineCall(.get, "/containers/json", query), as: [JSONValue].self)
            .map(ContainerSummary.init)
    }

    /// The container's processes as `ps` on the engine's machine shows them: titles, and a row for each.
    ///
    /// Throws `container_conflict` when it does not run.
    package func processes(of container: String) async throws -> (titles: [String], rows: [[String]]) {
        let answer = try await value(try containerCall(.get, container, "/top"))
        return (answer.strings("Titles"), answer.elements("Processes").map { ($0.array ?? []).compactMap(\.string) })
    }

    func containerCall(
        _ method: HTTPMethod, _ container: String, _ rest: String, _ query: [(String, String?)] = [],
        json: JSONValue? = nil, isPatient: Bool = false
    ) throws -> EngineCall {
        try EngineCall(
            method, "/containers/\(Self.segment(container))\(rest)", query, subject: .container(container), json: json,
            timeouts: isPatient ? .patient : nil)
    }

    /// Rounded up: half a second is not none.
    private static func seconds(_ duration: Duration) -> String { String((duration.wholeMilliseconds + 999) / 1000) }
}
