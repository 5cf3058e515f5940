// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Glibc
import Testing

/// Asks the real shells; bash is on every machine that builds this, the other two are asked where they are installed.
@Suite struct CompletionTests {
    /// Runs a script through a shell and gives what it printed.
    private func run(_ shell: String, _ script: String, arguments: [String] = []) throws -> String {
        var path = Array("/tmp/ferry-completion-XXXXXX".utf8CString)
        let descriptor = mkstemp(&path)
        try #require(descriptor >= 0)
        let file = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(file) }
        let bytes = Array(script.utf8)
        try #require(write(descriptor, bytes, bytes.count) == bytes.count)
        close(descriptor)
        let pipe = try #require(popen("cd /usr && exec \(shell) \(arguments.joined(separator: " ")) \(file) 2>&1", "r"))
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 { output += buffer[..<count] }
        pclose(pipe)
        return String(decoding: output, as: UTF8.self)
    }

    /// Stands in for the program where a script asks it for names.
    private static let program = "ferry() { echo \"$@\" | sed 's/ /-/g'; }"

    private func bash(_ words: [String]) throws -> Set<String> {
        let quoted = (["ferry"] + words).map { "'\($0)'" }.joined(separator: " ")
        let script = """
            \(CompletionShell.bash.script(for: ferry))
            \(Self.program)
            COMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count)
            _ferry
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        return Set(try run("bash", script).split(separator: "\n").map(String.init))
    }

    @Test func bashProposesCommandsOptionsAndValues() throws {
        #expect(try bash([""]) == ["load", "crew"])
        #expect(try bash(["lo"]) == ["load"])
        #expect(try bash(["crew", ""]) == ["add", "list", "pay", "move"])
        #expect(try bash(["--home", "load", "crew", "l"]) == ["list"])
        #expect(try bash(["load", "--d"]) == ["--deck"])
        #expect(try bash(["load", "--no"]) == ["--no-wait"])
        #expect(try bash(["load", "--secr"]) == [])
        #expect(try bash(["crew", "add", ""]) == ["cook", "mate"])
        #expect(try bash(["load", "--number", ""]) == [])
    }

    @Test func bashCompletesValuesInBothSpellings() throws {
        #expect(try bash(["load", "--deck", ""]) == ["upper", "lower"])
        #expect(try bash(["load", "--deck", "=", "u"]) == ["upper"])
        #expect(try bash(["load", "--deck", "="]) == ["upper", "lower"])
        #expect(try bash(["load", "--deck", "=", "lower", "--al"]) == ["--all"])
    }

    @Test func bashAsksTheProgramForNames() throws {
        #expect(try bash(["crew", "pay", ""]) == ["lookup-people"])
        #expect(try bash(["crew", "pay", "look"]) == ["lookup-people"])
        #expect(try bash(["crew", "pay", "x"]) == [])
        #expect(try bash(["crew", "pay", "--fr"]) == ["--from"])
        #expect(try bash(["crew", "pay", "--from", "lo"]) == ["lookup-purses"])
        #expect(try bash(["crew", "pay", "--from", "=", ""]) == ["lookup-purses"])
    }

    @Test func bashCompletesEachPositionalInItsPlace() throws {
        #expect(try bash(["crew", "add", "cook", ""]) == [])
        #expect(try bash(["crew", "list", ""]) == [])
        #expect(try bash(["crew", "pay", "ada", ""]) == [])
        #expect(try bash(["crew", "move", ""]) == [])
        #expect(try bash(["crew", "move", "tired", ""]) == ["bow", "stern"])
        #expect(try bash(["crew", "move", "tired", "bow", ""]) == ["lookup-people"])
        #expect(try bash(["crew", "move", "tired", "bow", "ada", "bob", "lo"]) == ["lookup-people"])
    }

    /// Bash splits at `=` and `:`.
    @Test func bashTakesNoPartOfAnOptionForAPositional() throws {
        for option in [
            ["--on", "sunday"], ["--on", "=", "sunday"], ["--on", "12", ":", "30"], ["--on", "=", "12", ":", "30"],
            ["--home", "/usr"], ["--help", "=", "false"], ["--help"],
        ] {
            #expect(try bash(["crew", "move"] + option + ["tired", ""]) == ["bow", "stern"], "\(option)")
            #expect(try bash(["crew", "move", "tired"] + option + [""]) == ["bow", "stern"], "\(option)")
        }
        #expect(try bash(["crew", "move", "a", ":", "b", "bow", ""]) == ["lookup-people"])
    }

    @Test func bashCompletesFolders() throws {
        #expect(try bash(["load", "shar"]) == ["share"])
        #expect(try bash(["--home", "/us"]) == ["/usr"])
    }

    @Test(.enabled(if: isInstalled("zsh"))) func zshReadsItsScript() throws {
        let script = """
            autoload -Uz compinit && compinit -u -D
            \(CompletionShell.zsh.script(for: ferry))
            print -r -- $_comps[ferry] $+functions[_ferry_crew_add] $+functions[_ferry_steer]
            """
        #expect(try run("zsh", script, arguments: ["-f"]) == "_ferry 1 0\n")
    }

    @Test(.enabled(if: isInstalled("fish"))) func fishProposesCommandsAndValues() throws {
        func complete(_ line: String) throws -> Set<String> {
            let program = "function ferry; string join - $argv; end\n"
            let script = CompletionShell.fish.script(for: ferry) + program + "complete -C '\(line)'\n"
            let lines = try run("fish", script, arguments: ["--no-config"]).split(separator: "\n")
            return Set(lines.map { String($0.prefix { $0 != "\t" }) })
        }
        #expect(try complete("ferry ") == ["load", "crew"])
        #expect(try complete("ferry crew ") == ["add", "list", "pay", "move"])
        #expect(try complete("ferry --home load crew a") == ["add"])
        #expect(try complete("ferry load --deck ") == ["upper", "lower"])
        #expect(try complete("ferry load --deck=u") == ["--deck=upper"])
        #expect(try complete("ferry load --no-") == ["--no-wait"])
        #expect(try complete("ferry crew pay ") == ["lookup-people"])
        #expect(try complete("ferry crew pay --from ") == ["lookup-purses"])
        #expect(try complete("ferry crew add cook ") == [])
        #expect(try complete("ferry crew move ") == [])
        #expect(try complete("ferry crew move tired ") == ["bow", "stern"])
        #expect(try complete("ferry crew move --on=sunday tired --help ") == ["bow", "stern"])
        #expect(try complete("ferry crew move --on sunday tired --home /usr ") == ["bow", "stern"])
        #expect(try complete("ferry crew move tired bow ") == ["lookup-people"])
        #expect(try complete("ferry crew move tired bow ada bob ") == ["lookup-people"])
        #expect(try complete("ferry crew pay ada ") == [])
    }
}

private func isInstalled(_ shell: String) -> Bool { access("/usr/bin/\(shell)", X_OK) == 0 }
