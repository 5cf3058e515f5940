// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives
import Wire

/// `dextra login`: signs this machine in to a server, by a browser or with a token that was made before.
enum LoginCommand: Verb {
    static let spec = CommandSpec(
        "login", summary: "Sign in to a server on the network",
        details: """
            Shows a code and a page of the server, on which somebody who is signed in there confirms it; that may be in a \
            browser on another machine. From then on commands use that server, until 'dextra context use local'.

            The server's certificate must be signed by an authority that this system trusts. For another one give the \
            authority's file, or the certificate's fingerprint as the server's owner tells it.
            """,
        options: [
            OptionSpec("name", .value(ValueSpec("CONTEXT")), "What the server is called here; else its host name"),
            OptionSpec("ca", .value(ValueSpec("FILE", .file)), "PEM file of an authority to trust for this server"),
            OptionSpec("fingerprint", .value(ValueSpec("SHA256")), "Trust only the certificate with this fingerprint"),
            .flag("token-stdin", "Read an API token from standard input instead"),
        ],
        positionals: [PositionalSpec("URL", .text, "https://host[:port]; that of the context in use if not given")],
        examples: [
            .init("dextra login https://deploy.example.com", "With a browser"),
            .init("dextra login https://deploy.example.com --token-stdin < token", "With a token, on a build server"),
        ])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        var target = try LoginTarget(arguments, context)
        var made: CreatedToken?
        if arguments.isOn("token-stdin") {
            target.server.token = try typedToken(context)
        } else {
            let client = try context.client(at: target.server)
            let answer = try await BrowserSignIn(client: client, context: context, asJSON: arguments.isOn("json")).run()
            target.server.token = Redacted(answer.secret)
            made = answer
        }
        target.context.tokenID = made?.token.id.description
        target.context.tokenExpiresAt = made?.token.expiresAt
        let client = try context.client(at: target.server)
        let identity: SessionReport
        let former: FormerToken?
        do {
            identity = try await SessionReport.read(client, context: target.context.name.text)
            target.context.user = identity.user
            former = try save(target, context)
        } catch {
            // One that is not written down would stay good, and nobody would have it.
            if let made { try? await client.revokeToken(made.token.id.description) }
            throw error
        }
        if let former {
            // Of no use any more; that it can't be revoked is no reason to fail.
            target.server.token = former.secret
            try? await context.client(at: target.server).revokeToken(former.id)
        }
        if arguments.isOn("json") {
            try context.console.json(identity)
        } else {
            let style = context.console.style
            context.console.line(
                "\(style.green(style.check)) Signed in to \(target.context.url) as \(style.bold(identity.name)); "
                    + "the context '\(target.context.name)' is in use now.")
            if let note = ContextCommand.override(arguments, context) { context.console.line(note) }
        }
        return 0
    }

    /// What an earlier login had made.
    private struct FormerToken {
        let id: String
        let secret: Redacted<String>
    }

    /// Gives the token that this one takes the place of, if it was made by a login.
    private static func save(_ target: LoginTarget, _ context: CommandContext) throws -> FormerToken? {
        let folder = try context.contexts
        // All under the list's lock: of two at a time one is written whole, and then the other.
        return try folder.update { list in
            let id = list[target.context.name]?.tokenID
            let secret = try? folder.token(of: target.context.name)
            if let authority = target.authority { try folder.setAuthority(authority, of: target.context.name) }
            if let token = target.server.token { try folder.setToken(token, of: target.context.name) }
            list.put(target.context)
            list.current = target.context.name
            return id.flatMap { id in secret.map { FormerToken(id: id, secret: $0) } }
        }
    }

    private static func typedToken(_ context: CommandContext) throws -> Redacted<String> {
        let text = try context.console.secret("Token (not shown): ")
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 1, let token = words.first, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Failure(
                .usage, words.isEmpty ? "there is no token on standard input" : "standard input is not a token",
                hint: "'dextra tokens create' makes one")
        }
        return Redacted(String(token))
    }
}
