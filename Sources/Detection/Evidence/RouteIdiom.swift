// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// How a language's frameworks declare a route at its full path, beside what most of them share.
struct RouteIdiom: Sendable {
    /// Endings of the files it applies to.
    var endings: [String]
    /// What stands right before the quoted path.
    var heads: [String] = []
    /// What stands right before a path without quotes, at the beginning of a line.
    var bareHeads: [String] = []
    /// Paths are written without their leading slash.
    var isSlashless = false
    /// A file with one of these may mount its routes under a prefix: nothing in it is sure.
    var prefixes: [String] = []

    private static let all: [RouteIdiom] = [
        // Vapor names path components, Hummingbird whole paths.
        RouteIdiom(
            endings: [".swift"], heads: ["app.get(", "router.get(", "routes.get("], isSlashless: true,
            prefixes: [".grouped(", ".group("]),
        RouteIdiom(
            endings: [".cs", ".fs", ".vb"],
            heads: ["app.MapHealthChecks(", "app.MapGet(", "app.UseHealthChecks(", "route "],
            prefixes: ["subRoute "]),
        RouteIdiom(endings: [".kt"], heads: ["get("], prefixes: ["route(\"", "@RequestMapping(\"/", "path(\""]),
        RouteIdiom(endings: [".java"], prefixes: ["@RequestMapping(\"/", "@Path(\"/"]),
        // The file of Play's routes: a method, a path and a controller.
        RouteIdiom(endings: ["conf/routes"], bareHeads: ["GET "]),
        RouteIdiom(endings: [".clj", ".cljc"], heads: ["(GET "], prefixes: ["(context "]),
        RouteIdiom(endings: [".ex"], heads: ["get "], prefixes: ["forward \"/"]),
        RouteIdiom(
            endings: [".cpp", ".cc", ".cxx"], heads: ["CROW_ROUTE(app, ", "svr.Get(", "server.Get(", "app.Get("]),
        RouteIdiom(endings: [".jl"], heads: ["route(", "@get ", "@get("], prefixes: ["router("]),
        RouteIdiom(endings: [".lua"], heads: ["app:get(", "app:match("]),
        RouteIdiom(endings: [".R", ".r"], bareHeads: ["#* @get ", "#' @get "]),
        // Laravel puts this file's routes under /api.
        RouteIdiom(endings: ["routes/api.php"], prefixes: ["Route::"]),
    ]

    static func of(_ file: String) -> RouteIdiom? {
        all.first { idiom in idiom.endings.contains { file.hasSuffix($0) } }
    }

    /// Whether nothing in a file says that its routes lie below a prefix.
    func isSure(of text: String) -> Bool {
        if prefixes.contains(where: { text.holds($0) }) { return false }
        // Phoenix: `scope "/"` adds nothing, `scope "/api"` does.
        return !text.allAfter("scope \"/").contains { $0.first != "\"" }
    }

    /// The first of the paths that a line declares.
    func path(in line: Substring, of paths: [String]) -> String? {
        let code = line.leadingTrimmed
        if let head = bareHeads.first(where: { code.hasPrefix($0) }) {
            let word = code.dropFirst(head.count).leadingTrimmed.prefix { $0 != " " && $0 != "\t" }
            return paths.first { $0 == word }
        }
        guard !code.hasPrefix("//"), !code.hasPrefix("#"), !code.hasPrefix("--"), !code.hasPrefix(";") else {
            return nil
        }
        for head in heads {
            guard let rest = code.after(head), let mark = rest.first, mark == "\"" || mark == "'" else { continue }
            let quoted = rest.firstQuoted ?? ""
            let full = isSlashless && !quoted.hasPrefix("/") ? "/" + quoted : quoted
            if let path = paths.first(where: { $0 == full }) { return path }
        }
        return nil
    }
}
