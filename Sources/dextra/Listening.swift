// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import FoundationEssentials
import HTTP
import Operations
import Primitives

/// How the server of this process is reached, and what keeps that working.
struct Listening: Sendable {
    let options: WebOptions
    /// Shown by the TLS listener; nil without one.
    let certificates: TLSCertificates?
    /// Made with them: files that change before the server runs are seen too.
    let certificateWatch: CertificateWatch?
    let systemd: SystemdLink
    private let address = ServedAddress()

    /// Event loops: connections are spread over them, and handlers run elsewhere.
    static let loops = EventLoop.shared(count: min(2, max(1, ProcessInfo.processInfo.activeProcessorCount)))

    /// Throws what reading certificates does.
    init(_ options: WebOptions, environment: [String: String], logger: Logger) throws {
        self.options = options
        certificates = try options.certificate.map { try TLSCertificates([$0], logger: logger) }
        certificateWatch = certificates.map { CertificateWatch($0, time: .system, logger: logger) }
        systemd = SystemdLink(environment: environment)
    }

    /// The address that people use: the public one, else that of the listener; nil before it is bound, or without one.
    var url: String? { address.value }

    func configuration(
        socket: String, whenEnding: @escaping @Sendable () -> Void
    ) -> HTTPServerConfiguration {
        var configuration = HTTPServerConfiguration(
            listeners: [.unix(socket)] + (listener.map { [$0] } ?? []), threads: Self.loops.count, grace: .seconds(5))
        configuration.placement = .begunOnLoop
        configuration.compression = CompressionPolicy()
        configuration.admission = admission
        configuration.notice = options.drainNotice
        configuration.whenEnding = whenEnding
        return configuration
    }

    /// Remembers where the server was bound.
    func wasBound(to endpoints: [HTTPEndpoint]) {
        let own = endpoints.lazy.compactMap { endpoint -> String? in
            switch endpoint {
            case .unix: nil
            case .tcp: "http://\(endpoint)"
            case .tls: "https://\(endpoint)"
            }
        }.first
        address.set(options.publicURL.map { "\($0)" } ?? own)
    }

    private var listener: HTTPListener? {
        let (host, port, spare): (String, Int, Int)
        switch options.listen {
        case .none: return nil
        case .automatic: (host, port, spare) = (ListenChoice.usualHost, ListenChoice.usualPort, ListenChoice.sparePorts)
        case .at(let given, let number): (host, port, spare) = (given, number, 0)
        }
        return certificates.map { .tls(host: host, port: port, certificates: $0, spare: spare) }
            ?? .tcp(host: host, port: port, spare: spare)
    }

    /// Who comes from other machines is counted by address; who is on this one could do worse than ask too often. A proxy
    /// that nobody trusts would share one count with all who come through it.
    private var admission: AdmissionPolicy? {
        guard !options.trustedProxies.isEmpty || !(options.listen.isLocal || options.isBehindProxy) else { return nil }
        var policy = AdmissionPolicy()
        policy.connectionsPerAddress = 512
        policy.requests = AdmissionPolicy.Rate(perSecond: 200, burst: 1000)
        policy.trustedProxies = options.trustedProxies
        return policy
    }
}
