// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
package import HTTP
import Primitives
import Processes

/// An authority that nobody else trusts and certificates of all kinds, made by openssl once for each test process.
package struct TestCertificates: Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// For localhost and its numeric addresses.
        case local
        /// For site.test and every name below wild.test.
        case site
        /// For other.test.
        case other
        /// For localhost, until yesterday.
        case expired
        /// For localhost, for a quarter of a year; the others end the day after tomorrow.
        case fresh
        /// For localhost, signed by itself.
        case lonely
        /// For a client.
        case client
    }

    package let directory: String

    package var authority: String { directory + "/authority.pem" }

    package func files(_ kind: Kind) -> TLSCertificateFiles {
        TLSCertificateFiles(chain: "\(directory)/\(kind.rawValue).pem", key: "\(directory)/\(kind.rawValue).key")
    }

    /// A client's trust in the authority alone.
    package func trust(showing kind: Kind? = nil) throws -> TLSTrust {
        try TLSTrust(authorities: authority, usesSystem: false, certificate: kind.map { files($0) })
    }

    package static func shared() async throws -> TestCertificates { try await made.value }

    /// Owned by the process: whoever asks first starts it.
    private static let made = Task {
        var template = Array("/tmp/dextra-test-certificates-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure.system(errno, "can't create a temporary directory") }
        let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        cleanUp(path)
        let outcome = try await Child.collect(
            Command(
                executable: "sh", arguments: ["-euc", script], environment: ["PATH": "/usr/bin:/bin"],
                directory: path))
        guard outcome.status.isSuccess else {
            throw Failure(.internalError, "openssl failed: \(String(decoding: outcome.error, as: UTF8.self))")
        }
        return TestCertificates(directory: path)
    }

    private static let leftover = LockedPath()

    private static func cleanUp(_ path: String) {
        leftover.set(path)
        atexit { try? FileManager.default.removeItem(atPath: TestCertificates.leftover.get()) }
    }

    private static let script = """
        key="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
        openssl req -x509 $key -keyout authority.key -out authority.pem -subj "/CN=Test authority" -days 2
        leaf() {
            openssl req $key -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" -addext "subjectAltName=$2"
            openssl x509 -req -in "$1.csr" -CA authority.pem -CAkey authority.key -copy_extensions copy \\
                -days "$3" -out "$1.pem"
        }
        leaf local DNS:localhost,IP:127.0.0.1,IP:::1 2
        leaf site DNS:site.test,DNS:*.wild.test 2
        leaf other DNS:other.test 2
        leaf expired DNS:localhost,IP:127.0.0.1 -1
        leaf fresh DNS:localhost,IP:127.0.0.1,IP:::1 90
        leaf client DNS:client.test 2
        openssl req -x509 $key -keyout lonely.key -out lonely.pem -subj "/CN=lonely" -days 2 \\
            -addext subjectAltName=DNS:localhost,IP:127.0.0.1
        chmod 600 *.key
        """
}
