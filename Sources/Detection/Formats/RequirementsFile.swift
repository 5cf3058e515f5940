// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// One requirement of PEP 508: a package with its version, as requirements files and manifests write it.
struct PythonRequirement: Hashable {
    /// Normalised as PEP 503 says: lower case, with `-` for runs of `-`, `_` and `.`.
    var name: String
    var extras: [String] = []

    /// Reads `Flask[async]>=2.0 ; python_version > "3.8"`; nil for what names no package.
    init?(_ text: some StringProtocol) {
        let trimmed = text.trimmed()
        let raw = trimmed.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
        guard let first = raw.first, first.isLetter || first.isNumber else { return nil }
        name = Self.normalised(raw)
        let rest = trimmed.dropFirst(raw.count).drop { $0 == " " }
        if rest.first == "[", let close = rest.firstIndex(of: "]") {
            extras = rest[rest.index(after: rest.startIndex)..<close].split(separator: ",").map {
                $0.trimmed().lowercased()
            }
        }
    }

    static func normalised(_ name: some StringProtocol) -> String {
        name.lowercased().split { "-_.".contains($0) }.joined(separator: "-")
    }
}

/// A pip requirements file (pip.pypa.io/en/stable/reference/requirements-file-format).
struct RequirementsFile {
    var requirements: [(requirement: PythonRequirement, file: String)] = []

    private static let maximumFiles = 12

    /// Reads a file and those it includes with `-r`; each is read once.
    init(_ path: String, in source: Source) {
        var pending = [path]
        var seen: Set<String> = []
        while let file = pending.popLast(), seen.count < Self.maximumFiles {
            guard seen.insert(file).inserted else { continue }
            for line in Self.logicalLines(source.lines(file)) {
                if let included = Self.included(by: line) {
                    pending.append(Self.resolve(included, from: file))
                } else if let requirement = Self.requirement(line) {
                    requirements.append((requirement, file))
                }
            }
        }
    }

    /// Lines without comments, with those ending in a backslash joined.
    private static func logicalLines(_ lines: [Substring]) -> [String] {
        var result: [String] = []
        var open = ""
        for line in lines {
            var text = String(line)
            if text.trimmed().hasPrefix("#") {
                text = ""
            } else if let comment = text.firstUTF8Index(of: " #") {
                text = String(text[..<comment])
            }
            if text.hasSuffix("\\") {
                open += text.dropLast()
                continue
            }
            result.append((open + text).trimmed())
            open = ""
        }
        if !open.isEmpty { result.append(open.trimmed()) }
        return result.filter { !$0.isEmpty }
    }

    private static func included(by line: String) -> String? {
        for option in ["--requirement", "-r"] where line.hasPrefix(option) {
            let path = line.dropFirst(option.count).drop { $0 == " " || $0 == "=" || $0 == "\t" }.trimmed()
            return path.isEmpty ? nil : path
        }
        return nil
    }

    /// A requirement; of a URL or path, the name in `name @ url` or `#egg=name`.
    private static func requirement(_ line: String) -> PythonRequirement? {
        if let egg = line.after("#egg=") { return PythonRequirement(egg.prefix { $0 != "&" }) }
        guard !line.hasPrefix("-"), !line.hasPrefix("."), !line.hasPrefix("/") else { return nil }
        let head = line.prefix { $0 != "@" && $0 != ";" }
        return head.contains("/") ? nil : PythonRequirement(line)
    }

    private static func resolve(_ path: String, from file: String) -> String {
        var parts = file.splitPath().folder.split(separator: "/").map(String.init)
        for part in path.split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }
}
