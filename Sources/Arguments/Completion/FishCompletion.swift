// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Makes the script for fish 3 or later.
struct FishCompletion {
    let root: CommandSpec

    var script: String {
        let commands = CompletedCommand.all(in: root)
        let helper = "__\(root.name.replacing("-", with: "_"))_at"
        let valueOptions = Set(commands.flatMap(\.options).filter { $0.value != nil }.flatMap(\.spellings)).sorted()
        let places = commands.filter { !$0.path.isEmpty }.map { quoted($0.place) }
        let entries = commands.flatMap { command in
            children(of: command, helper) + command.options.map { option($0, at: command, helper) }
                + positionals(of: command, helper)
        }
        return """
            # fish completion for \(root.name). Load it with: \(root.name) completion fish | source
            function \(helper)
                set -l place ''
                set -l given 0
                set -l skip 0
                for word in (commandline -opc)[2..-1]
                    if test $skip -eq 1
                        set skip 0
                    else if contains -- $word \(valueOptions.joined(separator: " "))
                        set skip 1
                    else
                        set -l next (string trim -- "$place $word")
                        if contains -- $next \(places.joined(separator: " "))
                            set place $next
                        else if not string match -q -- '-*' $word
                            set given (math $given + 1)
                        end
                    end
                end
                test "$place" = "$argv[1]"; or return 1
                test (count $argv) -eq 1; or test $given -ge $argv[2] -a $given -le $argv[3]
            end

            complete -c \(root.name) -f
            \(entries.joined(separator: "\n"))

            """
    }

    /// - given: how many positionals may stand before; any number when nil.
    private func line(
        _ command: CompletedCommand, _ helper: String, given: ClosedRange<Int>? = nil, _ rest: String
    ) -> String {
        let counts = given.map { " \($0.lowerBound) \($0.upperBound)" } ?? ""
        return "complete -c \(root.name) -n \(quoted("\(helper) \"\(command.place)\"\(counts)")) \(rest)"
    }

    private func children(of command: CompletedCommand, _ helper: String) -> [String] {
        command.spec.visibleSubcommands.map { child in
            line(command, helper, "-a \(child.name) -d \(quoted(child.summary))")
        }
    }

    private func option(_ option: OptionSpec, at command: CompletedCommand, _ helper: String) -> String {
        var rest = "-l " + option.proposal.dropFirst(2)
        if let short = option.short { rest += " -s \(short)" }
        if let value = option.value { rest += " " + arguments(value.form) }
        return line(command, helper, rest + " -d " + quoted(option.summary))
    }

    private func positionals(of command: CompletedCommand, _ helper: String) -> [String] {
        command.spec.positionals.enumerated().compactMap { index, positional in
            let given = index...(positional.isRepeatable ? 9999 : index)
            return switch positional.value.form {
            case .file: line(command, helper, given: given, "-F")
            case .folder, .choice, .lookup: line(command, helper, given: given, arguments(positional.value.form))
            case .text, .integer, .duration: nil
            }
        }
    }

    private func arguments(_ form: ValueSpec.Form) -> String {
        switch form {
        case .file: "-r -F"
        case .folder: "-x -a '(__fish_complete_directories)'"
        case .choice(let choices): "-x -a " + quoted(choices.joined(separator: " "))
        case .lookup(let kind): "-x -a " + quoted("(\(root.name) lookup \(kind) 2>/dev/null)")
        case .text, .integer, .duration: "-x"
        }
    }

    private func quoted(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}
