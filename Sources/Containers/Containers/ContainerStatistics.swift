// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

/// What a container uses, computed as `docker stats` does.
package struct ContainerStatistics: Sendable, Hashable {
    /// Of one processor: 150 is one and a half. nil where there is nothing to compare with: in
    /// the first sample of a stream, and in Podman's single ones.
    package var cpuPercent: Double?
    /// Bytes without the page cache that can be given back.
    package var memory: Int
    /// Bytes; the machine's when the container has no limit.
    package var memoryLimit: Int
    /// Bytes over all its networks since it was started.
    package var received: Int
    package var sent: Int
    /// Bytes from and to disks since it was started, as far as the kernel counts them.
    package var read: Int
    package var written: Int
    /// Processes and threads.
    package var processes: Int

    package var memoryPercent: Double { memoryLimit > 0 ? Double(memory) / Double(memoryLimit) * 100 : 0 }

    init(_ json: JSONValue) {
        cpuPercent = Self.cpu(json["cpu_stats"] ?? [:], before: json["precpu_stats"] ?? [:])
        let usage = json["memory_stats"] ?? [:]
        let details = usage["stats"] ?? [:]
        // cgroup v1 has the first name, v2 the second.
        let cache = details["total_inactive_file"] != nil ? "total_inactive_file" : "inactive_file"
        let inactive = details.int(cache)
        memory = usage.int("usage") - (inactive < usage.int("usage") ? inactive : 0)
        memoryLimit = usage.int("limit")
        let networks = json.members("networks").values
        received = networks.reduce(0) { $0 + $1.int("rx_bytes") }
        sent = networks.reduce(0) { $0 + $1.int("tx_bytes") }
        let transfers = (json["blkio_stats"] ?? [:]).elements("io_service_bytes_recursive")
        func bytes(_ operation: String) -> Int {
            transfers.reduce(0) { $0 + ($1.text("op").lowercased() == operation ? $1.int("value") : 0) }
        }
        read = bytes("read")
        written = bytes("write")
        processes = (json["pids_stats"] ?? [:]).int("current")
    }

    /// The container's share of the machine's time between two samples, times the number of processors.
    private static func cpu(_ now: JSONValue, before: JSONValue) -> Double? {
        let used = (now["cpu_usage"] ?? [:]).int("total_usage") - (before["cpu_usage"] ?? [:]).int("total_usage")
        let passed = now.int("system_cpu_usage") - before.int("system_cpu_usage")
        guard before.int("system_cpu_usage") > 0, passed > 0, used >= 0 else { return nil }
        let perProcessor = (now["cpu_usage"] ?? [:]).elements("percpu_usage").count
        let processors = now.int("online_cpus") > 0 ? now.int("online_cpus") : max(1, perProcessor)
        return Double(used) / Double(passed) * Double(processors) * 100
    }
}

extension DockerEngine {
    /// What a container uses now; takes the second that the engine needs to compare. All zeros when it does not run.
    ///
    /// Throws `container_not_found`.
    package func statistics(of container: String) async throws -> ContainerStatistics {
        let call = try containerCall(.get, container, "/stats", [("stream", "0")])
        return ContainerStatistics(try await value(call))
    }

    /// What a container uses, once a second until it is removed.
    ///
    /// Throws `container_not_found`, `engine_unavailable`, and what `onSample` throws.
    package func watchStatistics(
        of container: String, onSample: (ContainerStatistics) async throws -> Void
    ) async throws {
        let response = try await open(try containerCall(.get, container, "/stats", isPatient: true))
        var splitter = JSONStreamSplitter()
        while let bytes = try await reading({ try await response.nextBody() }) {
            for object in try splitter.consume(bytes) {
                try await onSample(ContainerStatistics(try JSONText.decode(JSONValue.self, from: object)))
            }
        }
    }
}
