// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc

/// A sockaddr of any family.
struct SocketAddress: Sendable {
    private static let capacity = MemoryLayout<sockaddr_storage>.size
    private let bytes: [UInt8]

    /// An IPv4 or IPv6 address in text form; nil for a name.
    init?(numericHost host: String, port: UInt16) {
        self.init { dx_numeric_address(host, port, $0, UInt32($1)) }
    }

    /// A socket file; nil when the path does not fit.
    init?(unixPath path: String) {
        self.init { dx_unix_address(path, $0, UInt32($1)) }
    }

    /// An address the resolver found.
    init(_ address: UnsafePointer<sockaddr>, length: Int) {
        bytes = Array(UnsafeRawBufferPointer(start: address, count: length))
    }

    private init?(_ write: (UnsafeMutableRawPointer?, Int) -> UInt32) {
        bytes = [UInt8](unsafeUninitializedCapacity: Self.capacity) { buffer, count in
            count = Int(write(UnsafeMutableRawPointer(buffer.baseAddress), Self.capacity))
        }
        if bytes.isEmpty { return nil }
    }

    static let familySix = Int32(AF_INET6)
    var family: Int32 { bytes.withUnsafeBytes { Int32($0.loadUnaligned(as: sa_family_t.self)) } }

    func withBytes<Result>(_ body: (UnsafeRawPointer?, UInt32) -> Result) -> Result {
        bytes.withUnsafeBytes { body($0.baseAddress, UInt32($0.count)) }
    }
}
