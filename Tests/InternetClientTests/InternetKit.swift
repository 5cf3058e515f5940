// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import HTTPKit
import InternetClient
import Primitives
import Processes

/// What the tests of the client have in common.
enum InternetKit {
    static let environment = ["PATH": "/usr/sbin:/usr/bin:/bin"]

    /// A client that trusts the tests' authority and goes through no proxy of the machine.
    static func client(_ change: (inout InternetClientConfiguration) -> Void = { _ in }) async throws -> InternetClient
    {
        var configuration = InternetClientConfiguration()
        configuration.proxy = .none
        configuration.authorities = [try await TestCertificates.shared().authority]
        change(&configuration)
        return try InternetClient(configuration)
    }

    static func failure(_ body: () async throws -> Void) async -> Failure? {
        do { try await body() } catch { return Failure.wrapping(error) }
        return nil
    }

    static func text(_ response: InternetResponse) async throws -> String {
        String(decoding: try await response.collect(), as: UTF8.self)
    }

    /// Runs a program until the closure is done, which it starts with the port that the program announces.
    static func withProgram(
        _ executable: String, _ arguments: [String], _ body: (Int) async throws -> Void
    ) async throws {
        let child = try Child.spawn(
            Command(executable: executable, arguments: arguments, environment: environment, output: .merged))
        var text = ""
        for await chunk in child.output {
            text += String(decoding: chunk.bytes, as: UTF8.self)
            if text.contains("\n") { break }
        }
        guard text.hasPrefix("port "), let port = Int(text.dropFirst(5).prefix { $0.isNumber }) else {
            await child.terminate()
            throw Failure(.internalError, "\(executable) said: \(text)")
        }
        do { try await body(port) } catch {
            await child.terminate()
            throw error
        }
        await child.terminate()
    }
}

/// A value that several tasks change.
actor Tally {
    private(set) var count = 0
    func add(_ number: Int = 1) { count += number }
}
