// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import Glibc
import Primitives
import Wire

/// Signs this machine in by a browser, here or elsewhere: shows the code and waits until somebody has confirmed it.
struct BrowserSignIn: Sendable {
    let client: ServerClient
    let context: CommandContext
    let asJSON: Bool

    /// What a program is told that drives the command.
    private struct Prompt: Encodable {
        let type = "device"
        let userCode: String
        let verificationURI: String
        let verificationURIComplete: String
        let expiresIn: Int

        enum CodingKeys: String, CodingKey {
            case type
            case userCode = "user_code"
            case verificationURI = "verification_uri"
            case verificationURIComplete = "verification_uri_complete"
            case expiresIn = "expires_in"
        }
    }

    /// Throws `access_denied`, `expired_token`, `cancelled` at Ctrl-C, and the server's failures.
    func run() async throws -> CreatedToken {
        let login = DeviceLogin(client: client, time: context.time)
        return try await context.interruptible(givingUp: "the sign-in was given up; nothing has changed") {
            let authorization = try await login.begin(clientName: "dextra on \(Self.hostName)")
            try show(authorization)
            return try await login.token(for: authorization)
        }
    }

    private func show(_ authorization: DeviceAuthorizationAnswer) throws {
        let console = context.console
        guard !asJSON else {
            return try console.json(
                Prompt(
                    userCode: authorization.userCode, verificationURI: authorization.verificationURI,
                    verificationURIComplete: authorization.verificationURIComplete,
                    expiresIn: authorization.expiresIn))
        }
        let page = authorization.verificationURIComplete
        let browser = Browser.find(for: page, context)
        console.line(
            browser == nil ? "Open this page in a browser and confirm the code:" : "Confirm the code in the browser:")
        console.line("\n    " + TerminalText.harmless(page))
        console.line("    Code: " + console.style.bold(TerminalText.harmless(authorization.userCode)) + "\n")
        let minutes = HumanText.count(max(1, authorization.expiresIn / 60), "minute")
        console.line("Waiting for \(minutes); Ctrl-C gives up.")
        // That no browser opens is seen by who waits for it.
        try? browser?.open(environment: context.environment)
    }

    private static var hostName: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "an unnamed machine" }
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
