// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension Instruction {
    /// The instruction's line or lines.
    func text(style: DockerfileOptions.Style) -> String {
        switch self {
        case .comment(let text): Self.comment(text)
        case .blank: ""
        case .from(let image, let stage): "FROM \(image)" + (stage.map { " AS \($0)" } ?? "")
        case .argument(let name): "ARG \(name)"
        case .environment(let name, let value): "ENV \(name)=\(Self.quoted(value))"
        case .workingFolder(let path): "WORKDIR \(path)"
        case .copy(let paths, let target, let stage, let owner):
            "COPY " + (stage.map { "--from=\($0) " } ?? "") + (owner.map { "--chown=\($0) " } ?? "")
                + Self.words(paths + [target])
        case .run(let commands, let caches): Self.run(commands, caches: style == .buildKit ? caches : [])
        case .write(let lines, let path):
            "RUN printf '%s\\n' \\\n" + lines.map { "        \($0.shellWord) \\\n" }.joined() + "    > \(path)"
        case .user(let name): "USER \(name)"
        case .expose(let port): "EXPOSE \(port)"
        case .stopSignal(let name): "STOPSIGNAL \(name)"
        case .healthCheck(let words):
            "HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \\\n    CMD \(Self.array(words))"
        case .entrypoint(let words): "ENTRYPOINT \(Self.array(words))"
        case .command(let words): "CMD \(Self.array(words))"
        }
    }

    /// Every line of a comment begins with its sign: what a blueprint says can't leave it.
    private static func comment(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).map { "# " + String($0.filter { !$0.isControl }) }
            .joined(separator: "\n")
    }

    private static func run(_ commands: [String], caches: [String]) -> String {
        let mounts = caches.map { "--mount=type=cache,target=\($0),sharing=locked " }.joined()
        let isPlain = commands.allSatisfy(isPlainLine)
        guard isPlain else {
            // A line that the Dockerfile's own grammar could read as more than one is given as JSON.
            return "RUN \(mounts)\(array(["/bin/sh", "-c", commands.joined(separator: " && ")]))"
        }
        return "RUN \(mounts)\(commands.joined(separator: " \\\n    && "))"
    }

    /// Whether a command can stand behind RUN as it is: one line that doesn't end in the escape character, is no flag, no
    /// JSON and begins no here-document.
    private static func isPlainLine(_ line: String) -> Bool {
        guard let first = line.first, !"-[#\\ \t".contains(first) else { return false }
        return !line.contains { $0.isControl } && !line.contains("<<")
            && line.last(where: { $0 != " " && $0 != "\t" }) != "\\"
    }

    /// Inside double quotes the backslash, the quote and the dollar have a meaning; `$PATH` is meant when it is our own.
    private static func quoted(_ value: String) -> String {
        if !value.isEmpty, value.utf8.allSatisfy(\.isPlainInShell) { return value }
        let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"" + escaped.filter { !$0.isControl } + "\""
    }

    /// Paths of COPY: plain, or as JSON where a name has a blank.
    private static func words(_ paths: [String]) -> String {
        paths.allSatisfy { !$0.contains(" ") } ? paths.joined(separator: " ") : array(paths)
    }

    /// The exec form: JSON, with every control character escaped.
    static func array(_ words: [String]) -> String {
        let quoted = words.map { word in
            "\""
                + word.unicodeScalars.map { scalar in
                    switch scalar {
                    case "\"": "\\\""
                    case "\\": "\\\\"
                    case "\n": "\\n"
                    case "\t": "\\t"
                    // A line end for some readers of lines, and what JSON must escape.
                    case "\u{0}"..."\u{1f}", "\u{7f}", "\u{85}", "\u{2028}", "\u{2029}":
                        "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count)
                            + String(scalar.value, radix: 16)
                    default: String(scalar)
                    }
                }.joined() + "\""
        }
        return "[" + quoted.joined(separator: ", ") + "]"
    }
}

extension Character {
    /// Whether a part of it is a control character or ends a line.
    var isControl: Bool {
        unicodeScalars.contains {
            $0.value < 0x20 || (0x7f...0x9f).contains($0.value) || $0 == "\u{2028}" || $0 == "\u{2029}"
        }
    }
}
