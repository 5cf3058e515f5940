// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Model
import Primitives
import Processes
import TestKit
import Testing
import Traffic

/// The real HAProxy under the room's hands. Serial: every test starts programs that answer under load, and side by side
/// they would take each other's processor time.
@Suite(.serialized) struct HAProxyTestsSerial {
    @Test func saysPlainlyThatNothingAnswersYet() async throws {
        try await ProxyFixture.with { fixture in
            let route = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
            let answer = try PlainConnection(port: route.port).get("/")
            #expect(answer.status == 503)
            #expect(answer.body == "No release of shop (production) answers. See: dextra status\n")
        }
    }

    @Test func switchesUnderLoadWithoutDroppingARequest() async throws {
        try await ProxyFixture.with { fixture in
            try await TestApp.with("one") { one in
                try await TestApp.with("two") { two in
                    let route = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
                    try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 1, one.port))
                    let load = Load(port: route.port)
                    for turn in 0..<10 {
                        let to = turn.isMultiple(of: 2) ? (two, 2) : (one, 1)
                        try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: to.1, to.0.port))
                        try await load.pass(100)
                    }
                    let result = await load.finish()
                    #expect(result.dropped == [])
                    #expect(result.bodies == ["one", "two"])
                }
            }
        }
    }

    @Test func finishesWhatThePredecessorServes() async throws {
        try await ProxyFixture.with { fixture in
            try await TestApp.with("one") { one in
                try await TestApp.with("two") { two in
                    let route = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
                    try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 1, one.port))
                    let connection = try PlainConnection(port: route.port)
                    try connection.write("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
                    while try await fixture.proxy.connections(fixture.shop, release: 1) == 0 {
                        try await TimeSource.system.sleep(for: .milliseconds(5))
                    }
                    try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 2, two.port))
                    #expect(try await fixture.proxy.connections(fixture.shop, release: 1) == 1)
                    #expect(try PlainConnection(port: route.port).get("/").body == "two")
                    #expect(try connection.readHead().hasPrefix("HTTP/1.1 200"))
                    while try await fixture.proxy.connections(fixture.shop, release: 1) > 0 {
                        try await TimeSource.system.sleep(for: .milliseconds(5))
                    }
                }
            }
        }
    }

    @Test func comesBackSwitchedAfterAKill() async throws {
        try await ProxyFixture.with { fixture in
            try await TestApp.with("one") { one in
                try await TestApp.with("two") { two in
                    let route = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
                    try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 1, one.port))
                    try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 2, two.port))
                    try await fixture.killProxy()
                    #expect(try PlainConnection(port: route.port).get("/").body == "two")
                }
            }
        }
    }

    @Test func saysWhetherItAnswersWhateverItsShimSays() async throws {
        try await ProxyFixture.with { fixture in
            #expect(await !fixture.proxy.isAnswering(within: .zero))
            let route = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
            #expect(await fixture.proxy.isAnswering())
            // The shim is held, and so can't start again what is killed; it still holds its lock.
            let shim = try fixture.shim()
            kill(shim, SIGSTOP)
            defer { kill(shim, SIGCONT) }
            _ = try fixture.master()?.signal(SIGKILL)
            // Its worker ends with it.
            while (try? PlainConnection(port: route.port)) != nil {
                try await TimeSource.system.sleep(for: .milliseconds(5))
            }
            #expect(try fixture.supervisor.find("haproxy").status().isSupervised)
            #expect(await !fixture.proxy.isAnswering(within: .zero))
            kill(shim, SIGCONT)
            #expect(await fixture.proxy.isAnswering(within: .seconds(30)))
        }
    }

    @Test func keepsStreamsOfOthersThroughAReload() async throws {
        try await ProxyFixture.with { fixture in
            try await TestApp.with("one") { one in
                let route = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
                try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 1, one.port))
                let stream = try PlainConnection(port: route.port)
                try stream.write("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")
                _ = try stream.readHead()
                let load = Load(port: route.port)
                let other = try await fixture.proxy.provision(fixture.blog, ordinal: 2, port: nil, hosts: [])
                #expect(try PlainConnection(port: other.port).get("/").status == 503)
                for _ in 0..<5 { try stream.readMore() }
                #expect(try await fixture.proxy.connections(fixture.shop, release: 1) >= 1)
                try await fixture.proxy.remove(fixture.blog)
                for _ in 0..<5 { try stream.readMore() }
                #expect(throws: Failure.self) { _ = try PlainConnection(port: other.port) }
                #expect(await load.finish().dropped == [])
            }
        }
    }

    @Test func neverAsksAStoppedReleaseOnAConnectionKeptOverAReload() async throws {
        let shared = try Listener.with(\.port)
        try await ProxyFixture.with(front: .required(shared)) { fixture in
            let route = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
            func settle(_ release: Int) async throws {
                while try await fixture.proxy.connections(fixture.shop, release: release) > 0 {
                    try await TimeSource.system.sleep(for: .milliseconds(5))
                }
            }
            try await TestApp.with("v3") { third in
                try await TestApp.with("v2") { second in
                    let first = try await TestApp(name: "v1")
                    try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 1, first.port))
                    let kept = try [route.port, shared].map { try PlainConnection(port: $0) }
                    for connection in kept { #expect(try connection.get("/", host: "shop.localhost").body == "v1") }
                    _ = try await fixture.proxy.provision(fixture.blog, ordinal: 2, port: nil, hosts: [])
                    try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 2, second.port))
                    // Still in the earlier worker's hands: they keep release 1 from being stopped.
                    #expect(try await fixture.proxy.connections(fixture.shop, release: 1) == 2)
                    for connection in kept {
                        #expect(try connection.get("/", host: "shop.localhost").status == 200)
                        #expect(!connection.isOpen)
                    }
                    try await settle(1)
                    await first.stop()
                    let next = try [route.port, shared].map { try PlainConnection(port: $0) }
                    for connection in next { #expect(try connection.get("/", host: "shop.localhost").body == "v2") }
                    try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 3, third.port))
                    try await settle(2)
                    await second.stop()
                    for connection in next { #expect(try connection.get("/", host: "shop.localhost").body == "v3") }
                }
            }
        }
    }

    @Test func countsWhatIsServedThroughTheSharedPortOverAReload() async throws {
        let shared = try Listener.with(\.port)
        try await ProxyFixture.with(front: .required(shared)) { fixture in
            try await TestApp.with("one") { one in
                _ = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
                try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 1, one.port))
                let stream = try PlainConnection(port: shared)
                try stream.write("GET /stream HTTP/1.1\r\nHost: shop.localhost\r\n\r\n")
                _ = try stream.readHead()
                let idle = try PlainConnection(port: shared)
                #expect(try idle.get("/", host: "shop.localhost").body == "one")
                _ = try await fixture.proxy.provision(fixture.blog, ordinal: 2, port: nil, hosts: [])
                // The stream, and what the idle connection may still ask for.
                #expect(try await fixture.proxy.connections(fixture.shop, release: 1) == 2)
                try stream.readMore()
            }
        }
    }

    @Test func convergesWhenAStepIsRepeatedByTheNextServer() async throws {
        try await ProxyFixture.with { fixture in
            try await TestApp.with("one") { one in
                let route = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
                // The record says switched, the running proxy doesn't: a crash between the two.
                var configuration = try await fixture.proxy.configuration()
                var shop = try #require(configuration[fixture.shop])
                shop.destinations.activate(try UpstreamGroup(v: 1, one.port))
                configuration[fixture.shop] = shop
                let text = configuration.text(fixture.settings, directory: fixture.directory)
                try text.write(toFile: fixture.directory.configuration, atomically: true, encoding: .utf8)
                let next = fixture.restartedServer()
                try await next.ensureRunning()
                #expect(try PlainConnection(port: route.port).get("/").body == "one")
                #expect(try await next.provision(fixture.shop, ordinal: 1, port: nil, hosts: []).port == route.port)
            }
        }
    }

    @Test func routesByHostNameOnTheSharedPort() async throws {
        let shared = try Listener.with(\.port)
        try await ProxyFixture.with(front: .required(shared)) { fixture in
            try await TestApp.with("one") { one in
                _ = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
                try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 1, one.port))
                let connection = try PlainConnection(port: shared)
                #expect(try connection.get("/", host: "shop.localhost:\(shared)").body == "one")
                #expect(try connection.get("/", host: "other.localhost").status == 404)
                let headers = try connection.get("/headers", host: "shop.localhost").body
                #expect(headers.contains("x-forwarded-for: 127.0.0.1"))
                #expect(headers.contains("x-forwarded-proto: http"))
                let front = try await fixture.proxy.addresses(of: fixture.shop).front
                #expect(front == ["http://shop.localhost:\(shared)"])
            }
        }
    }

    @Test func goesOnWithoutAnOptionalSharedPort() async throws {
        let listener = try Listener()
        defer { close(listener.descriptor) }
        try await ProxyFixture.with(front: .optional(listener.port)) { fixture in
            let route = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
            #expect(try PlainConnection(port: route.port).get("/").status == 503)
            #expect(await fixture.proxy.sharedPortFailure()?.code == .portInUse)
            #expect(try await fixture.proxy.addresses(of: fixture.shop).front == [])
        }
        try await ProxyFixture.with(front: .required(listener.port)) { fixture in
            let failure = await #expect(throws: Failure.self) { try await fixture.proxy.ensureRunning() }
            #expect(failure?.code == .portInUse)
        }
    }

    @Test func saysOnceThatTheSharedPortIsTakenAndOnceThatItIsFree() async throws {
        let listener = try Listener()
        let log = RecordedLog()
        let logger = Logger(label: "traffic", sink: log)
        try await ProxyFixture.with(front: .optional(listener.port), logger: logger) { fixture in
            _ = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
            for _ in 0..<3 { try await fixture.proxy.keepRunning() }
            #expect(log.count(naming: listener.port, at: .warning) == 1)
            close(listener.descriptor)
            for _ in 0..<3 { try await fixture.proxy.keepRunning() }
            #expect(await fixture.proxy.sharedPortFailure() == nil)
            #expect(try await fixture.proxy.addresses(of: fixture.shop).front.count == 1)
            #expect(log.count(naming: listener.port, at: .warning) == 1)
            #expect(log.count(naming: listener.port, at: .info) == 1)
        }
    }

    @Test func endsWithTheLastRouteAndComesBackWithTheNext() async throws {
        try await ProxyFixture.with { fixture in
            let shop = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
            let blog = try await fixture.proxy.provision(fixture.blog, ordinal: 2, port: nil, hosts: [])
            try await fixture.proxy.remove(fixture.shop)
            let master = try #require(try fixture.master())
            #expect(try PlainConnection(port: blog.port).get("/").status == 503)
            try await fixture.proxy.remove(fixture.blog)
            #expect(!master.isAlive)
            #expect(try fixture.master() == nil)
            try await fixture.proxy.keepRunning()
            #expect(try fixture.master() == nil)
            #expect(try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: []).port == shop.port)
            #expect(try PlainConnection(port: shop.port).get("/").status == 503)
        }
    }

    @Test func endsAProxyThatACrashLeftWithoutRoutes() async throws {
        try await ProxyFixture.with { fixture in
            try await fixture.proxy.ensureRunning()
            let master = try #require(try fixture.master())
            try await fixture.restartedServer().keepRunning()
            #expect(!master.isAlive)
        }
    }

    @Test func refusesAPortOfSomebodyElse() async throws {
        let listener = try Listener()
        defer { close(listener.descriptor) }
        try await ProxyFixture.with { fixture in
            let failure = await #expect(throws: Failure.self) {
                _ = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: listener.port, hosts: [])
            }
            #expect(failure?.code == .portInUse)
            let shop = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
            let second = await #expect(throws: Failure.self) {
                _ = try await fixture.proxy.provision(fixture.blog, ordinal: 2, port: shop.port, hosts: [])
            }
            #expect(second?.code == .portInUse)
            #expect(try await fixture.proxy.configuration().routes.map(\.name) == [fixture.shop])
        }
    }

    @Test func startsWithoutThePortThatWasTakenMeanwhile() async throws {
        try await ProxyFixture.with { fixture in
            let shop = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
            let blog = try await fixture.proxy.provision(fixture.blog, ordinal: 2, port: nil, hosts: [])
            try await fixture.proxy.shutDown()
            let thief = try Listener(port: shop.port)
            try await fixture.proxy.ensureRunning()
            #expect(try PlainConnection(port: blog.port).get("/").status == 503)
            #expect(try await fixture.proxy.addresses(of: fixture.shop).own == nil)
            close(thief.descriptor)
            // A program that another test is about to start has a copy of the socket until then, and it listens.
            while !PortProbe.isFree(shop.port, on: "127.0.0.1") { try await Task.sleep(for: .milliseconds(1)) }
            try await fixture.proxy.ensureRunning()
            #expect(try PlainConnection(port: shop.port).get("/").status == 503)
        }
    }

    @Test func namesThePackageWhenHAProxyIsMissing() async throws {
        try await TemporaryDirectory.with { path in
            let supervisor = ServiceSupervisor(directory: path + "/services", shim: try ProxyFixture.shim())
            let proxy = HAProxy(
                directory: ProxyDirectory(path: path), settings: TrafficSettings(),
                launcher: .supervised(by: supervisor),
                program: { throw Failure(.haproxyMissing, "the program haproxy is not installed") }, time: .system,
                logger: .silent)
            let failure = await #expect(throws: Failure.self) { try await proxy.ensureRunning() }
            #expect(failure?.code == .haproxyMissing)
        }
    }
}
