// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import HTTP
package import Metrics
import Primitives

extension MetricsRegistry {
    /// The process, as Prometheus' client libraries call it, and the room of the file system with the data directory.
    package func collectMachine(home: String) {
        collect("process") {
            let facts = try ProcessFacts.current()
            let descriptors = try ProcessFacts.descriptors()
            return [
                MetricFamily(
                    "process_cpu_seconds_total", .counter, "Processor time of the process.", facts.processorSeconds),
                MetricFamily(
                    "process_start_time_seconds", .gauge, "When the process began, in seconds since 1970.",
                    facts.startTime),
                MetricFamily(
                    "process_resident_memory_bytes", .gauge, "Memory that the process has in RAM.", facts.residentBytes),
                MetricFamily(
                    "process_virtual_memory_bytes", .gauge, "Address space of the process.", facts.virtualBytes),
                MetricFamily("process_threads", .gauge, "Threads of the process.", facts.threads),
                MetricFamily("process_open_fds", .gauge, "Open file descriptors.", Double(descriptors.open)),
                MetricFamily("process_max_fds", .gauge, "File descriptors that may be open.", descriptors.limit),
            ]
        }
        collect("disk") {
            let room = try DiskRoom.look(at: home)
            return [
                MetricFamily(
                    "dextra_disk_free_bytes", .gauge, "Room left where the data directory is.", Double(room.free)),
                MetricFamily(
                    "dextra_disk_size_bytes", .gauge, "Size of the file system with the data directory.",
                    Double(room.size)),
            ]
        }
    }

    /// How long the turns of the event loops take.
    package func collect(loops: [EventLoop]) {
        collect("event_loops") {
            let description = MetricDescription(
                "dextra_event_loop_turn_seconds", .histogram, "How long turns of an event loop took.")
            let samples = loops.enumerated().map { index, loop in
                let reading = loop.lag.reading
                return MetricSample(
                    [MetricLabel("loop", "\(index)")],
                    .histogram(
                        HistogramReading(
                            bounds: LoopLag.bounds.map { Double($0) / 1000 }, buckets: reading.buckets,
                            sum: reading.total.inSeconds)))
            }
            return [MetricFamily(description, samples)]
        }
    }

    /// When the certificates run out.
    package func collect(certificates: TLSCertificates) {
        collect("certificates") {
            let description = MetricDescription(
                "dextra_certificate_expiry_timestamp_seconds", .gauge,
                "When a certificate that is shown runs out, in seconds since 1970.")
            let samples = certificates.facts.enumerated().map { index, facts in
                MetricSample(
                    [MetricLabel("certificate", "\(index)"), MetricLabel("name", facts.names.first ?? "")],
                    .number(Double(facts.notAfter.millisecondsSinceEpoch) / 1000))
            }
            return [MetricFamily(description, samples)]
        }
    }
}
