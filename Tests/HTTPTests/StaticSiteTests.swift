// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import HTTP
import Primitives
import TestKit
import Testing

@Suite struct StaticSiteTests {
    private static let large = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 8) }

    private static let long = Array(String(repeating: "p { margin: 0 } ", count: 200).utf8)

    @Test func servesPagesFilesAndFolders() async throws {
        try await withSite { site in
            let home = try await site.get("/")
            #expect(home.status == .ok)
            #expect(home.headers["content-type"] == "text/html; charset=utf-8")
            #expect(home.headers["cache-control"] == "no-cache")
            #expect(try await home.collect() == Array("home".utf8))
            #expect(try await site.text("/about") == "about")
            #expect(try await site.text("/docs/") == "docs")
            #expect(try await site.text("/inside") == "about")
            #expect(try await site.text("/my%20page.html") == "spaced")
            #expect(try await site.text("/.well-known/security.txt") == "contact")
            let script = try await site.get("/main.3f2a1b9c.js")
            #expect(script.headers["content-type"] == "text/javascript; charset=utf-8")
            #expect(script.headers["cache-control"]?.contains("immutable") == true)
            let large = try await site.get("/large.bin")
            #expect(try await large.collect() == Self.large)
        }
    }

    @Test func redirectsAFolderWithoutItsSlashAndNeverElsewhere() async throws {
        try await withSite { site in
            let folder = try await site.get("/docs?x=1")
            #expect(folder.status == .movedPermanently)
            #expect(folder.headers["location"] == "/docs/?x=1")
            let doubled = try await site.get("//docs")
            #expect(doubled.headers["location"] == "/docs/")
        }
    }

    @Test(arguments: [
        "/../secret", "/..%2fsecret", "/%2e%2e/secret", "/docs/../../secret", "/docs/%2e%2e/%2e%2e/secret",
        "/.env", "/docs/.git/config", "/outside", "/absolute", "/loop", "/a%00b", "/..%5csecret",
        "/%c0%ae%c0%ae/secret",
        "/%zz", "/pipe", "/folder-outside/secret", "/.well-known/../.env", "/docs//../.env",
    ])
    func nothingHiddenOrOutsideIsServed(_ target: String) async throws {
        try await withSite { site in
            let response = try await site.get(target)
            #expect(response.status == .notFound)
            #expect(try await response.collect() == Array("lost".utf8))
        }
    }

    @Test func freshCopiesAreNotSentAgain() async throws {
        try await withSite { site in
            let first = try await site.get("/about.html")
            let tag = try #require(first.headers["etag"])
            let date = try #require(first.headers["last-modified"])
            for headers in [
                ["If-None-Match": tag], ["If-None-Match": "\"other\", W/\(tag)"], ["If-None-Match": "*"],
                ["If-Modified-Since": date],
            ] as [HTTPHeaders] {
                let again = try await site.get("/about.html", headers)
                #expect(again.status == .notModified)
                #expect(again.headers["etag"] == tag)
                #expect(try await again.collect() == [])
            }
            let changed: HTTPHeaders = ["If-None-Match": "\"other\"", "If-Modified-Since": date]
            #expect(try await site.status("/about.html", changed) == .ok)
            let old: HTTPHeaders = ["If-Modified-Since": "Sun, 06 Nov 1994 08:49:37 GMT"]
            #expect(try await site.status("/about.html", old) == .ok)
        }
    }

    @Test(
        arguments: [
            ("bytes=0-9", 0..<10), ("bytes=299990-", 299_990..<300_000), ("bytes=-5", 299_995..<300_000),
            ("bytes=100-999999", 100..<300_000), ("bytes=-999999", 0..<300_000),
        ] as [(String, Range<Int>)])
    func oneRangeIsServed(_ range: String, _ expected: Range<Int>) async throws {
        try await withSite { site in
            let response = try await site.get("/large.bin", ["Range": range])
            #expect(response.status == .partialContent)
            #expect(
                response.headers["content-range"]
                    == "bytes \(expected.lowerBound)-\(expected.upperBound - 1)/300000")
            #expect(try await response.collect() == Array(Self.large[expected]))
        }
    }

    @Test func oddRangesGiveTheWholeAndImpossibleOnes416() async throws {
        try await withSite { site in
            for range in ["bytes=0-1,3-4", "bytes=5-2", "lines=1-2", "bytes=a-b", "bytes=-", "bytes=+1-2"] {
                #expect(try await site.status("/large.bin", ["Range": range]) == .ok)
            }
            for range in ["bytes=300000-", "bytes=-0"] {
                let response = try await site.get("/large.bin", ["Range": range])
                #expect(response.status == .rangeNotSatisfiable)
                #expect(response.headers["content-range"] == "bytes */300000")
            }
            let other = try await site.get("/large.bin", ["Range": "bytes=0-1", "If-Range": "\"other\""])
            #expect(other.status == .ok)
        }
    }

    @Test func writesOfAReaderAreRefusedWhenTheFileIsAnother() async throws {
        try await withSite { site in
            let other = try await site.status("/about.html", ["If-Match": "\"other\""])
            #expect(other == .preconditionFailed)
            let old = try await site.status(
                "/about.html", ["If-Unmodified-Since": "Sun, 06 Nov 1994 08:49:37 GMT"])
            #expect(old == .preconditionFailed)
        }
    }

    @Test func textsGoOutCompressed() async throws {
        try await withSite { site in
            for (coding, expected) in [("gzip", "gzip"), ("zstd, gzip", "zstd"), ("br, gzip", "br")] {
                for _ in 0..<2 {
                    let response = try await site.get("/long.css", ["Accept-Encoding": coding])
                    #expect(response.headers["content-encoding"] == expected)
                    #expect(response.headers["vary"] == "Accept-Encoding")
                    let tag = try #require(response.headers["etag"])
                    #expect(tag.hasSuffix("-\(expected)\""))
                    let decoder = ContentDecoder(try #require(ContentCoding(rawValue: expected)), limit: 100_000)
                    #expect(try decoder.decode(try await response.collect()) == Self.long)
                    let head = try await site.send(.head, "/long.css", ["Accept-Encoding": coding])
                    #expect(head.headers["content-length"] == response.headers["content-length"])
                    let again: HTTPHeaders = ["Accept-Encoding": coding, "If-None-Match": tag]
                    #expect(try await site.status("/long.css", again) == .notModified)
                }
            }
            let plain = try await site.get("/long.css")
            #expect(plain.headers["content-encoding"] == nil && plain.headers["vary"] == "Accept-Encoding")
            let part = try await site.get("/long.css", ["Accept-Encoding": "gzip", "Range": "bytes=0-9"])
            #expect(part.status == .partialContent && part.headers["content-encoding"] == nil)
            #expect(try await part.collect() == Array(Self.long.prefix(10)))
            let binary = try await site.get("/large.bin", ["Accept-Encoding": "gzip"])
            #expect(binary.headers["content-encoding"] == nil)
        }
    }

    @Test func compressedFilesBesideArePreferred() async throws {
        try await withSite { site in
            let response = try await site.get("/beside.js", ["Accept-Encoding": "gzip, br"])
            #expect(response.headers["content-encoding"] == "gzip")
            #expect(response.headers["content-type"] == "text/javascript; charset=utf-8")
            #expect(try await response.collect() == Array("not really gzip".utf8))
            #expect(try await site.text("/beside.js") == "beside")
        }
    }

    @Test func headHasTheHeadersAlone() async throws {
        try await withSite { site in
            let response = try await site.send(.head, "/large.bin")
            #expect(response.headers["content-length"] == "300000")
            #expect(try await response.collect() == [])
            let post = try await site.send(.post, "/large.bin")
            #expect(post.status == .methodNotAllowed)
            #expect(post.headers["allow"] == "GET, HEAD")
        }
    }

    @Test func aSinglePageSiteAnswersEveryPathButMissingFiles() async throws {
        try await withSite(StaticSiteHandler.Options(isSinglePage: true)) { site in
            let page = try await site.text("/users/7")
            #expect(page == "home")
            let script = try await site.status("/missing.js")
            #expect(script == .notFound)
        }
    }

    @Test func aMissingFolderIsReported() throws {
        let failure = #expect(throws: Failure.self) { try StaticSiteHandler(root: "/nonexistent/site") }
        #expect(failure?.code == .notFound)
    }

    /// A running site and a client for it.
    struct Site: Sendable {
        let client = HTTPClient()
        let endpoint: HTTPEndpoint

        func get(_ target: String, _ headers: HTTPHeaders = [:]) async throws -> HTTPClientResponse {
            try await send(.get, target, headers)
        }

        func send(
            _ method: HTTPMethod, _ target: String, _ headers: HTTPHeaders = [:]
        ) async throws -> HTTPClientResponse {
            try await client.request(to: endpoint, HTTPClientRequest(method, target, headers: headers))
        }

        func status(_ target: String, _ headers: HTTPHeaders = [:]) async throws -> HTTPStatus {
            try await get(target, headers).status
        }

        func text(_ target: String) async throws -> String {
            String(decoding: try await get(target).collect(), as: UTF8.self)
        }
    }

    private func withSite(
        _ options: StaticSiteHandler.Options = .init(), _ body: @escaping @Sendable (Site) async throws -> Void
    ) async throws {
        try await TemporaryDirectory.with { directory in
            let root = directory + "/site"
            try Self.build(directory, root)
            let handler = try StaticSiteHandler(root: root, options: options)
            try await LiveServer.tcp(handler: handler.handler) { try await body(Site(endpoint: $0)) }
        }
    }

    private static func build(_ directory: String, _ root: String) throws {
        for folder in ["", "/docs", "/docs/.git", "/.well-known"] { mkdir(root + folder, 0o755) }
        let files = [
            "index.html": "home", "about.html": "about", "404.html": "lost", "docs/index.html": "docs",
            "docs/.git/config": "hidden", ".env": "hidden", "my page.html": "spaced", "main.3f2a1b9c.js": "js",
            ".well-known/security.txt": "contact", "../secret": "secret",
        ]
        for (name, text) in files { try write(Array(text.utf8), to: "\(root)/\(name)") }
        try write(large, to: root + "/large.bin")
        try write(long, to: root + "/long.css")
        try write(Array("beside".utf8), to: root + "/beside.js")
        try write(Array("not really gzip".utf8), to: root + "/beside.js.gz")
        symlink("about.html", root + "/inside")
        symlink("../secret", root + "/outside")
        symlink("..", root + "/folder-outside")
        symlink("\(directory)/secret", root + "/absolute")
        symlink("loop", root + "/loop")
        mkfifo(root + "/pipe", 0o600)
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT, 0o644)
        guard descriptor >= 0 else { throw Failure.system(errno, "can't write \(path)") }
        defer { close(descriptor) }
        #expect(bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) } == bytes.count)
    }
}
