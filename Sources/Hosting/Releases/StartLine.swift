// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A line for `/bin/sh -c` that starts a program. Pure.
package enum StartLine {
    /// The line with `exec` before it where that changes nothing but who runs: the program takes the shell's place, gets
    /// the signals itself and ends with its own status. Debian's shell would stay as its parent otherwise.
    ///
    /// Only for one simple command (POSIX.1-2017, XCU 2.9.1) whose first word is the plain name or path of a program;
    /// any doubt leaves the line as it is.
    package static func executing(_ line: String) -> String {
        guard let name = programName(line), !notPrograms.contains(name), isSimple(line) else { return line }
        return "exec " + line
    }

    /// The first word; nil when the shell would have to expand, unquote or assign it.
    private static func programName(_ line: String) -> String? {
        let word = line.utf8.drop(while: isBlank).prefix { !isBlank($0) }
        let isPlain = word.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "/"),
                UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "@"), UInt8(ascii: ":"):
                true
            default: false
            }
        }
        return word.isEmpty || !isPlain || word.first == UInt8(ascii: "-") ? nil : String(word)
    }

    /// Whether no operator, substitution or further line stands outside quotes, and every quote is closed.
    private static func isSimple(_ line: String) -> Bool {
        var quote: UInt8?
        var isEscaped = false
        for byte in line.utf8 {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'") {
                isEscaped = true
            } else if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            } else if operators.contains(byte) {
                return false
            }
        }
        return quote == nil && !isEscaped
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    private static let operators = Set(";&|<>()`\n\r".utf8)

    /// Built-ins and reserved words of dash and bash: `exec` would look for a program of that name.
    private static let notPrograms: Set<String> = [
        ".", ":", "alias", "bg", "bind", "break", "builtin", "caller", "case", "cd", "chdir", "command", "compgen",
        "complete", "compopt", "continue", "coproc", "declare", "dirs", "disown", "do", "done", "echo", "elif", "else",
        "enable", "esac", "eval", "exec", "exit", "export", "false", "fc", "fg", "fi", "for", "function", "getopts",
        "hash", "help", "history", "if", "in", "jobs", "kill", "let", "local", "logout", "mapfile", "popd", "printf",
        "pushd", "pwd", "read", "readarray", "readonly", "return", "select", "set", "shift", "shopt", "source",
        "suspend", "test", "then", "time", "times", "trap", "true", "type", "typeset", "ulimit", "umask", "unalias",
        "unset", "until", "wait", "while",
    ]
}
