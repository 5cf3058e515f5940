// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Finds the route a program declares for health checks.
///
/// Only a route that is surely at its full path counts: one declared on a router that may be mounted elsewhere would fail
/// every check of a healthy program. Bounds: ``maximumFiles`` files of at most ``maximumBytes``.
struct HealthRoute {
    var path: String
    var file: String

    private static let maximumFiles = 24
    private static let maximumBytes = 128 * 1024
    /// Best first.
    private static let paths = [
        "/healthz", "/health", "/_health", "/health/", "/healthz/", "/healthcheck", "/health-check", "/api/health",
        "/api/healthz", "/api/v1/health", "/livez", "/readyz", "/up", "/ping", "/status",
    ]

    /// - outside: folders of programs other than the one that is meant.
    static func find(in source: Source, endings: [String], outside others: [String] = []) -> HealthRoute? {
        guard !endings.isEmpty else { return nil }
        let files = source.files(endingIn: endings).filter { file in
            !isTest(file) && !others.contains { file.hasPrefix($0 + "/") }
        }.prefix(maximumFiles)
        var best: (rank: Int, route: HealthRoute)?
        for file in files {
            if let path = pathOfFile(file) { best = better(best, path, file) }
            guard let text = source.text(file), text.utf8.count <= maximumBytes else { continue }
            guard
                text.holds("health") || text.holds("livez") || text.holds("readyz") || text.holds("/up")
                    || text.holds("/ping") || text.holds("/status")
            else { continue }
            let idiom = RouteIdiom.of(file)
            guard idiom?.isSure(of: text) != false else { continue }
            for line in text.split(separator: "\n") {
                if let path = idiom?.path(in: line, of: paths) ?? declared(in: line) { best = better(best, path, file) }
            }
        }
        return best?.route
    }

    private static func better(_ best: (rank: Int, route: HealthRoute)?, _ path: String, _ file: String) -> (
        rank: Int, route: HealthRoute
    )? {
        guard let rank = paths.firstIndex(of: path), rank < best?.rank ?? .max else { return best }
        return (rank, HealthRoute(path: path, file: file))
    }

    /// The health path that a line of source declares.
    private static func declared(in line: Substring) -> String? {
        let code = line.trimmed()
        guard code.utf8.count < 400, !code.hasPrefix("//"), !code.hasPrefix("#"), !code.hasPrefix("*") else {
            return nil
        }
        for path in paths {
            guard let quote = ["\"", "'", "`"].first(where: { code.holds($0 + path + $0) }),
                let before = code.firstUTF8Index(of: quote + path + quote)
            else { continue }
            if isDeclaration(code[..<before]) { return path }
        }
        return nil
    }

    /// Whether what stands before the path makes it a route of the application itself.
    private static func isDeclaration(_ head: Substring) -> Bool {
        for client in ["fetch(", "axios", "requests.", "http.Get", "curl", "url(", "client.", "redirect"]
        where head.holds(client) {
            return false
        }
        // The name before a call such as `.get(`: a router or a blueprint may be mounted under a prefix.
        if let call = [".get(", ".route(", ".GET(", ".Get(", ".HandleFunc(", ".Handle(", ".all(", ".use(", ".MapGet("]
            .first(where: { head.holds($0) }), let dot = head.firstUTF8Index(of: call)
        {
            let name = String(head[..<dot].reversed().prefix { $0 == "_" || $0.isLetter || $0.isNumber }.reversed())
                .lowercased()
            return [
                "app", "application", "server", "fastify", "api_app", "r", "mux", "http", "e", "engine", "router_app",
            ].contains(name)
                || (name == "router" && (head.holds("gin.") || head.holds("chi.")))
        }
        let words = head.trimmed()
        for start in ["==", "===", "get", "if", "case", "when"]
        where words.hasSuffix(start) || words.hasPrefix(start + " ") {
            return true
        }
        return ["HandleFunc(", "Handle(", "#[get(", "Route::get(", ".route(", "@GetMapping("].contains {
            words.hasSuffix($0)
        }
    }

    /// Frameworks that route by file name: `app/api/health/route.ts`, `pages/api/health.ts`.
    private static func pathOfFile(_ file: String) -> String? {
        for prefix in ["src/app/", "app/"] where file.hasPrefix(prefix) {
            let rest = file.dropFirst(prefix.count)
            if let end = rest.firstUTF8Index(of: "/route.") { return "/" + rest[..<end] }
        }
        for prefix in ["src/pages/", "pages/"] where file.hasPrefix(prefix) {
            let rest = file.dropFirst(prefix.count)
            if rest.hasPrefix("api/"), let dot = rest.lastIndex(of: ".") { return "/" + rest[..<dot] }
        }
        // Dart Frog: routes/health.dart and routes/health/index.dart.
        if file.hasPrefix("routes/"), file.hasSuffix(".dart") {
            let rest = file.dropFirst(7).dropLast(5)
            return "/" + (rest.hasSuffix("/index") ? rest.dropLast(6) : rest)
        }
        for prefix in ["server/api/", "server/routes/"] where file.hasPrefix(prefix) {
            let rest = file.dropFirst(prefix.count).prefix { $0 != "." }
            return (prefix == "server/api/" ? "/api/" : "/") + rest
        }
        if file.hasPrefix("src/routes/"), let end = file.firstUTF8Index(of: "/+server.") {
            return "/" + file.dropFirst("src/routes/".count).prefix(upTo: end)
        }
        return nil
    }

    private static func isTest(_ path: String) -> Bool {
        let name = path.splitPath().name
        return name.holds(".test.") || name.holds(".spec.") || name.hasPrefix("test_") || name.hasSuffix("_test.go")
            || name.hasSuffix("_test.py")
    }
}
