// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Writes families one after another in the lines of a format.
///
/// The formats differ in the metadata, in what is escaped there, and in the last line. See Prometheus, "Exposition
/// formats", and the OpenMetrics specification 1.0, "Text format".
struct ExpositionWriter {
    let format: ExpositionFormat
    private var text = ""

    init(format: ExpositionFormat) { self.format = format }

    mutating func write(_ family: MetricFamily) {
        metadata(family.description)
        for sample in family.samples {
            switch sample.value {
            case .number(let value): line(family.description.name, sample.labels, Self.number(value))
            case .histogram(let reading): histogram(reading, family.description.name, sample.labels)
            }
        }
    }

    mutating func finish() -> String {
        if format == .openMetrics { text += "# EOF\n" }
        return text
    }

    private mutating func metadata(_ description: MetricDescription) {
        switch format {
        case .prometheus:
            // The format knows no info: it is a gauge that is always 1.
            let kind = description.kind == .info ? MetricKind.gauge : description.kind
            text += "# HELP \(description.name) \(Self.escaped(description.help, quotes: false))\n"
            text += "# TYPE \(description.name) \(kind.rawValue)\n"
        case .openMetrics:
            let name = description.familyName
            text += "# TYPE \(name) \(description.kind.rawValue)\n"
            if let unit = description.unit { text += "# UNIT \(name) \(unit)\n" }
            text += "# HELP \(name) \(Self.escaped(description.help, quotes: true))\n"
        }
    }

    private mutating func histogram(_ reading: HistogramReading, _ name: String, _ labels: [MetricLabel]) {
        var count = 0
        for (index, bucket) in reading.buckets.enumerated() {
            count += bucket
            let bound = index < reading.bounds.count ? "\(reading.bounds[index])" : "+Inf"
            line(name + "_bucket", labels, bound: bound, "\(count)")
        }
        line(name + "_sum", labels, Self.number(reading.sum))
        line(name + "_count", labels, "\(count)")
    }

    private mutating func line(_ name: String, _ labels: [MetricLabel], bound: String? = nil, _ value: String) {
        text += name
        var separator = "{"
        for label in labels {
            text += "\(separator)\(label.name)=\"\(Self.escaped(label.value, quotes: true))\""
            separator = ","
        }
        if let bound {
            text += "\(separator)le=\"\(bound)\""
            separator = ","
        }
        text += separator == "{" ? " " : "} "
        text += value
        text += "\n"
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return Int64(exactly: value).map { "\($0)" } ?? "\(value)"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        guard text.utf8.contains(where: { $0 == 0x5C || $0 == 0x0A || $0 == 0x22 }) else { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
