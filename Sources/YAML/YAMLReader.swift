// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CYAML

/// Reads one YAML document with libyaml into nodes that know their line and column.
///
/// Bounds: ``maximumBytes`` of input, ``maximumDepth`` levels, ``maximumNodes`` nodes counted with every alias expanded,
/// so that a few lines of nested aliases can't become billions of nodes.
package struct YAMLReader {
    package static let maximumBytes = 256 * 1024
    package static let maximumDepth = 32
    package static let maximumNodes = 20_000

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private var anchors: [String: (node: YAMLNode, size: Int)] = [:]
    private var size = 0

    /// The document's root; nil for an empty document.
    package static func read(_ bytes: [UInt8]) throws(YAMLComplaint) -> YAMLNode? {
        guard bytes.count <= maximumBytes else {
            throw YAMLComplaint(
                mark: YAMLMark(line: 1, column: 1),
                message: "the file has \(bytes.count) bytes, at most \(maximumBytes) are read")
        }
        // The parser keeps a pointer to itself, so it needs an address that does not change.
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { parser.deallocate() }
        guard yaml_parser_initialize(parser) == 1 else {
            throw YAMLComplaint(
                mark: YAMLMark(line: 1, column: 1), message: "libyaml can't be initialised: out of memory")
        }
        defer { yaml_parser_delete(parser) }
        let input = UnsafeMutablePointer<UInt8>.allocate(capacity: max(bytes.count, 1))
        defer { input.deallocate() }
        input.update(from: bytes, count: bytes.count)
        yaml_parser_set_input_string(parser, input, bytes.count)
        var reader = YAMLReader(parser: parser)
        return try reader.readStream()
    }

    private init(parser: UnsafeMutablePointer<yaml_parser_t>) { self.parser = parser }

    private func next() throws(YAMLComplaint) -> Event { try Self.next(parser) }

    private mutating func readStream() throws(YAMLComplaint) -> YAMLNode? {
        _ = try next()  // stream start
        guard try next().kind != .streamEnd else { return nil }
        let root = try node(from: try next(), depth: 0)
        _ = try next()  // document end
        let after = try next()
        guard after.kind == .streamEnd else {
            throw failure(after.mark, "a second document begins here", hint: "keep one document in the file")
        }
        return root
    }

    private mutating func node(from event: Event, depth: Int) throws(YAMLComplaint) -> YAMLNode {
        guard depth < Self.maximumDepth else {
            throw failure(event.mark, "nested more than \(Self.maximumDepth) levels deep")
        }
        let before = size
        try count(1, at: event.mark)
        let content: YAMLNode.Content
        switch event.kind {
        case .alias(let name):
            guard let target = anchors[name] else {
                throw failure(event.mark, "the alias '*\(name)' has no anchor before it")
            }
            try count(target.size - 1, at: event.mark)
            return YAMLNode(mark: event.mark, content: target.node.content)
        case .scalar(let scalar):
            content = .scalar(scalar)
        case .sequenceStart:
            var elements: [YAMLNode] = []
            while true {
                let element = try next()
                if element.kind == .sequenceEnd { break }
                elements.append(try node(from: element, depth: depth + 1))
            }
            content = .sequence(elements)
        case .mappingStart:
            content = .mapping(try entries(depth: depth))
        default:
            throw failure(event.mark, "a value was expected here")
        }
        let node = YAMLNode(mark: event.mark, content: content)
        if let anchor = event.anchor { anchors[anchor] = (node, size - before) }
        return node
    }

    /// The entries of a mapping; a merge key (`<<`) brings in those of other mappings that are not written here.
    private mutating func entries(depth: Int) throws(YAMLComplaint) -> [YAMLEntry] {
        var entries: [YAMLEntry] = []
        var merged: [YAMLEntry] = []
        var lines: [String: Int] = [:]
        while true {
            let event = try next()
            if event.kind == .mappingEnd { break }
            guard case .scalar(let key) = try node(from: event, depth: depth + 1).content else {
                throw failure(event.mark, "a key must be a single value")
            }
            let value = try node(from: try next(), depth: depth + 1)
            if key.text == "<<", !key.isQuoted {
                merged += try mergedEntries(of: value)
                continue
            }
            if let line = lines[key.text] {
                throw failure(event.mark, "the key '\(key.text)' is already given on line \(line)")
            }
            lines[key.text] = event.mark.line
            entries.append(YAMLEntry(key: key.text, keyMark: event.mark, value: value))
        }
        for entry in merged where lines[entry.key] == nil {
            lines[entry.key] = entry.keyMark.line
            entries.append(entry)
        }
        return entries
    }

    private func mergedEntries(of value: YAMLNode) throws(YAMLComplaint) -> [YAMLEntry] {
        switch value.content {
        case .mapping(let entries):
            return entries
        case .sequence(let nodes):
            var all: [YAMLEntry] = []
            for node in nodes {
                guard case .mapping(let entries) = node.content else {
                    throw failure(node.mark, "only mappings can be merged with <<")
                }
                all += entries
            }
            return all
        case .scalar:
            throw failure(value.mark, "only mappings can be merged with <<")
        }
    }

    private mutating func count(_ nodes: Int, at mark: YAMLMark) throws(YAMLComplaint) {
        size += nodes
        guard size <= Self.maximumNodes else {
            throw failure(mark, "the document has more than \(Self.maximumNodes) nodes with its aliases expanded")
        }
    }

    private func failure(_ mark: YAMLMark, _ message: String, hint: String? = nil) -> YAMLComplaint {
        YAMLComplaint(mark: mark, message: message, hint: hint)
    }
}
