// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Output of a program on its way to a log, masked, also when pieces of it come from several tasks.
actor MaskedOutput {
    private var stream: MaskingStream
    private let receiver: @Sendable ([UInt8]) async throws -> Void

    init(_ mask: SecretMask, _ receiver: @escaping @Sendable ([UInt8]) async throws -> Void) {
        stream = MaskingStream(mask)
        self.receiver = receiver
    }

    func add(_ bytes: [UInt8]) async throws {
        let shown = stream.add(bytes)
        if !shown.isEmpty { try await receiver(shown) }
    }

    func finish() async throws {
        let rest = stream.finish()
        if !rest.isEmpty { try await receiver(rest) }
    }
}
