// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import HTTP
import Primitives
import Synchronization
import Testing

@Suite struct WebOptionsTests {
    /// What `dextra serve` would be run with; the failure's code when it would not be.
    private func read(
        _ arguments: [String] = [], environment: [String: String] = [:]
    ) async throws -> (options: WebOptions?, error: String) {
        let seen = Mutex<WebOptions?>(nil)
        let error = Mutex("")
        try await CommandHarness.with { harness in
            _ = await harness.run(["serve"] + arguments, environment: environment) { options, _ in
                seen.withLock { $0 = options.web }
            }
            error.withLock { $0 = harness.error }
        }
        return (seen.withLock { $0 }, error.withLock { $0 })
    }

    @Test func withoutAWordItListensOnThisMachineAlone() async throws {
        let options = try #require(try await read().options)
        #expect(options == WebOptions())
        #expect(options.listen == .automatic)
        #expect(options.listen.isLocal)
    }

    @Test func optionsGoBeforeTheEnvironment() async throws {
        let environment = [
            "DEXTRA_LISTEN": "none", "DEXTRA_PUBLIC_URL": "https://Dextra.example.com/", "DEXTRA_BEHIND_PROXY": "yes",
            "DEXTRA_TRUSTED_PROXY": "10.0.0.0/8, 192.0.2.1", "DEXTRA_CORS_ORIGIN": "https://a.test,https://b.test:8443",
            "DEXTRA_DRAIN_NOTICE": "1500ms", "DEXTRA_REQUEST_RATE": "200",
        ]
        let (options, error) = try await read(
            ["--listen=[::1]:0", "--cors-origin=http://c.test:80"], environment: environment)
        let read = try #require(options, "\(error)")
        #expect(read.listen == .at(host: "::1", port: 0))
        #expect(read.publicURL?.description == "https://dextra.example.com")
        #expect(read.isBehindProxy)
        #expect(read.trustedProxies == ["10.0.0.0/8", "192.0.2.1"].compactMap { AddressBlock($0) })
        #expect(read.corsOrigins.map(\.description) == ["http://c.test"])
        #expect(read.drainNotice == .milliseconds(1500))
        #expect(read.requestsPerSecond == 200)
        #expect(try await self.read(environment: environment).options?.listen == ListenChoice.none)
    }

    @Test(arguments: ["0.0.0.0:80", "[::]:7878", "192.0.2.1:7878"])
    func plainHTTPDoesNotLeaveTheMachineUnasked(address: String) async throws {
        let (options, error) = try await read(["--listen", address])
        #expect(options == nil)
        #expect(error.contains("error[plain_listener_exposed]"))
        #expect(error.contains("--tls-certificate"))
        for more in [
            ["--behind-proxy"], ["--trusted-proxy=192.0.2.0/24"], ["--tls-certificate=c.pem", "--tls-key=/k.pem"],
        ] {
            #expect(try await read(["--listen", address] + more).options != nil, "\(more)")
        }
    }

    @Test func relativeCertificatesAreThoseOfTheFolder() async throws {
        let options = try await read(["--tls-certificate=c.pem", "--tls-key=/etc/k.pem"]).options
        let files = try #require(options?.certificate)
        #expect(files.chain.hasPrefix("/") && files.chain.hasSuffix("/shop/c.pem"))
        #expect(files.key == "/etc/k.pem")
    }

    @Test(arguments: [
        "--listen=7878", "--listen=host.test:80", "--listen=1.2.3.4:99999", "--listen=::1:80", "--listen=10.0.0.0/8:80",
        "--listen=", "--tls-key=/k", "--tls-certificate=/c", "--public-url=dextra.test", "--public-url=https://a/b",
        "--trusted-proxy=proxy.test", "--trusted-proxy=10.0.0.0/33", "--cors-origin=*", "--cors-origin=null",
        "--drain-notice=soon", "--request-rate=fast", "--request-rate=-1", "--request-rate=0.5",
    ]) func whatMakesNoSenseIsRefused(argument: String) async throws {
        let (options, error) = try await read([argument])
        #expect(options == nil)
        #expect(error.contains("error[usage]"), "\(error)")
    }

    @Test func aRateOfZeroIsNone() async throws {
        #expect(try await read(["--request-rate=0"]).options?.requestsPerSecond == .some(nil))
        #expect(try await read().options?.requestsPerSecond == 50)
    }

    @Test func aVariableThatMakesNoSenseIsRefusedToo() async throws {
        #expect(try await read(environment: ["DEXTRA_BEHIND_PROXY": "perhaps"]).error.contains("error[usage]"))
        #expect(try await read(environment: ["DEXTRA_LISTEN": "somewhere"]).error.contains("error[usage]"))
    }

    @Test func aHangUpReachesTheServer() async throws {
        try await CommandHarness.with { harness in
            let status = await harness.run(["serve"]) { _, hangups in
                harness.signals.send(1)
                for await _ in hangups { return }
            }
            #expect(status == 0)
        }
    }
}
