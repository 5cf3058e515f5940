// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Makes the script for bash 4 or later; it needs no other package.
struct BashCompletion {
    let root: CommandSpec

    var script: String {
        let function = "_" + root.name.replacing("-", with: "_")
        let commands = CompletedCommand.all(in: root)
        return """
            # bash completion for \(root.name). Load it with: source <(\(root.name) completion bash)
            \(function)() {
                local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
                # Bash splits --name=value and a:b into three words.
                [[ $prev == = ]] && prev=${COMP_WORDS[COMP_CWORD-2]}
                [[ $cur == = ]] && cur=
                local place= given=0 word index
                for ((index = 1; index < COMP_CWORD; index++)); do
                    word=${COMP_WORDS[index]}
                    case $word in
                        \(valueOptions(commands))) [[ ${COMP_WORDS[index+1]} == = ]] && ((index++)); ((index++)); continue ;;
                    esac
                    case "$place $word" in
                        \(places(commands))) place="${place:+$place }$word" ;;
                        *' '[=:]*) ((index++)) ;;
                        *' '-*) ;;
                        *) ((given++)) ;;
                    esac
                done
                local names= options= kind= choices= lookup=
                case "$place $prev" in
            \(lines(commands.flatMap(values)))
                esac
                if [[ -z $kind ]]; then
                    case $place in
            \(lines(commands.map(proposals)))
                    esac
                    case "$given/$place" in
            \(lines(commands.flatMap(positionals)))
                    esac
                fi
                [[ -n $lookup && $cur != -* ]] && choices=$(\(root.name) lookup "$lookup" 2>/dev/null)
                COMPREPLY=()
                if [[ $kind == none ]]; then
                    return
                elif [[ $cur == -* && $kind != option-* ]]; then
                    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$cur")
                elif [[ $kind == *file ]]; then
                    compopt -o filenames 2>/dev/null
                    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
                elif [[ $kind == *folder ]]; then
                    compopt -o filenames 2>/dev/null
                    mapfile -t COMPREPLY < <(compgen -d -- "$cur")
                else
                    mapfile -t COMPREPLY < <(compgen -W "$names $choices" -- "$cur")
                fi
            }
            complete -F \(function) \(root.name)

            """
    }

    private func lines(_ lines: [String]) -> String {
        lines.map { "            " + $0 }.joined(separator: "\n")
    }

    /// Options whose next word is their value and so never a command.
    private func valueOptions(_ commands: [CompletedCommand]) -> String {
        let names = Set(commands.flatMap(\.options).filter { $0.value != nil }.flatMap(\.spellings))
        return names.isEmpty ? "''" : names.sorted().joined(separator: "|")
    }

    private func places(_ commands: [CompletedCommand]) -> String {
        let places = commands.filter { !$0.path.isEmpty }.map {
            "\"\($0.path.dropLast().joined(separator: " ")) \($0.spec.name)\""
        }
        return places.isEmpty ? "''" : places.joined(separator: "|")
    }

    private func values(_ command: CompletedCommand) -> [String] {
        command.options.compactMap { option in
            guard let value = option.value else { return nil }
            let patterns = option.spellings.map { "\"\(command.place) \($0)\"" }.joined(separator: "|")
            return switch value.form {
            case .file: "\(patterns)) kind=option-file ;;"
            case .folder: "\(patterns)) kind=option-folder ;;"
            case .choice(let choices): "\(patterns)) kind=option-choice; choices='\(choices.joined(separator: " "))' ;;"
            case .lookup(let kind):
                "\(patterns)) kind=option-choice; choices=$(\(root.name) lookup \(kind) 2>/dev/null) ;;"
            case .text, .integer, .duration: "\(patterns)) kind=none ;;"
            }
        }
    }

    private func proposals(_ command: CompletedCommand) -> String {
        var parts = ["'\(command.place)')"]
        parts.append("options='\(command.options.map(\.proposal).joined(separator: " "))'")
        if !command.spec.visibleSubcommands.isEmpty {
            parts.append("; names='\(command.spec.visibleSubcommands.map(\.name).joined(separator: " "))'")
        }
        return parts.joined(separator: " ") + " ;;"
    }

    private func positionals(_ command: CompletedCommand) -> [String] {
        command.spec.positionals.enumerated().compactMap { index, positional in
            // Those before it are matched first.
            let pattern = (positional.isRepeatable ? "*" : "\(index)") + "/'\(command.place)'"
            return switch positional.value.form {
            case .file: "\(pattern)) kind=file ;;"
            case .folder: "\(pattern)) kind=folder ;;"
            case .choice(let choices): "\(pattern)) choices='\(choices.joined(separator: " "))' ;;"
            case .lookup(let kind): "\(pattern)) lookup=\(kind) ;;"
            // An arm of its own, so that it is not taken for one of those that are repeated.
            case .text, .integer, .duration: "\(pattern)) ;;"
            }
        }
    }
}
