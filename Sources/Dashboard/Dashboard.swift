// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import HTTP
import Primitives

/// Serves the dashboard's pages beside the API: its files under `/assets/`, and the one document for every page's path,
/// since pages find their own way.
package struct Dashboard: Sendable {
    private let assets: [String: DashboardAsset]
    private let others: Set<String>

    /// - others: first segments of paths that are not the dashboard's, whatever comes after them.
    package init(
        assets: [String: DashboardAsset] = DashboardAsset.embedded,
        others: Set<String> = ["v1", "health", "metrics", "openapi.json", ".well-known"]
    ) {
        self.assets = assets
        self.others = others
    }

    /// Whether a path is one of the pages' or of their files.
    package func owns(_ path: Substring) -> Bool {
        let first = path.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1).first.map(Substring.init) ?? ""
        guard let name = PercentEncoding.decode(first) else { return false }
        // No page's first segment has a dot: /favicon.ico and /robots.txt are nobody's.
        return !others.contains(name) && !name.contains(".")
    }

    /// The dashboard where it owns the path, else `other`. Needs no credentials: what is embedded is no secret.
    package func handler(beside other: @escaping HTTPHandler) -> HTTPHandler {
        { exchange in
            guard owns(exchange.request.path) else { return try await other(exchange) }
            try await handle(exchange)
        }
    }

    /// Throws `dashboard_not_built` when the program has no files in it, and `route_not_found` for a file there isn't.
    package func handle(_ exchange: Exchange) async throws {
        let request = exchange.request
        exchange.watch?.route = "page"
        guard request.method == .get || request.method == .head else {
            var refusal = HTTPResponse.problem(
                Failure(
                    .methodNotAllowed, "\(request.method) is not possible at \(request.path)",
                    hint: "use GET or HEAD; the API is below /v1"))
            refusal.headers.add("Allow", "GET, HEAD")
            return try await exchange.respond(refusal)
        }
        guard let index = assets["index.html"] else {
            throw Failure(
                .dashboardNotBuilt, "this server was built without its dashboard",
                hint: "run scripts/web and build again; the API and the command line do all that the pages do",
                retry: .never)
        }
        let segments = request.path.utf8.split(separator: UInt8(ascii: "/")).map(Substring.init)
        guard segments.first == "assets" else { return try await send(index, caching: "no-cache", exchange) }
        guard segments.count == 2, let asset = assets[String(segments[1])] else {
            throw Failure(
                .routeNotFound, "there is nothing at \(request.path)",
                hint: "reload the page: it is of another version of the server")
        }
        try await send(asset, caching: DashboardHeaders.immutable, exchange)
    }

    private func send(_ asset: DashboardAsset, caching: String, _ exchange: Exchange) async throws {
        let (coding, bytes) = asset.form(for: exchange.request.headers)
        var headers = DashboardHeaders.shared
        headers.add("Cache-Control", caching)
        if !asset.compressed.isEmpty { headers.add("Vary", "Accept-Encoding") }
        let tag = asset.entityTag(coding)
        if try await exchange.answersConditions(of: Validators(entityTag: tag), headers: headers) { return }
        headers.add("ETag", tag)
        headers.add("Content-Type", asset.type)
        if let coding { headers.add("Content-Encoding", coding.rawValue) }
        try await exchange.respond(HTTPResponse(headers: headers, body: Array(bytes)))
    }
}
