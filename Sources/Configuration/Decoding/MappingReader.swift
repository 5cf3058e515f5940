// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import YAML

/// Takes the known keys out of a mapping one by one and refuses what is left, with the nearest known name.
struct MappingReader {
    let file: String
    /// How the mapping is called in messages, e.g. `health`; empty at the top.
    let place: String
    private let mark: YAMLMark
    private let entries: [YAMLEntry]
    private var known: [String] = []

    /// Throws `invalid_configuration` when the node is not a mapping.
    init(_ node: YAMLNode, place: String, file: String) throws(Failure) {
        self.file = file
        self.place = place
        mark = node.mark
        switch node.content {
        case .mapping(let entries): self.entries = entries
        case .scalar(let scalar) where scalar.isNull: entries = []
        default:
            let subject = place.isEmpty ? "the document" : "'\(place)'"
            throw .configuration(file, node.mark, "\(subject) must be a mapping, not \(node.kindName)")
        }
    }

    /// The value of a key, with everything needed to read it; nil when it is not given.
    mutating func take(_ key: String) -> FieldReader? {
        known.append(key)
        guard let entry = entries.first(where: { $0.key == key }) else { return nil }
        return FieldReader(name: place.isEmpty ? key : "\(place).\(key)", node: entry.value, file: file)
    }

    /// Every entry, for mappings whose keys are free.
    var all: [YAMLEntry] { entries }

    /// Throws `invalid_configuration` for the first key nobody took.
    func finish() throws(Failure) {
        guard let stranger = entries.first(where: { !known.contains($0.key) }) else { return }
        let inside = place.isEmpty ? "" : " in '\(place)'"
        let suggestion = NearestName.to(stranger.key, among: known).map { "did you mean '\($0)'?" }
        throw .configuration(
            file, stranger.keyMark, "unknown key '\(stranger.key)'\(inside)",
            hint: suggestion ?? "known keys are \(known.joined(separator: ", "))")
    }

    func failure(_ message: String, hint: String? = nil) -> Failure {
        .configuration(file, mark, message, hint: hint)
    }
}
