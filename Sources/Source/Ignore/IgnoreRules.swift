// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The ignore rules that hold in one folder: its own files' lines, then those of the folders above.
package struct IgnoreRules: Sendable {
    private struct Layer {
        /// Bytes of the folder's path with its trailing slash; empty for the root.
        var base: Int
        var patterns: [IgnorePattern]
    }

    /// Outermost first.
    private var layers: [Layer] = []

    package init() {}

    /// The same rules with those that a folder adds for what lies below it.
    ///
    /// - text: the lines of the folder's ignore files, one file after the other; later lines win.
    /// - folder: its path relative to the root, empty for the root.
    package func adding(_ text: [UInt8], in folder: String) -> IgnoreRules {
        let patterns = text.withoutByteOrderMark.split(separator: UInt8(ascii: "\n"))
            .compactMap(IgnorePattern.init)
        guard !patterns.isEmpty else { return self }
        var copy = self
        copy.layers.append(Layer(base: folder.isEmpty ? 0 : folder.utf8.count + 1, patterns: patterns))
        return copy
    }

    /// Whether an entry is left out. The folders above it must not be: nothing below an ignored folder comes back.
    package func ignores(_ path: String, isFolder: Bool) -> Bool {
        let bytes = Array(path.utf8)
        for layer in layers.reversed() {
            let relative = bytes[layer.base...]
            for pattern in layer.patterns.reversed() where pattern.matches(path: relative, isFolder: isFolder) {
                return !pattern.isNegated
            }
        }
        return false
    }
}

extension [UInt8] {
    fileprivate var withoutByteOrderMark: ArraySlice<UInt8> {
        starts(with: [0xEF, 0xBB, 0xBF]) ? self[3...] : self[...]
    }
}
