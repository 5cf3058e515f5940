// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import HTTP
import Hosting
import LocalProcess
import Model
import PlatformKit
import Platforms
import Primitives
import Processes
import TestKit
import Testing
import Traffic

/// A platform of its own for one test, with a folder of small programs; nothing of it is left afterwards.
struct PlatformFixture: Sendable {
    let platform: LocalProcessPlatform
    let target: PlatformTarget
    let isolation: IsolationProbe
    let home: String
    private let shim: ShimLocation
    private let proxySettings: TrafficSettings
    private let ports: ClosedRange<Int>?

    /// - ports: where programs get theirs from; nil for the usual ones.
    static func with(ports: ClosedRange<Int>? = nil, _ body: (PlatformFixture) async throws -> Void) async throws {
        try await TemporaryDirectory.with { path in
            // Programs run as other users must get through to their folders.
            chmod(path, 0o711)
            let shim = try ShimLocation.find(
                also: CommandLine.arguments.map { String($0[..<($0.lastIndex(of: "/") ?? $0.startIndex)]) })
            let fixture = try PlatformFixture(
                home: path, shim: shim, isolation: try await .run(shim: shim), ports: ports)
            do {
                try await body(fixture)
                try await fixture.end()
            } catch {
                try await fixture.end()
                throw error
            }
        }
    }

    private init(home: String, shim: ShimLocation, isolation: IsolationProbe, ports: ClosedRange<Int>?) throws {
        self.home = home
        self.shim = shim
        self.isolation = isolation
        let first = PortProbe.findFree(in: 13_500...16_999, on: "127.0.0.1", random: .system) ?? 13_500
        proxySettings = TrafficSettings(
            front: .off, firstPort: first, maximumConnections: 500, account: .forThisProcess())
        target = PlatformTarget(project: try ProjectName("shop"), ordinal: 1, profile: .production)
        self.ports = ports
        platform = Self.platform(home, shim, isolation, proxySettings, ports)
        mkdir("\(home)/artifact", 0o755)
        try Self.program.write(toFile: "\(home)/artifact/app.py", atomically: true, encoding: .utf8)
        chmod("\(home)/artifact/app.py", 0o644)
    }

    /// Another platform over the same directory, as after a restart of the server.
    func restartedServer() -> LocalProcessPlatform { Self.platform(home, shim, isolation, proxySettings, ports) }

    /// As the conformance rules see it.
    var world: PlatformWorld {
        PlatformWorld(
            platform: platform, target: target, artifact: .directory(path: "\(home)/artifact"),
            workload: .command("exec python3 app.py"), restarted: { restartedServer() },
            powerLoss: { for handle in platform.supervisor.list() { try await handle.kill() } })
    }

    func release(
        _ number: Int, _ mode: String = "good", port: Int? = nil, health: HealthCheck = HealthCheck(),
        workload: Workload? = nil
    ) -> PlatformRelease {
        PlatformRelease(
            reference: ReleaseReference(target: target, number: number),
            id: RandomSource.seeded(UInt64(number)).identifier(at: Timestamp(millisecondsSinceEpoch: 0)),
            artifact: .directory(path: "\(home)/artifact"), workload: workload ?? .command("exec python3 app.py"),
            environment: ["MODE": Redacted(mode), "NAME": Redacted("v\(number)")], port: port, health: health)
    }

    /// Provisions, starts, probes and switches, as a deployment does.
    @discardableResult
    func deploy(_ release: PlatformRelease) async throws -> PlatformInstance {
        _ = try await platform.provision(target, exposure: Exposure())
        let instance = try await platform.start(release)
        try await platform.probe(instance, of: release) { _ in }
        _ = try await platform.switchTraffic(to: instance)
        return instance
    }

    /// What the target's public address answers.
    func ask(_ path: String = "/") async throws -> (status: Int, body: String) {
        let url = try #require(try await platform.exposure(of: target)).address.url
        let port = try #require(url.split(separator: ":").last.flatMap { Int($0) })
        let response = try await HTTPClient().request(
            to: .tcp(host: "127.0.0.1", port: port), HTTPClientRequest(.get, path, headers: ["Connection": "close"]))
        return (response.status.code, String(decoding: try await response.collect(), as: UTF8.self))
    }

    private func end() async throws {
        try await platform.destroy(target)
        try await platform.supervisor.remove("haproxy")
    }

    private static func platform(
        _ home: String, _ shim: ShimLocation, _ isolation: IsolationProbe, _ traffic: TrafficSettings,
        _ ports: ClosedRange<Int>?
    ) -> LocalProcessPlatform {
        let layout = LocalLayout(home: home)
        let supervisor = ServiceSupervisor(directory: layout.services, shim: shim)
        let proxy = HAProxy(
            directory: ProxyDirectory(path: layout.proxy), settings: traffic,
            launcher: .supervised(by: supervisor), program: { try ProxyProgram.locate(searchPath: nil) },
            time: .system, logger: .silent)
        var settings = LocalProcessSettings(layout: layout, isolation: isolation, executable: shim.path)
        if let ports { settings.ports = ports }
        return LocalProcessPlatform(
            settings: settings,
            supervisor: supervisor, ingress: Ingress(proxy: proxy, time: .system, logger: .silent), shim: shim,
            time: .system, random: .system, logger: .silent)
    }

    /// As `PlatformWorld` asks for.
    private static let program = """
        import http.server, os, signal, sys
        mode, name = os.environ["MODE"], os.environ["NAME"]
        print("starting in mode " + mode, flush=True)
        if mode == "crash":
            print("ValueError: DATABASE_URL is missing", file=sys.stderr, flush=True)
            sys.exit(3)
        if mode == "stubborn":
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if mode == "interrupt":
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
        port = 0 if mode == "elsewhere" else int(os.environ["PORT"])
        broken = False
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                global broken
                broken = broken or self.path == "/break"
                bad = broken or mode == "bad"
                body = b"database is locked" if bad else name.encode()
                if self.path == "/die":
                    os._exit(9)
                if self.path.startswith("/say/"):
                    print(self.path[5:], file=sys.stderr, flush=True)
                if self.path == "/environment":
                    body = "\\n".join(sorted(k + "=" + v for k, v in os.environ.items())).encode()
                self.send_response(500 if bad else 200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def log_message(self, *args):
                pass
        http.server.ThreadingHTTPServer.daemon_threads = True
        http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
        """
}
