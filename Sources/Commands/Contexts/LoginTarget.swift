// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import HTTP
import Primitives

/// The server that a login is for, and the context it becomes.
struct LoginTarget {
    var context: SavedContext
    var server: RemoteServer
    /// The authority's file as given, to be kept with the context.
    var authority: [UInt8]?

    private static let largestAuthority = 1 << 20

    /// A server that was signed in to before keeps its context's name and what it is trusted by, unless told otherwise.
    ///
    /// Throws `usage`, `context_unknown`, or what is wrong with the address, the name, the file or the fingerprint.
    init(_ arguments: ParsedArguments, _ context: CommandContext) throws {
        var saved = try Self.saved(arguments, context)
        guard saved.name != .local else {
            throw Failure(.usage, "'local' is this machine's own server", hint: "choose another name with --name")
        }
        let file = arguments.option("ca").map { context.absolute($0) }
        if let text = arguments.option("fingerprint") {
            guard file == nil else {
                throw Failure(
                    .usage, "--ca and --fingerprint exclude each other", hint: "a fingerprint needs no authority")
            }
            saved.fingerprint = try CommandContext.fingerprint(text).description
            saved.hasAuthority = false
        } else if let file {
            guard let bytes = SmallFile.read(file, limit: Self.largestAuthority, followingLinks: true) else {
                throw Failure(.usage, "\(file) can't be read", hint: "give the PEM file of the server's authority")
            }
            authority = bytes
            saved.fingerprint = nil
            saved.hasAuthority = true
        }
        self.context = saved
        server = try context.remote(saved)
        if let file { server.trust = .authority(file: file) }
    }

    private static func saved(_ arguments: ParsedArguments, _ context: CommandContext) throws -> SavedContext {
        let list = try context.contexts.list()
        let named = try arguments.option("name").map { try ContextName($0) }
        guard let text = arguments.positional("URL") else {
            if let named { return try list.known(named) }
            guard case .context(let name) = try context.choice(arguments) else {
                throw Failure(.usage, "where to?", hint: "name the server: dextra login https://deploy.example.com")
            }
            return try list.known(name)
        }
        let address = try ServerAddress(text)
        let same = list.contexts.first { $0.url == address.description }
        let name = try named ?? same?.name ?? ContextName(suggestedFor: address.origin.host)
        guard let known = list[name] else { return SavedContext(name: name, url: address.description) }
        guard known.url == address.description else {
            throw Failure(
                .usage, "the context \(name) is another server's: \(known.url)",
                hint: "choose another name with --name, or remove that one with 'dextra context remove \(name)'")
        }
        return known
    }
}
