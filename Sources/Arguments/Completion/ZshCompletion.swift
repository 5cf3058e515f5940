// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Makes the script for zsh's own completion system: one function for each command.
struct ZshCompletion {
    let root: CommandSpec

    var script: String {
        let functions = CompletedCommand.all(in: root).map { function(for: $0) }
        return """
            #compdef \(root.name)
            # zsh completion for \(root.name). Load it with: source <(\(root.name) completion zsh)

            \(functions.joined(separator: "\n\n"))

            if [[ $funcstack[1] == \(name([])) ]]; then
                \(name([])) "$@"
            else
                compdef \(name([])) \(root.name)
            fi

            """
    }

    private func name(_ path: [String]) -> String {
        "_" + ([root.name] + path).joined(separator: "_").replacing("-", with: "_")
    }

    private func function(for command: CompletedCommand) -> String {
        var specs = command.options.flatMap(option)
        let children = command.spec.visibleSubcommands
        if children.isEmpty {
            specs += command.spec.positionals.map(positional)
            return """
                \(name(command.path))() {
                    _arguments -s \\
                        \(specs.joined(separator: " \\\n        "))
                }
                """
        }
        specs += ["'1: :->command'", "'*:: :->arguments'"]
        let names = children.map { quoted("\($0.name):\($0.summary)") }
        let calls = children.map { "\($0.name)) \(name(command.path + [$0.name])) ;;" }
        return """
            \(name(command.path))() {
                local curcontext=$curcontext state line
                typeset -A opt_args
                _arguments -s -C \\
                    \(specs.joined(separator: " \\\n        "))
                case $state in
                    command)
                        local -a names
                        names=(
                            \(names.joined(separator: "\n                "))
                        )
                        _describe -t commands command names ;;
                    arguments)
                        case $line[1] in
                            \(calls.joined(separator: "\n                "))
                        esac ;;
                esac
            }
            """
    }

    private func option(_ option: OptionSpec) -> [String] {
        let summary = "[\(escaped(option.summary))]"
        guard let value = option.value else {
            if case .toggle(default: true) = option.kind { return [quoted("--no-\(option.name)\(summary)")] }
            return option.spellings.map { quoted($0 + summary) }
        }
        let repeats = option.isRepeatable ? "*" : ""
        let action = ":\(escaped(value.placeholder)):\(action(value.form))"
        return option.spellings.map { spelling in
            quoted(repeats + spelling + (spelling.hasPrefix("--") ? "=" : "+") + summary + action)
        }
    }

    private func positional(_ positional: PositionalSpec) -> String {
        quoted("\(positional.isRepeatable ? "*" : ""):\(escaped(positional.name)):\(action(positional.value.form))")
    }

    private func action(_ form: ValueSpec.Form) -> String {
        switch form {
        case .file: "_files"
        case .folder: "_files -/"
        case .choice(let choices): "(\(choices.joined(separator: " ")))"
        case .lookup(let kind): "{compadd -- ${(f)\"$(\(root.name) lookup \(kind) 2>/dev/null)\"}}"
        case .text, .integer, .duration: " "
        }
    }

    private func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("[", with: "\\[").replacing("]", with: "\\]")
            .replacing(":", with: "\\:")
    }

    private func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}
