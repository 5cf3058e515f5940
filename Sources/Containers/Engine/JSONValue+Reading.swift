// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

// The engine leaves out what is empty, or says null: both read as empty here.
extension JSONValue {
    func text(_ key: String) -> String { self[key]?.string ?? "" }

    /// nil for what is missing or empty.
    func filledText(_ key: String) -> String? { self[key]?.string.flatMap { $0.isEmpty ? nil : $0 } }

    func int(_ key: String) -> Int { self[key]?.integer.map { Int($0) } ?? 0 }

    func flag(_ key: String) -> Bool { self[key]?.bool ?? false }

    func strings(_ key: String) -> [String] { (self[key]?.array ?? []).compactMap(\.string) }

    func texts(_ key: String) -> [String: String] { (self[key]?.object ?? [:]).compactMapValues(\.string) }

    func members(_ key: String) -> [String: JSONValue] { self[key]?.object ?? [:] }

    func elements(_ key: String) -> [JSONValue] { self[key]?.array ?? [] }

    func seconds(_ key: String) -> Timestamp { Timestamp(millisecondsSinceEpoch: Int64(int(key)) * 1000) }
}
