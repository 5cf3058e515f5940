// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import Glibc
import HTTP
import Primitives
import Wire

/// How a server is reached and supervised: its address, its certificate, its own opinion of itself, its unit.
struct ServingChecks: Sendable {
    let environment: [String: String]
    let client: ServerClient
    /// What the server says of itself; nil when none runs.
    let info: ServerInfo?
    /// The program that a unit should start.
    let executable: String
    let time: TimeSource

    func run() async -> [Finding] {
        let readiness: Readiness? = if info != nil { try? await client.readiness() } else { nil }
        var findings = [server(), shownCertificate(readiness) ?? certificate(), unit()].compactMap(\.self)
        if let info {
            if let url = info.url { findings.append(await listener(url)) }
            if let readiness { findings += health(readiness) }
        } else {
            findings.append(usualPort())
        }
        return findings
    }

    private func server() -> Finding {
        guard let info else { return Finding("server", .ok, "not running; started when needed") }
        let text = "\(info.version), pid \(info.pid), \(info.isolation.rawValue)\(info.url.map { ", at \($0)" } ?? "")"
        guard info.version != DextraVersion.current else { return Finding("server", .ok, text) }
        return Finding(
            "server", .warn, "\(text); this command is \(DextraVersion.current)",
            hint: "have the server start anew: dextra stop; applications go on")
    }

    /// What the server says of the one that it shows, wherever it was told of it; nil when it shows none.
    private func shownCertificate(_ readiness: Readiness?) -> Finding? {
        guard let check = readiness?.checks.first(where: { $0.name == Self.certificateCheck }) else { return nil }
        let isFine = check.status == .ok
        return Finding(
            "certificate", isFine ? .ok : .warn, "the server's is \(check.detail ?? check.status.rawValue)",
            hint: isFine ? nil : "renew it: its files are read again by themselves")
    }

    /// The server's own check of its certificate (`HealthCheck.certificates`).
    private static let certificateCheck = "certificate"

    /// Of the files that a server started from here would show.
    private func certificate() -> Finding? {
        guard let chain = environment["DEXTRA_TLS_CERTIFICATE"], let key = environment["DEXTRA_TLS_KEY"],
            !chain.isEmpty, !key.isEmpty
        else { return nil }
        do {
            let certificates = try TLSCertificates([TLSCertificateFiles(chain: chain, key: key)])
            guard let facts = certificates.facts.first else { return nil }
            let names = facts.names.isEmpty ? "no name" : facts.names.joined(separator: ", ")
            let text = "\(chain) for \(names), valid until \(facts.notAfter)"
            if !facts.isValid(at: time.now()) {
                return Finding("certificate", .missing, "\(text): browsers refuse it", hint: "renew it")
            }
            let isDue = facts.notAfter - time.now() < TLSCertificateFacts.renewal
            return Finding("certificate", isDue ? .warn : .ok, text, hint: isDue ? "renew it soon" : nil)
        } catch {
            let failure = Failure.wrapping(error)
            return Finding("certificate", .missing, failure.message, hint: failure.hint)
        }
    }

    /// Whether the address that people use leads anywhere.
    private func listener(_ url: String) async -> Finding {
        guard let origin = WebOrigin(url) else { return Finding("address", .warn, "'\(url)' is no address") }
        let endpoint =
            origin.scheme == "https"
            ? HTTPEndpoint.tls(host: origin.host, port: origin.port)
            : .tcp(host: origin.host, port: origin.port)
        do {
            let timeouts = HTTPTimeouts(connect: .seconds(3), response: .seconds(5), idle: .seconds(5))
            let response = try await HTTPClient().request(
                to: endpoint, HTTPClientRequest(.get, "/health/live", timeouts: timeouts))
            _ = try? await response.collect(upTo: 1 << 16)
            return Finding("address", .ok, "\(url) answers")
        } catch {
            let failure = Failure.wrapping(error)
            return Finding(
                "address", .warn, "\(url) can't be reached from here: \(failure.message)",
                hint: failure.hint ?? "look at --listen, --public-url and what stands before the server")
        }
    }

    /// What the server finds of itself that is not well.
    private func health(_ readiness: Readiness) -> [Finding] {
        let troubles = readiness.checks.filter { $0.status != .ok && $0.name != Self.certificateCheck }
        guard !troubles.isEmpty || readiness.status == .notReady else {
            return [Finding("health", .ok, "the server's checks are well")]
        }
        guard !troubles.isEmpty else { return [Finding("health", .warn, "the server is ending")] }
        return troubles.map { check in
            Finding("health", .warn, "\(check.name): \(check.detail ?? check.status.rawValue)")
        }
    }

    /// Whether a server that is started now gets the address that people know.
    private func usualPort() -> Finding {
        let name = "port \(ListenChoice.usualPort)"
        let trial = HTTPServer(
            configuration: HTTPServerConfiguration(
                listeners: [.tcp(host: ListenChoice.usualHost, port: ListenChoice.usualPort)])
        ) { _ in }
        do {
            try trial.bind()
            return Finding(name, .ok, "free for the dashboard")
        } catch {
            return Finding(
                name, .warn, "somebody else has it: the dashboard gets one of the next \(ListenChoice.sparePorts)",
                hint: "choose an address with DEXTRA_LISTEN")
        }
    }

    /// nil where there is none: nobody has to use systemd.
    private func unit() -> Finding? {
        let scope = getuid() == 0 ? ServiceUnit.Scope.system : .user
        guard let installed = try? InstalledUnit(scope, environment: environment), let text = installed.text else {
            return nil
        }
        guard let home = client.place.home else { return nil }
        guard installed.isOurs else { return Finding("unit", .ok, "\(installed.path), written by somebody else") }
        guard let command = text.split(separator: "\n").first(where: { $0.hasPrefix("ExecStart=") }) else {
            return Finding("unit", .warn, "\(installed.path) starts nothing", hint: "run: dextra service install")
        }
        let current = ServiceUnit(scope: scope, executable: executable, home: home)
        func frame(_ text: String) -> [Substring] { text.split(separator: "\n").filter { !$0.hasPrefix("ExecStart=") } }
        let isCurrent =
            command.hasPrefix("ExecStart=\(ServiceUnit.quoted(executable)) ") && frame(text) == frame(current.text)
        return isCurrent
            ? Finding("unit", .ok, installed.path)
            : Finding(
                "unit", .warn, "\(installed.path) is not as this version writes it",
                hint: "write it anew with the options in its ExecStart: dextra service install")
    }
}
