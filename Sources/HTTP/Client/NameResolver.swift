// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// Host names to addresses with the system's resolver, which blocks and so gets a thread for each question.
enum NameResolver {
    // Unchecked: made by one thread and consumed by the other; pthread_create orders the two.
    private final class Question: @unchecked Sendable {
        let host: String
        let port: UInt16
        let answer: CheckedContinuation<[SocketAddress], any Error>

        init(host: String, port: UInt16, answer: CheckedContinuation<[SocketAddress], any Error>) {
            self.host = host
            self.port = port
            self.answer = answer
        }
    }

    /// Throws `host_not_found`.
    static func addresses(of host: String, port: UInt16) async throws -> [SocketAddress] {
        try await withCheckedThrowingContinuation { answer in
            let question = Unmanaged.passRetained(Question(host: host, port: port, answer: answer))
            var thread = pthread_t()
            let outcome = pthread_create(
                &thread, nil,
                { argument in
                    if let argument { NameResolver.solve(Unmanaged.fromOpaque(argument).takeRetainedValue()) }
                    return nil
                }, question.toOpaque())
            if outcome == 0 {
                pthread_detach(thread)
            } else {
                question.release()
                answer.resume(throwing: Failure.system(outcome, "no thread to look up \(host)"))
            }
        }
    }

    private static func solve(_ question: Question) {
        var wanted = addrinfo()
        wanted.ai_socktype = Int32(SOCK_STREAM.rawValue)
        wanted.ai_flags = AI_ADDRCONFIG
        var found: UnsafeMutablePointer<addrinfo>?
        let outcome = getaddrinfo(question.host, String(question.port), &wanted, &found)
        defer { if let found { freeaddrinfo(found) } }
        guard outcome == 0 else {
            let reason = String(cString: gai_strerror(outcome))
            question.answer.resume(throwing: Failure(.hostNotFound, "the host \(question.host) is unknown: \(reason)"))
            return
        }
        var addresses: [SocketAddress] = []
        var next = found
        while let entry = next?.pointee {
            if let address = entry.ai_addr { addresses.append(SocketAddress(address, length: Int(entry.ai_addrlen))) }
            next = entry.ai_next
        }
        question.answer.resume(returning: addresses)
    }
}
