// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The keys of a YAML mapping by their path, with plain values: an outline for manifests, not a YAML parser.
///
/// Block mappings are followed by their indentation; lists, flow collections and block text are passed over. Bounds:
/// 2,000 lines, 16 levels.
struct KeyOutline {
    private(set) var entries: [(path: [String], value: String)] = []

    init(_ text: String) {
        var open: [(indent: Int, key: String)] = []
        for line in text.split(separator: "\n").prefix(2000) {
            let indent = line.prefix { $0 == " " }.count
            let body = line.dropFirst(indent)
            guard !body.isEmpty, !body.hasPrefix("#"), !body.hasPrefix("-"), let colon = body.firstIndex(of: ":") else {
                continue
            }
            let after = body[body.index(after: colon)...]
            guard after.isEmpty || after.first == " " else { continue }
            while let last = open.last, last.indent >= indent { open.removeLast() }
            guard open.count < 16 else { continue }
            let key = body[..<colon].trimmed().filter { $0 != "\"" && $0 != "'" }
            let value = after.uncommented(" #").trimmed()
            open.append((indent, key))
            entries.append((open.map(\.key), value.firstQuoted ?? value))
        }
    }

    /// The plain value at a path.
    func value(_ path: String...) -> String? { entries.first { $0.path == path }?.value }

    /// The keys directly below a path, in order.
    func keys(below path: String...) -> [String] {
        entries.filter { $0.path.count == path.count + 1 && $0.path.starts(with: path) }.compactMap(\.path.last)
    }
}
