// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// Finds the handler for a method and path; the handler of last resort is 404 or 405.
///
/// A pattern is a path whose segments may be `:name`, which matches one segment and is decoded into the exchange's
/// parameters, and may end in `*`, which matches the rest of the path. Literal segments win over `:name`, and both over
/// `*`. GET routes answer HEAD. Build it before the server starts; it is a value.
package struct Router: Sendable {
    private struct Route: Sendable {
        let parameterNames: [String]
        let handler: HTTPHandler
    }

    private struct Node: Sendable {
        var literals: [String: Node] = [:]
        var parameter: [Node] = []
        var routes: [HTTPMethod: Route] = [:]
        var restRoutes: [HTTPMethod: Route] = [:]
    }

    private var root = Node()

    package init() {}

    package mutating func get(_ pattern: String, _ handler: @escaping HTTPHandler) { on(.get, pattern, handler) }
    package mutating func post(_ pattern: String, _ handler: @escaping HTTPHandler) { on(.post, pattern, handler) }
    package mutating func put(_ pattern: String, _ handler: @escaping HTTPHandler) { on(.put, pattern, handler) }
    package mutating func patch(_ pattern: String, _ handler: @escaping HTTPHandler) { on(.patch, pattern, handler) }
    package mutating func delete(_ pattern: String, _ handler: @escaping HTTPHandler) { on(.delete, pattern, handler) }

    package mutating func on(_ method: HTTPMethod, _ pattern: String, _ handler: @escaping HTTPHandler) {
        let segments = pattern.split(separator: "/").map(String.init)
        let names = segments.filter { $0.hasPrefix(":") }.map { String($0.dropFirst()) }
        Self.insert(segments[...], method, Route(parameterNames: names, handler: handler), into: &root)
    }

    /// The handler to give to a server.
    package var handler: HTTPHandler { { exchange in try await handle(exchange) } }

    /// Runs the route of the exchange; throws `route_not_found`, and answers 405 with the methods there are.
    package func handle(_ exchange: Exchange) async throws {
        let request = exchange.request
        var values: [String] = []
        let segments = request.path.utf8.split(separator: UInt8(ascii: "/")).map(Substring.init)
        guard let routes = Self.find(segments[...], in: root, &values) else {
            throw Failure(.routeNotFound, "there is nothing at \(request.path)")
        }
        guard let route = routes[request.method] ?? (request.method == .head ? routes[.get] : nil) else {
            return try await refuse(exchange, routes)
        }
        var routed = exchange
        for (name, value) in zip(route.parameterNames, values) { routed.parameters[name] = value }
        try await route.handler(routed)
    }

    private func refuse(_ exchange: Exchange, _ routes: [HTTPMethod: Route]) async throws {
        var methods = Set(routes.keys.map(\.rawValue))
        if methods.contains("GET") { methods.insert("HEAD") }
        methods.insert("OPTIONS")
        let allow = methods.sorted().joined(separator: ", ")
        if exchange.request.method == .options {
            return try await exchange.respond(HTTPResponse(.noContent, headers: ["Allow": allow]))
        }
        let failure = Failure(
            .methodNotAllowed, "\(exchange.request.method) is not possible at \(exchange.request.path)",
            hint: "use one of \(allow)")
        var response = HTTPResponse.problem(failure)
        response.headers.add("Allow", allow)
        try await exchange.respond(response)
    }

    private static func insert(
        _ segments: ArraySlice<String>, _ method: HTTPMethod, _ route: Route, into node: inout Node
    ) {
        guard let segment = segments.first else {
            node.routes[method] = route
            return
        }
        if segment == "*" {
            node.restRoutes[method] = route
        } else if segment.hasPrefix(":") {
            if node.parameter.isEmpty { node.parameter = [Node()] }
            insert(segments.dropFirst(), method, route, into: &node.parameter[0])
        } else {
            insert(segments.dropFirst(), method, route, into: &node.literals[segment, default: Node()])
        }
    }

    /// The routes at a path, with the values of its `:name` segments in order.
    private static func find(
        _ segments: ArraySlice<Substring>, in node: Node, _ values: inout [String]
    ) -> [HTTPMethod: Route]? {
        guard let segment = segments.first else {
            return node.routes.isEmpty ? (node.restRoutes.isEmpty ? nil : node.restRoutes) : node.routes
        }
        if let text = PercentEncoding.decode(segment) {
            if let next = node.literals[text], let found = find(segments.dropFirst(), in: next, &values) {
                return found
            }
            if let next = node.parameter.first {
                let depth = values.count
                values.append(text)
                if let found = find(segments.dropFirst(), in: next, &values) { return found }
                values.removeSubrange(depth...)
            }
        }
        return node.restRoutes.isEmpty ? nil : node.restRoutes
    }
}
