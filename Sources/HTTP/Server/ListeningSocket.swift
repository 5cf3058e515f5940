// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Primitives
import Synchronization

/// A bound socket in the listening state; closes itself, and removes its socket file, unless an acceptor did.
final class ListeningSocket: Sendable {
    let descriptor: Int32
    /// The address as bound: the real port where the kernel chose.
    let endpoint: HTTPEndpoint
    /// Shown to those who connect; nil without TLS.
    let certificates: TLSCertificates?
    private let file: SocketFile?
    private let isOpen = Mutex(true)

    var isUnix: Bool { file != nil }

    init(_ listener: HTTPListener) throws {
        switch listener {
        case .unix(let path, let mode):
            let bound = try SocketFile.bind(path: path, mode: mode)
            (descriptor, file, certificates, endpoint) = (bound.descriptor, bound.file, nil, .unix(path))
        case .tcp(let host, let port, let spare):
            (descriptor, file, certificates) = (try Self.bind(host: host, port: port, spare: spare), nil, nil)
            let bound = Self.address(of: descriptor)
            endpoint = .tcp(host: bound.host ?? host, port: bound.port)
        case .tls(let host, let port, let certificates, let spare):
            (descriptor, file) = (try Self.bind(host: host, port: port, spare: spare), nil)
            self.certificates = certificates
            let bound = Self.address(of: descriptor)
            endpoint = .tls(host: bound.host ?? host, port: bound.port)
        }
    }

    private static func address(of descriptor: Int32) -> (host: String?, port: Int) {
        var port: UInt16 = 0
        let host = Peer.numericHost { dx_local_address(descriptor, $0.baseAddress, UInt32($0.count), &port) }
        return (host, Int(port))
    }

    deinit { if isOpen.withLock({ $0 }) { closeAll() } }

    /// The descriptor was closed by its loop: the file goes too.
    func wasClosed() {
        isOpen.withLock { $0 = false }
        file?.remove()
    }

    private func closeAll() {
        close(descriptor)
        file?.remove()
    }

    /// The first of the ports that nobody else has; throws `address_in_use` when there is none.
    private static func bind(host: String, port: Int, spare: Int) throws -> Int32 {
        for port in port..<(port + spare) {
            do { return try bind(host: host, port: port) } catch let failure as Failure
                where failure.code == .addressInUse
            { continue }
        }
        return try bind(host: host, port: port + spare)
    }

    private static func bind(host: String, port: Int) throws -> Int32 {
        let name = host == "localhost" ? "127.0.0.1" : host
        guard let number = UInt16(exactly: port), let address = SocketAddress(numericHost: name, port: number) else {
            throw Failure(
                .invalidArgument, "can't listen at \(host):\(port)",
                hint: "give a numeric address and a port up to 65535")
        }
        let descriptor = dx_socket(address.family)
        guard descriptor >= 0 else { throw Failure.system(errno, "can't make a socket for \(host):\(port)") }
        dx_reuse_address(descriptor)
        var problem = address.withBytes { dx_bind(descriptor, $0, $1) }
        if problem == 0, listen(descriptor, SOMAXCONN) != 0 { problem = errno }
        guard problem == 0 else {
            close(descriptor)
            guard problem == EADDRINUSE else { throw Failure.system(problem, "can't listen at \(host):\(port)") }
            throw Failure(
                .addressInUse, "somebody else listens at \(host):\(port)",
                hint: "stop that program or choose another port")
        }
        return descriptor
    }
}
