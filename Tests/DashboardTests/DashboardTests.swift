// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Dashboard
import HTTP
import HTTPKit
import Primitives
import Testing

@Suite struct DashboardTests {
    private static let script = DashboardAsset(
        type: "text/javascript; charset=utf-8", tag: "5c", plain: Array("let page = 1".utf8),
        compressed: [.brotli: [1, 2, 3], .gzip: [4, 5]])
    private static let icon = DashboardAsset(type: "image/svg+xml", tag: "1c", plain: Array("<svg/>".utf8))
    private static let index = DashboardAsset(
        type: "text/html; charset=utf-8", tag: "1d", plain: Array("<!doctype html>".utf8), compressed: [.brotli: [9]])
    private static let assets = ["main-AB12.js": script, "icon-1c.svg": icon, "index.html": index]

    @Test func aFileIsSentInTheFormThatTheBrowserLikesBestAndMayBeKeptForEver() async throws {
        try await withDashboard { site in
            let brotli = try await site.get("/assets/main-AB12.js", ["Accept-Encoding": "gzip, br"])
            #expect(brotli.headers["content-encoding"] == "br")
            #expect(brotli.headers["vary"] == "Accept-Encoding")
            #expect(brotli.headers["content-type"] == "text/javascript; charset=utf-8")
            #expect(brotli.headers["cache-control"] == "public, max-age=31536000, immutable")
            #expect(try await brotli.collect() == [1, 2, 3])
            let gzip = try await site.get("/assets/main-AB12.js", ["Accept-Encoding": "br;q=0, gzip"])
            #expect(gzip.headers["content-encoding"] == "gzip")
            #expect(try await gzip.collect() == [4, 5])
            let plain = try await site.get("/assets/main-AB12.js")
            #expect(plain.headers["content-encoding"] == nil)
            #expect(try await plain.collect() == Array("let page = 1".utf8))
        }
    }

    @Test func eachFormHasATagOfItsOwnAndFreshCopiesAreNotSentAgain() async throws {
        try await withDashboard { site in
            let brotli = try await site.get("/", ["Accept-Encoding": "br"])
            let plain = try await site.get("/")
            let tag = try #require(brotli.headers["etag"])
            #expect(tag != plain.headers["etag"])
            let fresh = try await site.get("/", ["Accept-Encoding": "br", "If-None-Match": tag])
            #expect(fresh.status == .notModified)
            #expect(fresh.headers["cache-control"] == "no-cache")
            #expect(fresh.headers["etag"] == tag)
            let other = try await site.get("/", ["If-None-Match": tag])
            #expect(other.status == .ok)
        }
    }

    @Test(arguments: ["/", "/login", "/projects/shop/releases", "/users/ada.lovelace", "/device?code=ABCD-EFGH"])
    func everyPageIsTheOneDocumentAskedForAnew(_ path: String) async throws {
        try await withDashboard { site in
            let page = try await site.get(path)
            #expect(page.status == .ok)
            #expect(page.headers["content-type"] == "text/html; charset=utf-8")
            #expect(page.headers["cache-control"] == "no-cache")
            #expect(try await page.collect() == Array("<!doctype html>".utf8))
        }
    }

    @Test(arguments: [
        "/v1", "/v1/", "/v1/projects", "//v1/projects", "/%761/projects", "/health/live", "/metrics", "/openapi.json",
        "/.well-known/jwks.json", "/favicon.ico", "/.env", "/%zz", "/%2e%2e/v1",
    ])
    func whatIsNotAPageIsLeftToTheOthers(_ path: String) async throws {
        try await withDashboard { site in
            let answer = try await site.get(path)
            #expect(answer.status == 299)
        }
    }

    @Test(arguments: [
        "/assets/main-0000.js", "/assets/", "/assets", "/assets/index.html/x", "/assets/../index.html",
        "/assets/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2findex.html", "/assets/main-AB12.js%00", "/assets//etc/passwd",
        "/assets/main-AB12.js.br", "/assets/table.inc",
    ])
    func nothingButTheFilesThereAreIsFound(_ path: String) async throws {
        try await withDashboard { site in
            let answer = try await site.get(path)
            #expect(answer.status == .notFound)
            #expect(try await answer.problem().code == .routeNotFound)
        }
    }

