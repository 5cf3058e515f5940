// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import HTTP
package import Primitives

/// The program behind a static site: `dextra static-server`, run like any other release's program.
package enum StaticServer {
    /// The hidden verb of the dextra executable.
    package static let verb = "static-server"

    struct Options: Sendable, Hashable {
        var root: String
        var port: Int
        var isSinglePage = false
    }

    /// The command line that ``main(arguments:logger:)`` understands, the verb first.
    static func arguments(_ options: Options) -> [String] {
        [verb, "--root", options.root, "--port", String(options.port)] + (options.isSinglePage ? ["--single-page"] : [])
    }

    /// Reads the arguments after the verb; throws `invalid_argument`.
    static func parse(_ arguments: [String]) throws -> Options {
        var options = Options(root: "", port: 0)
        var rest = arguments[...]
        while let name = rest.popFirst() {
            switch name {
            case "--single-page": options.isSinglePage = true
            case "--root": options.root = rest.popFirst() ?? ""
            case "--port": options.port = rest.popFirst().flatMap { Int($0) } ?? 0
            default: throw Failure(.invalidArgument, "\(verb) has no option \(name)")
            }
        }
        guard !options.root.isEmpty, (1...65_535).contains(options.port) else {
            throw Failure(.invalidArgument, "\(verb) needs --root DIRECTORY and --port NUMBER")
        }
        return options
    }

    /// Serves until SIGTERM or SIGINT, then finishes what is in flight.
    /// - arguments: what follows the verb.
    package static func main(arguments: [String], logger: Logger) async throws {
        let options = try parse(arguments)
        let site = try StaticSiteHandler(
            root: options.root, options: .init(isSinglePage: options.isSinglePage))
        let server = HTTPServer(
            configuration: HTTPServerConfiguration(listeners: [.tcp(host: "127.0.0.1", port: options.port)]),
            logger: logger, handler: site.handler)
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.run() }
            group.addTask { await Self.signalled() }
            try await group.next()
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    /// Returns at the first signal to end, or when cancelled.
    private static func signalled() async {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
        let sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { @Sendable in continuation.finish() }
            source.resume()
            return source
        }
        for await _ in signals {}
        for source in sources { source.cancel() }
        for number in [SIGTERM, SIGINT] { signal(number, SIG_DFL) }
    }
}
