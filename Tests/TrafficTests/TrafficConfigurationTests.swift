// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Testing
import Traffic

/// The text HAProxy is given, and reading it back.
struct TrafficConfigurationTests {
    private let directory = ProxyDirectory(path: "/srv/dextra/proxy")

    private func route(_ project: String, _ profile: Profile = .production, port: Int, hosts: [String] = []) throws
        -> Route
    {
        Route(name: RouteName(project: try ProjectName(project), profile: profile), port: port, hosts: hosts)
    }

    private func lines(_ configuration: TrafficConfiguration, _ settings: TrafficSettings = TrafficSettings())
        -> [String]
    {
        configuration.text(settings, directory: directory).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
    }

    private func section(_ header: String, of lines: [String]) -> [String] {
        Array(lines.drop { $0 != header }.dropFirst().prefix { !$0.isEmpty })
    }

    @Test func writesOneFrontendAndOneBackendForEachRoute() throws {
        var shop = try route("shop", port: 8100)
        shop.destinations.activate(try UpstreamGroup(v: 1, 20_001))
        let text = lines(TrafficConfiguration(routes: [shop]))
        #expect(
            section("frontend shop.production.port", of: text) == [
                "    bind 127.0.0.1:8100",
                "    http-request del-header X-Forwarded-For unless { src 127.0.0.0/8 ::1 }",
                "    http-request del-header X-Forwarded-Proto unless { src 127.0.0.0/8 ::1 }",
                "    http-request set-header X-Forwarded-Proto http unless { req.hdr(X-Forwarded-Proto) -m found }",
                "    default_backend shop.production",
            ])
        #expect(
            section("backend shop.production", of: text) == [
                "    balance roundrobin",
                "    http-error status 503 content-type \"text/plain; charset=utf-8\" string "
                    + "\"No release of shop (production) answers. See: dextra status\\n\" hdr retry-after 2",
                "    http-request set-var-fmt(txn.candidate) "
                    + "v%[var(proc.shop.production.release)].%[rand,mod(proc.shop.production.count),add(1)] "
                    + "if { rand(1000000),sub(proc.shop.production.millionths) lt 0 }",
                "    use-server %[var(txn.candidate)] if { var(txn.candidate) -m found }",
                "    server v1.1 127.0.0.1:20001 weight 1",
            ])
    }

    @Test func balancesOnlyOverTheActiveReleasesOpenProcesses() throws {
        var shop = try route("shop", port: 8100)
        shop.destinations.activate(try UpstreamGroup(v: 1, 20_001))
        shop.destinations.activate(try UpstreamGroup(v: 2, 20_002, 20_003, 20_004))
        shop.destinations.activate(try UpstreamGroup(v: 2, 20_002, 20_003))
        let servers = section("backend shop.production", of: lines(TrafficConfiguration(routes: [shop])))
            .filter { $0.hasPrefix("    server ") }
        #expect(
            servers == [
                "    server v1.1 127.0.0.1:20001 weight 0", "    server v2.1 127.0.0.1:20002 weight 1",
                "    server v2.2 127.0.0.1:20003 weight 1", "    server v2.3 127.0.0.1:20004 weight 0",
            ])
    }

    @Test func saysAShareInVariables() throws {
        var shop = try route("shop-de", port: 8100)
        shop.destinations.activate(try UpstreamGroup(v: 1, 20_001))
        shop.destinations.split(try UpstreamGroup(v: 2, 20_002, 20_003), percent: 2.5)
        let global = section("global", of: lines(TrafficConfiguration(routes: [shop])))
        #expect(
            global.filter { $0.contains("set-var") } == [
                "    set-var proc.shop_de.production.millionths int(25000)",
                "    set-var proc.shop_de.production.release int(2)",
                "    set-var proc.shop_de.production.count int(2)",
            ])
    }

    @Test func readsARecordOfOneProcessForEachRelease() throws {
        let text = """
            #dextra {"front":{"_0":8080}}
            #dextra {"route":{"_0":{"hosts":["shop.example.org"],"name":{"profile":"production","project":"shop"},\
            "port":8100,"slots":{"active":"slot1","upstreams":{"slot1":{"host":"127.0.0.1","port":20001,"release":3},\
            "slot2":{"host":"127.0.0.1","port":20002,"release":2}}}}}}
            #dextra {"route":{"_0":{"hosts":[],"name":{"profile":"staging","project":"shop"},"port":8101,\
            "slots":{"upstreams":{}}}}}
            """
        var shop = try route("shop", port: 8100, hosts: ["shop.example.org"])
        shop.destinations.activate(try UpstreamGroup(v: 2, 20_002))
        shop.destinations.activate(try UpstreamGroup(v: 3, 20_001))
        let expected = TrafficConfiguration(routes: [shop, try route("shop", .staging, port: 8101)], frontPort: 8080)
        #expect(try TrafficConfiguration(reading: text) == expected)
    }

    @Test func routesHostNamesOnTheSharedPort() throws {
        let configuration = TrafficConfiguration(
            routes: [
                try route("shop", port: 8100, hosts: ["Shop.Example.org"]), try route("shop", .staging, port: 8101),
            ], frontPort: 8080)
        #expect(
            section("frontend front", of: lines(configuration)).filter { $0.contains("use_backend") } == [
                "    use_backend shop.staging if { req.hdr(host),field(1,:),lower -m str shop-staging.localhost }",
                "    use_backend shop.production if { req.hdr(host),field(1,:),lower -m str shop.example.org }",
                "    use_backend shop.production if { req.hdr(host),field(1,:),lower -m str shop.localhost }",
            ])
    }

    @Test func givesAContestedHostNameToProduction() throws {
        let configuration = TrafficConfiguration(
            routes: [try route("shop", .staging, port: 8101), try route("shop-staging", port: 8103)], frontPort: 8080)
        #expect(configuration.hosts.map(\.host) == ["shop-staging.localhost"])
        #expect(configuration.hosts.first?.route.project.text == "shop-staging")
    }

    @Test func bindsWhereItIsToldAndBecomesTheAccount() throws {
        let settings = TrafficSettings(bindAddress: "0.0.0.0", account: ProxyAccount(user: 102, group: 105))
        let text = lines(TrafficConfiguration(routes: [try route("shop", port: 8100)], frontPort: 8080), settings)
        #expect(text.contains("    bind 0.0.0.0:8100"))
        #expect(text.contains("    bind 0.0.0.0:8080"))
        #expect(text.contains("    uid 102"))
        #expect(text.contains("    gid 105"))
    }

    @Test func leavesOutThePortOfSomebodyElse() throws {
        let configuration = TrafficConfiguration(routes: [try route("shop", port: 8100)], closedPorts: [8100])
        let text = lines(configuration)
        #expect(!text.contains("frontend shop.production.port"))
        #expect(text.contains("backend shop.production"))
        #expect(configuration.listenPorts.isEmpty)
    }

    @Test func quotesTheSocketsPath() {
        let text = TrafficConfiguration().text(TrafficSettings(), directory: ProxyDirectory(path: "/it's here"))
        #expect(text.contains("stats socket '/it'\\''s here/admin.sock' mode 600 level admin expose-fd listeners"))
    }

    @Test func readsBackWhatItWrote() throws {
        var shop = try route("shop", port: 8100, hosts: ["shop.example.org"])
        shop.destinations.activate(try UpstreamGroup(v: 1, 20_001))
        shop.destinations.activate(try UpstreamGroup(release: 2, upstreams: [Upstream(host: "10.0.0.7", port: 20_002)]))
        let configuration = TrafficConfiguration(
            routes: [try route("blog", .development, port: 8105), shop], frontPort: 8080, closedPorts: [8105])
        let text = configuration.text(TrafficSettings(), directory: directory)
        #expect(try TrafficConfiguration(reading: text) == configuration)
    }

    @Test func refusesARecordItCannotRead() {
        let failure = #expect(throws: Failure.self) {
            _ = try TrafficConfiguration(reading: "#dextra {\"route\":7}\n")
        }
        #expect(failure?.code == .proxyConfigurationCorrupt)
    }

    @Test func keepsTheStructureWhenOnlyUpstreamsChange() throws {
        var configuration = TrafficConfiguration(routes: [try route("shop", port: 8100)])
        let structure = configuration.structure(TrafficSettings(), directory: directory)
        var shop = try #require(configuration.routes.first)
        shop.destinations.activate(try UpstreamGroup(v: 1, 20_001))
        configuration[shop.name] = shop
        #expect(configuration.structure(TrafficSettings(), directory: directory) == structure)
        configuration[shop.name] = try route("shop", port: 8101)
        #expect(configuration.structure(TrafficSettings(), directory: directory) != structure)
    }

    @Test func refusesADirectoryTooLongForSockets() {
        let failure = #expect(throws: Failure.self) {
            try ProxyDirectory(path: "/tmp/" + String(repeating: "d", count: 90)).prepare()
        }
        #expect(failure?.code.name == "socket_path_too_long")
    }
}
