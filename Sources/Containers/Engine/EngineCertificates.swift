// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import HTTP

/// The files by which the docker command line and an engine know each other, by their fixed names.
struct EngineCertificates {
    let folder: String

    /// The one authority that is trusted; nil for the system's.
    var authority: String? { present("ca.pem") }

    /// What is shown to the engine; nil when there is nothing.
    var client: TLSCertificateFiles? {
        guard let chain = present("cert.pem"), let key = present("key.pem") else { return nil }
        return TLSCertificateFiles(chain: chain, key: key)
    }

    /// Throws `certificate_invalid`, `key_exposed` or the system's reason.
    func trust() throws -> TLSTrust {
        try TLSTrust(authorities: authority, usesSystem: authority == nil, certificate: client)
    }

    private func present(_ name: String) -> String? {
        let path = folder + "/" + name
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }
}

extension EngineAddress {
    /// nil without TLS.
    var certificates: EngineCertificates? {
        if case .tls(_, _, let folder) = place { EngineCertificates(folder: folder) } else { nil }
    }
}
