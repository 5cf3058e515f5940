// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
package import HTTP
import Primitives

/// The certificates of one registry, kept where docker keeps them: in a folder with the registry's name, every `*.crt` is
/// an authority to trust beside the system's, and `<name>.cert` with `<name>.key` is shown to it
/// (docs.docker.com/engine/security/certificates).
package struct RegistryCertificates: Sendable, Hashable {
    /// docker's own folder; that of a rootless one is `~/.config/docker/certs.d`.
    package static let usualFolder = "/etc/docker/certs.d"

    package var authorities: [String]
    /// The first by name; nil when there is none.
    package var client: TLSCertificateFiles?

    package init(authorities: [String], client: TLSCertificateFiles? = nil) {
        self.authorities = authorities
        self.client = client
    }

    /// nil when there is no folder for it.
    ///
    /// - registry: with its port, as in image references.
    ///
    /// Throws `certificate_invalid` for a certificate without its key.
    package static func find(
        for registry: String, in folder: String = usualFolder
    ) throws -> RegistryCertificates? {
        let place = "\(folder)/\(registry)"
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: place).sorted() else { return nil }
        let certificates = names.filter { $0.hasSuffix(".cert") }.map { "\(place)/\($0)" }
        let pairs = try certificates.map { path in
            let key = path.dropLast("cert".count) + "key"
            guard FileManager.default.fileExists(atPath: String(key)) else {
                throw Failure(.certificateInvalid, "the certificate \(path) has no key", hint: "put it into \(key)")
            }
            return TLSCertificateFiles(chain: path, key: String(key))
        }
        return RegistryCertificates(
            authorities: names.filter { $0.hasSuffix(".crt") }.map { "\(place)/\($0)" }, client: pairs.first)
    }
}
