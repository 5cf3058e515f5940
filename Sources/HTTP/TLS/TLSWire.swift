// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import COpenSSL
import Primitives

/// The BIO through which OpenSSL reads and writes the bytes of a ``TLSEngine``, without buffers of its own.
enum TLSWire {
    // Immutable once made, as are OpenSSL's own methods.
    struct Method: @unchecked Sendable { let pointer: OpaquePointer? }

    static var method: OpaquePointer? { made.pointer }

    private static let made: Method = {
        let method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "dextra")
        BIO_meth_set_read(method) { wire, target, count in
            guard let engine = TLSWire.engine(wire), count > 0 else { return -1 }
            let moved = engine.supply(UnsafeMutableRawBufferPointer(start: target, count: Int(count)))
            dx_wire_waits(wire, moved == 0)
            return moved > 0 ? Int32(moved) : -1
        }
        BIO_meth_set_write(method) { wire, source, count in
            guard let engine = TLSWire.engine(wire), count > 0 else { return -1 }
            dx_wire_waits(wire, false)
            engine.collect(UnsafeRawBufferPointer(start: source, count: Int(count)))
            return count
        }
        BIO_meth_set_ctrl(method) { _, command, _, _ in command == BIO_CTRL_FLUSH ? 1 : 0 }
        return Method(pointer: method)
    }()

    private static func engine(_ wire: OpaquePointer?) -> TLSEngine? {
        BIO_get_data(wire).map { Unmanaged<TLSEngine>.fromOpaque($0).takeUnretainedValue() }
    }

    static func exhausted() -> Failure {
        Failure(.internalError, "no memory for a TLS connection: \(TLSFault.queuedWords() ?? "no reason given")")
    }
}
