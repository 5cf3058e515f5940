// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Metrics
import Testing

@Suite struct ExpositionTests {
    static let nasty = "a\"b\\c\nd,e={}\\n ü€🚀\t"

    static func sample() -> MetricsRegistry {
        let registry = MetricsRegistry()
        registry.counters("dextra_runs_total", "Runs that ended.", labels: ["kind", "outcome"]).with(
            "deploy", nasty
        ).increment(by: 3)
        registry.gauge("dextra_disk_free_bytes", "Free \"room\"\nand C:\\ more.").set(1.5e15)
        let histogram = registry.histograms(
            "dextra_step_duration_seconds", "How long steps took.", labels: ["step"], bounds: [0.005, 1])
        for value in [0.001, 0.5, 7] { histogram.with("build").observe(value) }
        registry.collect("build") {
            [
                MetricFamily(
                    MetricDescription("dextra_build_info", .info, "What runs."),
                    [MetricSample([MetricLabel("version", "0.5.0")], .number(1))])
            ]
        }
        return registry
    }

    @Test func prometheusTextIsToTheLetter() async {
        let text = ExpositionFormat.prometheus.text(await Self.sample().read())
        #expect(
            text == """
                # HELP dextra_build_info What runs.
                # TYPE dextra_build_info gauge
                dextra_build_info{version="0.5.0"} 1
                # HELP dextra_disk_free_bytes Free "room"\\nand C:\\\\ more.
                # TYPE dextra_disk_free_bytes gauge
                dextra_disk_free_bytes 1500000000000000
                # HELP dextra_runs_total Runs that ended.
                # TYPE dextra_runs_total counter
                dextra_runs_total{kind="deploy",outcome="a\\"b\\\\c\\nd,e={}\\\\n ü€🚀\t"} 3
                # HELP dextra_step_duration_seconds How long steps took.
                # TYPE dextra_step_duration_seconds histogram
                dextra_step_duration_seconds_bucket{step="build",le="0.005"} 1
                dextra_step_duration_seconds_bucket{step="build",le="1.0"} 2
                dextra_step_duration_seconds_bucket{step="build",le="+Inf"} 3
                dextra_step_duration_seconds_sum{step="build"} 7.501
                dextra_step_duration_seconds_count{step="build"} 3

                """)
    }

    @Test func openMetricsNamesFamiliesUnitsAndTheEnd() async {
        let text = ExpositionFormat.openMetrics.text(await Self.sample().read())
        #expect(text.hasSuffix("# EOF\n"))
        #expect(text.contains("# TYPE dextra_runs counter\n# HELP dextra_runs Runs that ended.\ndextra_runs_total{"))
        #expect(text.contains("# TYPE dextra_build info\n"))
        #expect(text.contains("# UNIT dextra_step_duration_seconds seconds\n"))
        #expect(text.contains("# HELP dextra_disk_free_bytes Free \\\"room\\\"\\nand C:\\\\ more.\n"))
    }

    @Test(
        arguments: [
            (nil, ExpositionFormat.prometheus), ("*/*", .prometheus), ("text/plain", .prometheus),
            ("application/openmetrics-text; version=1.0.0", .openMetrics),
            (
                "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,"
                    + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2", .openMetrics
            ),
            ("text/plain, application/openmetrics-text;q=0.5", .prometheus),
            ("application/openmetrics-text;q=0", .prometheus), (",;q=,=", .prometheus),
        ] as [(String?, ExpositionFormat)]) func theFormatIsWhatIsAskedFor(accept: String?, format: ExpositionFormat)
    {
        #expect(ExpositionFormat(accept: accept) == format)
    }

    @Test func everyNumberCanBeRead() {
        func text(_ value: Double) -> String {
            ExpositionFormat.prometheus.text([MetricFamily("x", .gauge, "X.", value)]).split(separator: "\n").last.map(
                String.init) ?? ""
        }
        #expect(text(.nan) == "x NaN")
        #expect(text(-.infinity) == "x -Inf")
        #expect(text(.infinity) == "x +Inf")
        #expect(text(0.1) == "x 0.1")
        #expect(text(-0.0) == "x 0")
        #expect(text(1e300) == "x 1e+300")
        #expect(Double(text(.leastNonzeroMagnitude).dropFirst(2)) == .leastNonzeroMagnitude)
    }

    /// Labels of any content come back as they went in, and never make a line of their own.
    @Test func anyTextComesBack() {
        var random = SystemRandomNumberGenerator()
        let alphabet: [Unicode.Scalar] = [
            "a", "\"", "\\", "\n", "\r", "n", "{", "}", "=", ",", " ", "#", "é", "\u{0}", "\u{2028}", "🚀",
        ]
        for _ in 0..<2000 {
            var value = ""
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                value.unicodeScalars.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)])
            }
            let family = MetricFamily(
                MetricDescription("x", .gauge, value), [MetricSample([MetricLabel("l", value)], .number(1))])
            for format in ExpositionFormat.allCases {
                let text = format.text([family])
                let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                #expect(lines.count == (format == .openMetrics ? 5 : 4), "\(value.debugDescription)")
                let line = lines.first { $0.starts(with: "x{".utf8) }
                #expect(line.flatMap { Self.unescaped($0) } == value, "\(value.debugDescription)")
            }
        }
    }

    /// The value of `x{l="…"} 1`, read by the rules of the format and not by those of the writer.
    private static func unescaped(_ line: some Sequence<UInt8>) -> String? {
        let bytes = Array(line)
        let head = Array("x{l=\"".utf8)
        let tail = Array("\"} 1".utf8)
        guard bytes.starts(with: head), Array(bytes.suffix(tail.count)) == tail else { return nil }
        var result: [UInt8] = []
        var rest = bytes.dropFirst(head.count).dropLast(tail.count)
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                guard byte != UInt8(ascii: "\"") else { return nil }
                result.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "\\"): result.append(UInt8(ascii: "\\"))
            case UInt8(ascii: "\""): result.append(UInt8(ascii: "\""))
            default: return nil
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
