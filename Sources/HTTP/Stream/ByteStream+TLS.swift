// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

extension ByteStream {
    /// Does the handshake within the given milliseconds. Throws `StreamFault`; the stream is then of no further use.
    func makeSecure(within limit: Int) async throws {
        guard !isClosed, let tls else { throw StreamFault.closed }
        let deadline = limit == .max ? .max : loop.now + limit
        // A client speaks first, a server has nothing to say yet.
        _ = try plaintext(of: UnsafeRawBufferPointer(start: nil, count: 0))
        while !tls.isEstablished {
            try await untilInput(by: deadline)
            guard let bytes = try receive() else { throw StreamFault.closed }
            // The first request may come with the handshake's last message.
            if !bytes.isEmpty { keepUnread(bytes[...]) }
        }
    }

    /// The stream's bytes in those of the socket, nil at their end; in the loop's buffers, so for the moment only.
    func plaintext(of bytes: UnsafeRawBufferPointer) throws -> UnsafeRawBufferPointer? {
        guard let tls else { return bytes }
        do throws(TLSFault) {
            let count = try tls.open(bytes, into: loop.plainBuffer)
            answerForTLS(tls)
            return count == 0 && tls.peerHasFinished
                ? nil : UnsafeRawBufferPointer(rebasing: loop.plainBuffer[..<count])
        } catch {
            // The peer shall know why, unless it is to get an answer without TLS.
            if error.kind != .plainHTTP { answerForTLS(tls) }
            outputIsBroken = error.kind != .plainHTTP
            throw StreamFault.insecure(error)
        }
    }

    /// Sends what TLS says by itself: handshake messages, tickets, alerts. What can't be sent shows at the next write.
    private func answerForTLS(_ tls: TLSEngine) {
        let bytes = tls.takeOutput()
        if !bytes.isEmpty, !outputIsBroken { try? transmitOrQueue(bytes) }
    }

    func sealed(_ bytes: [UInt8]) throws -> [UInt8] {
        guard let tls, tls.seal(bytes) else {
            breakOutput()
            throw StreamFault.closed
        }
        return tls.takeOutput()
    }

    /// Sends a part of an open file by reading it, as TLS has to see it.
    func sendCopy(file: Int32, offset: Int, count: Int) async throws {
        var position = offset
        while position < offset + count {
            let wanted = min(offset + count - position, 128 << 10)
            let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, read in
                read = max(0, pread(file, buffer.baseAddress, wanted, off_t(position)))
            }
            guard !bytes.isEmpty else {
                abort()
                throw StreamFault.closed
            }
            position += bytes.count
            try await write(bytes)
            // A fast reader of a large file leaves room for the loop's other streams.
            await Task.yield()
        }
    }
}
