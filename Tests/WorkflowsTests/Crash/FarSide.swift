// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import Synchronization
import Workflows

/// The outside world of a crash test: it outlives every process and counts what was done to it.
final class FarSide: Sendable {
    struct Ledger: Sendable {
        /// Requests by idempotency key; the far side carries out the first of each alone.
        var keyed: [String: Int] = [:]
        var services: Set<String> = []
        var servicesStarted = 0
        var files: Set<String> = []
        var mails = 0
    }

    private let ledger = Mutex(Ledger())

    var now: Ledger { ledger.withLock { $0 } }

    private func change(_ crash: CrashPoint, _ body: (inout Ledger) -> Void) throws {
        try crash.pass()
        ledger.withLock { body(&$0) }
        try crash.pass()
    }

    /// A run with one step of each effect class; with `fails` the last one fails and all is to be undone.
    func definition(_ crash: CrashPoint, fails: Bool = false) -> RunDefinition {
        RunDefinition(
            kind: "classes",
            steps: [
                StepDefinition(name: "charge", effect: .keyed) { context in
                    try self.change(crash) { $0.keyed[context.idempotencyKey, default: 0] += 1 }
                    try await context.log("charged")
                    return [:]
                } compensate: { context, _ in
                    try self.change(crash) { $0.keyed[context.idempotencyKey] = nil }
                },
                StepDefinition(name: "start", effect: .adoptable) { context in
                    try self.change(crash) { ledger in
                        if ledger.services.insert("service").inserted { ledger.servicesStarted += 1 }
                    }
                    return ["service": "service"]
                } compensate: { _, _ in
                    try self.change(crash) { $0.services.remove("service") }
                },
                StepDefinition(name: "mail", effect: .atMostOnce) { _ in
                    try self.change(crash) { $0.mails += 1 }
                    return [:]
                },
                StepDefinition(name: "write", effect: .repeatable) { _ in
                    try self.change(crash) { $0.files.insert("file") }
                    if fails { throw Failure(.notFound, "the last step fails") }
                    return [:]
                } compensate: { _, _ in
                    try self.change(crash) { $0.files.remove("file") }
                },
            ])
    }
}
