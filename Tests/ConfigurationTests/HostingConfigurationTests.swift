// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Configuration
import Model
import Primitives
import Testing

/// How and beside what a project runs: platform, instances, canaries, images, services, workers, schedules.
struct HostingConfigurationTests {
    private func settings(_ text: String, _ profile: Profile = .production) throws(Failure) -> ProfileSettings {
        try ProjectConfiguration.parse(text.utf8).settings(for: profile)
    }

    private let full = """
        platform: docker
        instances: 3
        canary: {steps: [5%, 30%], interval: 90s, min_requests: 50, max_error_rate: 2.5%, max_latency: 1.5x}
        dockerfile: {path: ./deploy/Dockerfile, target: production, platform: linux/arm64/v8, args: {VERSION: 1.2}}
        limits: {cpus: 0.5}
        services:
          db: postgres:17
          search:
            image: registry.example.com/team/search@sha256:00
            env: {cluster.name: shop, SIZE: 3}
            command: --quiet --port=9000
            port: 9000
            volume: /srv/data/
            ready: curl -sf localhost:9000
            memory: 1GiB
            cpus: 2
        workers:
          mail: python work.py
          images: {command: [cd x, ./run], instances: 4}
        schedules:
          tidy: {cron: "0 3 * * *", command: ./tidy, timeout: 10m}
          report: {cron: "@weekly", command: ./report}
        profiles:
          development:
            platform: local
            canary: false
            dockerfile: {generate: true}
            services: {db: "postgres:16", search: false, cache: redis}
            workers: {images: false}
          staging:
            canary: {interval: 5s}
            dockerfile: Dockerfile.staging
        """

