// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Serves the files of one folder: nothing hidden, nothing outside it.
///
/// `/` and folders give their `index.html`, a folder without its slash is redirected, `/about` gives `about.html`, and
/// what is missing gives `404.html` with status 404. Knows HEAD, conditional requests and one `Range`; several ranges get
/// the whole file, as RFC 9110 §14.2 allows: many small ones are an attack more often than a reader.
package struct StaticSiteHandler: Sendable {
    /// Files up to this size are sent in one piece with their head; larger ones by the kernel.
    private static let joinedBytes = 32 << 10

    /// What a site may choose.
    package struct Options: Sendable, Hashable {
        /// Paths without a file, other than those that look like one, give `/index.html`: the page finds its own way.
        package var isSinglePage: Bool
        /// `/about` gives `about.html`.
        package var hasCleanURLs: Bool
        /// Texts go out compressed to who accepts it: from `page.html.br`, `.zst` or `.gz` when such a file lies
        /// beside, else made once and kept.
        package var isCompressed: Bool

        package init(isSinglePage: Bool = false, hasCleanURLs: Bool = true, isCompressed: Bool = true) {
            self.isSinglePage = isSinglePage
            self.hasCleanURLs = hasCleanURLs
            self.isCompressed = isCompressed
        }
    }

    private let folder: SiteFolder
    private let options: Options
    private let compressor = SiteCompressor()
    private let cache: SiteCache

    /// Opens the folder once: a path that later names another folder changes nothing.
    ///
    /// A small file that is replaced in it may be served as it was for one more second.
    package init(root: String, options: Options = Options(), time: TimeSource = .system) throws {
        folder = try SiteFolder(root)
        cache = SiteCache(time: time)
        self.options = options
    }

    /// The handler to give to a server.
    package var handler: HTTPHandler { { exchange in try await handle(exchange) } }

    package func handle(_ exchange: Exchange) async throws {
        let request = exchange.request
        guard request.method == .get || request.method == .head else {
            let answer = HTTPResponse(.methodNotAllowed, headers: ["Allow": "GET, HEAD"])
            return try await exchange.respond(answer)
        }
        if let page = cache.page(at: request.path), isServedAsItIs(request) {
            return try await exchange.respond(HTTPResponse(headers: page.headers, body: page.body))
        }
        guard let path = SitePath(request.path) else { return try await missing(exchange) }
        switch find(path) {
        case .file(let file): try await serve(file, exchange)
        case .folder:
            let query = request.target.drop { $0 != "?" }
            let answer = HTTPResponse(.movedPermanently, headers: ["Location": path.folderTarget + query])
            try await exchange.respond(answer)
        case .nothing: try await missing(exchange)
        }
    }

    /// Nothing in the request asks for another form of the file, for a part of it, or for it on a condition.
    private func isServedAsItIs(_ request: HTTPRequest) -> Bool {
        !Self.choosing.contains(where: request.headers.contains)
    }

    private static let choosing = [
        "accept-encoding", "range", "if-match", "if-none-match", "if-modified-since", "if-unmodified-since",
    ]

    private func find(_ path: SitePath) -> SiteFolder.Entry {
        if path.isFolder {
            if let index = folder.file(path.index) { return .file(index) }
        } else {
            switch folder.entry(path.file) {
            case .file(let file): return .file(file)
            case .folder where folder.file(path.index) != nil: return .folder
            case .folder, .nothing: break
            }
            if options.hasCleanURLs, let page = folder.file(path.file + ".html") { return .file(page) }
        }
        if options.isSinglePage, !path.hasExtension, let page = folder.file("index.html") { return .file(page) }
        return .nothing
    }

    private func missing(_ exchange: Exchange) async throws {
        guard let page = folder.file("404.html"), let bytes = page.read(0..<page.size) else {
            return try await exchange.respond(.text("404 Not Found\n", status: .notFound))
        }
        let headers: HTTPHeaders = ["Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache"]
        try await exchange.respond(HTTPResponse(.notFound, headers: headers, body: bytes))
    }

    private func serve(_ file: SiteFile, _ exchange: Exchange) async throws {
        let type = ContentType.of(file.path)
        let isCompressible = options.isCompressed && CompressionPolicy.isCompressible(type)
        let variant =
            isCompressible
            ? await SiteVariant.choose(for: file, in: folder, exchange.request, compressor) : .plain(file)
        var headers: HTTPHeaders = ["Cache-Control": CachePolicy.header(for: file.path)]
        if isCompressible { headers.add("Vary", "Accept-Encoding") }
        let validators = Validators(entityTag: file.entityTag(variant.coding), modified: file.modified)
        if try await exchange.answersConditions(of: validators, headers: headers) { return }
        headers.add("ETag", file.entityTag(variant.coding))
        headers.add("Last-Modified", HTTPDate.text(file.modified))
        headers.add("Content-Type", type)
        headers.add("X-Content-Type-Options", "nosniff")
        if let coding = variant.coding {
            headers.add("Content-Encoding", coding.rawValue)
            return try await send(variant, 0..<variant.size, .ok, headers, exchange)
        }
        headers.add("Accept-Ranges", "bytes")
        let wanted =
            exchange.request.method == .get && Preconditions.allowRange(exchange.request.headers, of: validators)
        switch wanted ? ByteRange(exchange.request.headers["range"], size: file.size) : .whole {
        case .whole: try await send(variant, 0..<file.size, .ok, headers, exchange)
        case .part(let range):
            headers.add("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.size)")
            try await send(variant, range, .partialContent, headers, exchange)
        case .unsatisfiable:
            let answer: HTTPHeaders = ["Content-Range": "bytes */\(file.size)"]
            try await exchange.respond(HTTPResponse(.rangeNotSatisfiable, headers: answer))
        }
    }

    private func send(
        _ variant: SiteVariant, _ range: Range<Int>, _ status: HTTPStatus, _ headers: HTTPHeaders, _ exchange: Exchange
    ) async throws {
        switch variant {
        case .made(let body, _): try await exchange.respond(HTTPResponse(status, headers: headers, body: body))
        case .plain(let file), .beside(let file, _):
            if range.count <= Self.joinedBytes {
                guard let bytes = file.read(range) else {
                    throw Failure(.ioFailed, "a file of the site could not be read")
                }
                if case .plain = variant, status == .ok {
                    cache.keep(SiteCache.Page(body: bytes, headers: headers), at: exchange.request.path)
                }
                return try await exchange.respond(HTTPResponse(status, headers: headers, body: bytes))
            }
            try await exchange.start(status, headers: headers, length: range.count)
            try await exchange.send(file: file.descriptor, offset: range.lowerBound, count: range.count)
        }
    }
}
