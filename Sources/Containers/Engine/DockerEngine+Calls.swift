// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import HTTP
import Primitives

/// What a call is about: decides what its 404 and 409 mean.
enum EngineSubject {
    case engine
    case image(String)
    case container(String)
    case network(String)
    case volume(String)
    case build
    /// A transfer between the engine and the registry of this image.
    case registry(String)
}

/// One call of the engine's API, before it is sent.
struct EngineCall {
    var method: HTTPMethod
    /// Below the version, with its segments already encoded.
    var path: String
    var query: [(String, String?)] = []
    var headers: HTTPHeaders = [:]
    var body = HTTPClientRequest.Body.none
    /// The engine answers at once unless the call itself waits for something.
    var timeouts = HTTPTimeouts(response: .seconds(60), idle: .seconds(60))
    var subject = EngineSubject.engine

    init(
        _ method: HTTPMethod, _ path: String, _ query: [(String, String?)] = [], subject: EngineSubject = .engine,
        json: JSONValue? = nil, timeouts: HTTPTimeouts? = nil
    ) throws {
        self.method = method
        self.path = path
        self.query = query
        self.subject = subject
        if let timeouts { self.timeouts = timeouts }
        if let json {
            body = .bytes(Array(try JSONText.encode(json).utf8))
            headers.set("Content-Type", "application/json")
        }
    }

    func request(_ version: EngineVersion) -> HTTPClientRequest {
        let pairs = query.compactMap { name, value in value.map { "\(name)=\(PercentEncoding.encode($0))" } }
        let target = "/v\(version)\(path)" + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
        return HTTPClientRequest(method, target, headers: headers, body: body, timeouts: timeouts)
    }
}

extension HTTPTimeouts {
    /// For calls whose answer comes when something in the world has happened.
    static let patient = HTTPTimeouts(response: nil, idle: nil)
}

extension DockerEngine {
    /// Sends a call; the answer's status is one of success, and its body is still to be read.
    func open(_ call: EngineCall) async throws -> HTTPClientResponse {
        let response: HTTPClientResponse
        do {
            response = try await client.request(to: endpoint, call.request(version))
        } catch {
            throw EngineFault.unreachable(error, address)
        }
        // 304: already as asked, e.g. a container that runs is told to start.
        guard !response.status.isSuccess, response.status != .notModified else { return response }
        throw await refusal(response, call.subject)
    }

    func refusal(_ response: HTTPClientResponse, _ subject: EngineSubject) async -> Failure {
        let body = (try? await response.collect(upTo: 1 << 20)) ?? []
        let answer = try? JSONText.decode(JSONValue.self, from: body)
        let words = answer?["message"]?.string ?? answer?["cause"]?.string ?? String(decoding: body, as: UTF8.self)
        return EngineFault.failure(status: response.status.code, words: words, subject: subject)
    }

    /// Sends a call and drops what it answers.
    func send(_ call: EngineCall) async throws { _ = try await collect(call) }

    func collect(_ call: EngineCall) async throws -> [UInt8] {
        let response = try await open(call)
        return try await reading { try await response.collect(upTo: 64 << 20) }
    }

    func value<Value: Decodable>(_ call: EngineCall, as type: Value.Type = JSONValue.self) async throws -> Value {
        let body = try await collect(call)
        do {
            return try JSONText.decode(type, from: body)
        } catch let failure as Failure {
            throw Failure(.engineFailed, "the engine's answer to \(call.path) can't be read", cause: failure)
        }
    }

    /// Runs what reads from the engine; a connection that breaks is an engine that went away.
    func reading<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch {
            throw EngineFault.unreachable(error, address)
        }
    }

    /// The text of a path segment; an image's name keeps its slashes, which the engine's router expects as they are.
    static func segment(_ text: String, keepsSlashes: Bool = false) -> String {
        keepsSlashes
            ? text.split(separator: "/", omittingEmptySubsequences: false).map { PercentEncoding.encode($0) }
                .joined(separator: "/") : PercentEncoding.encode(text)
    }
}