    @Test func readsEveryKey() throws {
        let settings = try settings(full)
        #expect((settings.platform, settings.instances, settings.limits.cpus) == (.docker, 3, 0.5))
        #expect(
            settings.canary
                == CanaryPolicy(
                    steps: [5, 30], interval: .seconds(90), minimumRequests: 50, maximumErrorRate: 0.025,
                    maximumLatency: 1.5))
        #expect(
            settings.image
                == ImageSettings(
                    dockerfile: "deploy/Dockerfile", target: "production", platform: "linux/arm64/v8",
                    arguments: ["VERSION": "1.2"]))
        #expect(
            settings.services == [
                ServiceDeclaration(name: "db", image: "postgres:17"),
                ServiceDeclaration(
                    name: "search", image: "registry.example.com/team/search@sha256:00",
                    environment: ["cluster.name": "shop", "SIZE": "3"], command: ["--quiet", "--port=9000"],
                    port: 9000, dataFolder: "/srv/data", readyCommand: "curl -sf localhost:9000",
                    memoryBytes: 1 << 30, cpus: 2),
            ])
        #expect(
            settings.workers == [
                WorkerDeclaration(name: "mail", command: "python work.py"),
                WorkerDeclaration(name: "images", command: "cd x && ./run", instances: 4),
            ])
        #expect(settings.schedules.map(\.name) == ["tidy", "report"])
        #expect(settings.schedules.map(\.cron.text) == ["0 3 * * *", "@weekly"])
        #expect(settings.schedules.map(\.timeout.duration) == [.seconds(600), .seconds(3600)])
        let release = ReleaseSettings(settings)
        #expect(release.services == settings.services && release.workers == settings.workers)
        #expect(release.schedules == settings.schedules && release.canary == settings.canary)
        #expect((release.platform, release.instances, release.cpus) == (.docker, 3, 0.5))
        #expect(release.image == settings.image)
    }

    @Test func laysAProfileOverTheBase() throws {
        let development = try settings(full, .development)
        #expect((development.platform, development.canary) == (.local, nil))
        #expect(development.services.map(\.image) == ["postgres:16", "redis"])
        #expect(development.workers.map(\.name) == ["mail"])
        #expect(development.image?.dockerfile == nil && development.image?.isGenerated == true)
        #expect(development.image?.target == "production")
        let staging = try settings(full, .staging)
        #expect((staging.canary?.steps, staging.canary?.interval.duration) == ([5, 30], .seconds(5)))
        #expect((staging.image?.dockerfile, staging.image?.isGenerated) == ("Dockerfile.staging", false))
    }

    @Test func whatIsNotSaidIsLeftOpen() throws {
        let settings = try settings("name: x")
        #expect((settings.platform, settings.instances, settings.canary, settings.image) == (nil, 1, nil, nil))
        #expect(settings.services.isEmpty && settings.workers.isEmpty && settings.schedules.isEmpty)
        #expect(try self.settings("canary: true").canary == CanaryPolicy())
    }

    @Test(arguments: [
        ("platform: dokcer", 11, "docker"), ("instances: 33", 12, "32"), ("instances: 0", 12, "1"),
        ("canary: maybe", 9, "mapping"), ("canary: {steps: [5]}", 18, "percent"),
        ("canary: {steps: [25%, 5%]}", 23, "more"), ("canary: {steps: [0.5%]}", 18, "whole"),
        ("canary: {steps: [100%]}", 18, "99"), ("canary: {steps: []}", 17, "1 to 20"),
        ("canary: {max_latency: 2}", 23, "factor"), ("canary: {max_latency: 0.5x}", 23, "factor"),
        ("canary: {max_error_rate: 101%}", 26, "percent"), ("canary: {step: [5%]}", 10, "steps"),
        ("dockerfile: ../Dockerfile", 13, "inside"), ("dockerfile: {path: a, generate: true}", 33, "both"),
        ("dockerfile: {platform: linux}", 24, "platform"), ("dockerfile: {target: a b}", 22, "stage"),
        ("dockerfile: {args: {A-B: 1}}", 21, "A-B"), ("limits: {cpus: 0}", 16, "number"),
        ("limits: {cpus: -1}", 16, "number"), ("limits: {cpus: 1e3}", 16, "number"),
        ("services: {DB: postgres}", 12, "name"), ("services: {db-: postgres}", 12, "name"),
        ("services: {data: postgres}", 12, "own"), ("services: {dextra-x: postgres}", 22, "own"),
        ("services: {db: acme/thing}", 16, "port"), ("services: {db: bitnami/redis}", 16, "port"),
        ("services: {db: {port: 1}}", 16, "image"), ("services: {db: 'a b'}", 16, "image"),
        ("services: {db: {image: postgres, volume: data}}", 42, "absolute"),
        ("services: {db: {image: postgres, volume: /a/../b}}", 42, "absolute"),
        ("services: {db: {image: postgres, volume: /}}", 42, "absolute"),
        ("services: {db: {image: postgres, env: {a=b: 1}}}", 40, "variable"),
        ("services: {db: {image: postgres, command: 'x \"y\"'}}", 43, "list"),
        ("services: {db: {image: postgres, ready: false}}", 41, "false"),
        ("services: {db: {image: postgres, prot: 1}}", 34, "port"), ("services: [postgres]", 11, "mapping"),
        ("workers: {web: run}", 11, "own"), ("workers: {mail: {instances: 2}}", 17, "command"),
        ("workers: {mail: {command: x, instances: 99}}", 41, "32"), ("workers: {mail: }", 17, "command"),
        ("schedules: {a: ./run}", 16, "mapping"), ("schedules: {a: {command: x}}", 16, "cron"),
        ("schedules: {a: {cron: 0 25 * * *, command: x}}", 23, "hour"),
        ("schedules: {a: {cron: '@daily', command: x, timeout: 0}}", 54, "range"),
    ])
    func saysWhereAFileIsWrong(text: String, column: Int, words: String) {
        let failure = #expect(throws: Failure.self) { try settings(text) }
        #expect(failure?.code == .invalidConfiguration)
        #expect(failure?.message.hasPrefix("dextra.yaml:1:\(column): ") == true, "\(failure?.message ?? "")")
        #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
    }
}
