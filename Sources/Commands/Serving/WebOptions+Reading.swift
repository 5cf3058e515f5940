// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import HTTP
import Primitives

extension WebOptions {
    static let specs = [
        OptionSpec(
            "listen", .value(ValueSpec("HOST:PORT")),
            "Address of the API and the dashboard, or none; 127.0.0.1:7878, or the next free port, if not given"),
        OptionSpec(
            "tls-certificate", .value(ValueSpec("FILE", .file)),
            "Speak HTTPS with this certificate chain (PEM); read again when it changes and at HUP"),
        OptionSpec("tls-key", .value(ValueSpec("FILE", .file)), "The certificate's private key (PEM)"),
        OptionSpec(
            "public-url", .value(ValueSpec("URL")), "How people reach it, such as https://dextra.example.com"),
        OptionSpec.flag("behind-proxy", "A proxy in front of it speaks HTTPS, so plain HTTP may leave this machine"),
        OptionSpec(
            "trusted-proxy", .value(ValueSpec("CIDR")), "Believe these addresses about whose request it is",
            isRepeatable: true),
        OptionSpec(
            "cors-origin", .value(ValueSpec("ORIGIN")), "Let pages of this origin use the API", isRepeatable: true),
        OptionSpec(
            "drain-notice", .value(ValueSpec("TIME", .duration)),
            "Go on serving for so long after being told to end, while /health/ready says no; 0 if not given"),
        OptionSpec(
            "request-rate", .value(ValueSpec("N")),
            "Requests a second that each person and token may make, 0 for any number; 50 if not given"),
    ]

    /// Options before the environment (`DEXTRA_LISTEN` and the like, lists parted by commas), for servers that a command
    /// starts by itself.
    ///
    /// Throws `usage`, `plain_listener_exposed`.
    static func read(
        _ arguments: ParsedArguments, _ environment: [String: String], absolute: (String) -> String
    ) throws(Failure) -> WebOptions {
        let source = Source(arguments: arguments, environment: environment)
        var options = WebOptions()
        if let text = source.value("listen") { options.listen = try ListenChoice(text) }
        switch (source.value("tls-certificate"), source.value("tls-key")) {
        case (let chain?, let key?):
            options.certificate = TLSCertificateFiles(chain: absolute(chain), key: absolute(key))
        case (nil, nil): break
        case (_, _):
            throw Failure(.usage, "a certificate and its key are given together", hint: "--tls-certificate, --tls-key")
        }
        if let text = source.value("public-url") { options.publicURL = try origin(text, "public URL") }
        options.isBehindProxy = try source.isOn("behind-proxy")
        for text in source.list("trusted-proxy") {
            guard let block = AddressBlock(text) else {
                throw Failure(.usage, "'\(text)' is no block of addresses", hint: "write 10.0.0.0/8 or 192.0.2.1")
            }
            options.trustedProxies.append(block)
        }
        for text in source.list("cors-origin") { options.corsOrigins.append(try origin(text, "origin")) }
        if let text = source.value("drain-notice") {
            guard let notice = Duration(argument: text) else {
                throw Failure(.usage, "'\(text)' is no duration", hint: "write a number and its unit: 500ms, 5s")
            }
            options.drainNotice = notice
        }
        if let text = source.value("request-rate") {
            guard let rate = Int(text), (0...1_000_000).contains(rate) else {
                throw Failure(
                    .usage, "'\(text)' is no rate of requests", hint: "write how many a second, 0 for any number")
            }
            options.requestsPerSecond = rate == 0 ? nil : rate
        }
        try options.check()
        return options
    }

    private static func origin(_ text: String, _ what: String) throws(Failure) -> WebOrigin {
        let bare = text.hasSuffix("/") ? String(text.dropLast()) : text
        guard let origin = WebOrigin(bare) else {
            throw Failure(
                .usage, "'\(text)' is no \(what)", hint: "write a scheme and a host, such as https://dextra.example.com"
            )
        }
        return origin
    }

    /// One name, two places.
    private struct Source {
        let arguments: ParsedArguments
        let environment: [String: String]

        private func variable(_ name: String) -> String? {
            let name = "DEXTRA_" + String(name.uppercased().map { $0 == "-" ? "_" : $0 })
            return environment[name].flatMap { $0.isEmpty ? nil : $0 }
        }

        func value(_ name: String) -> String? { arguments.option(name) ?? variable(name) }

        func list(_ name: String) -> [String] {
            let given = arguments.allOptions(name)
            guard given.isEmpty else { return given }
            return (variable(name) ?? "").split { $0 == "," || $0 == " " }.map(String.init)
        }

        func isOn(_ name: String) throws(Failure) -> Bool {
            if arguments.isOn(name) { return true }
            switch variable(name) {
            case nil, "false", "0", "no": return false
            case "true", "1", "yes": return true
            case let text?: throw Failure(.usage, "'\(text)' is neither true nor false", hint: "for --\(name)")
            }
        }
    }
}