    @Test(arguments: ["/", "/projects", "/assets/main-AB12.js", "/assets/icon-1c.svg"])
    func browsersAreToldToLoadNothingFromElsewhereAndToRunNothingInline(_ path: String) async throws {
        try await withDashboard { site in
            let headers = try await site.get(path).headers
            let policy = try #require(headers["content-security-policy"])
            for rule in ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"] {
                #expect(policy.split(separator: ";").map { $0.drop { $0 == " " } }.contains(Substring(rule)))
            }
            #expect(!policy.contains("unsafe"))
            #expect(headers["referrer-policy"] == "same-origin")
            #expect(headers["cross-origin-opener-policy"] == "same-origin")
            #expect(headers["cross-origin-resource-policy"] == "same-origin")
            #expect(headers["permissions-policy"] != nil)
        }
    }

    @Test func headIsAnsweredWithoutTheBodyAndOtherMethodsAreRefused() async throws {
        try await withDashboard { site in
            let head = try await site.send(.head, "/assets/main-AB12.js", ["Accept-Encoding": "br"])
            #expect(head.status == .ok)
            #expect(head.headers["content-length"] == "3")
            #expect(try await head.collect().isEmpty)
            let post = try await site.send(.post, "/projects")
            #expect(post.status == .methodNotAllowed)
            #expect(post.headers["allow"] == "GET, HEAD")
            #expect(post.headers["content-type"] == "application/problem+json")
        }
    }

    @Test func aServerThatWasBuiltWithoutItsPagesSaysHowToGetThem() async throws {
        try await withDashboard([:]) { site in
            let answer = try await site.get("/")
            #expect(answer.status == .serviceUnavailable)
            let failure = try await answer.problem()
            #expect(failure.code == .dashboardNotBuilt)
            #expect(failure.hint?.contains("scripts/web") == true)
            #expect(try await site.get("/v1/projects").status == 299)
        }
    }

    @Test func whatIsEmbeddedIsWholeOrNotThere() throws {
        let assets = DashboardAsset.embedded
        guard !assets.isEmpty else { return }
        let index = String(decoding: try #require(assets["index.html"]).plain, as: UTF8.self)
        #expect(!index.contains("{{"))
        let names = index.split(separator: "\"").filter { $0.hasPrefix("/assets/") }.map { $0.dropFirst(8) }
        #expect(names.count >= 4)
        for name in names { #expect(assets[String(name)] != nil, "\(name)") }
        for (name, asset) in assets { #expect(!asset.plain.isEmpty && !asset.tag.isEmpty, "\(name)") }
    }

    private struct Site: Sendable {
        let client = HTTPClient()
        let endpoint: HTTPEndpoint

        func get(_ path: String, _ headers: HTTPHeaders = [:]) async throws -> HTTPClientResponse {
            try await send(.get, path, headers)
        }

        func send(_ method: HTTPMethod, _ path: String, _ headers: HTTPHeaders = [:]) async throws -> HTTPClientResponse
        {
            try await client.request(to: endpoint, HTTPClientRequest(method, path, headers: headers))
        }
    }

    /// The dashboard beside something that answers 299 to everything.
    private func withDashboard(
        _ assets: [String: DashboardAsset] = assets, _ body: @Sendable @escaping (Site) async throws -> Void
    ) async throws {
        let handler = Dashboard(assets: assets).handler { try await $0.respond(HTTPResponse(299)) }
        let configuration = HTTPServerConfiguration(listeners: [.tcp(host: "127.0.0.1", port: 0)], threads: 1)
        try await TestServer.run(configuration, handler: handler) { endpoint in
            try await body(Site(endpoint: endpoint))
        }
    }
}

extension HTTPClientResponse {
    fileprivate func problem() async throws -> Failure {
        try JSONText.decode(Problem.self, from: String(decoding: try await collect(), as: UTF8.self)).failure
    }
}
