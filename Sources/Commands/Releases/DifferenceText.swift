// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// A difference of two releases as people read it.
enum DifferenceText {
    static func lines(_ difference: ReleaseDifference, style: TextStyle) -> [String] {
        guard !difference.isEmpty else { return ["Nothing differs."] }
        var lines: [String] = []
        func section(_ title: String, _ rows: [String]) {
            guard !rows.isEmpty else { return }
            if !lines.isEmpty { lines.append("") }
            lines.append(style.bold(title))
            lines += rows.map { "  " + $0 }
        }
        section(
            "Source",
            difference.source.map { $0.map { file($0, style) } } ?? ["one of the two sources is no longer kept"])
        section("Blueprint", difference.blueprint.map { value($0, style) })
        section("Settings", difference.settings.map { value($0, style) })
        section("Environment", difference.environment.map { variable($0, style) })
        return lines
    }

    private static func file(_ change: FileChange, _ style: TextStyle) -> String {
        let path = TerminalText.harmless(change.path)
        let sizes = [change.before, change.after].compactMap { $0.map(HumanText.bytes) }.joined(separator: " to ")
        return switch change.change {
        case .added: style.green("+ \(path)") + " (\(sizes))"
        case .removed: style.red("- \(path)")
        case .changed: style.yellow("~ \(path)") + " (\(sizes))"
        }
    }

    private static func value(_ change: ValueChange, _ style: TextStyle) -> String {
        "\(TerminalText.harmless(change.name)): \(style.red(text(change.before))) \(style.hasUnicode ? "→" : "->") "
            + style.green(text(change.after))
    }

    private static func text(_ value: JSONValue) -> String {
        if case .null = value { return "none" }
        if let text = value.string { return TerminalText.harmless(text) }
        return TerminalText.harmless((try? JSONText.encode(value)) ?? "?")
    }

    private static func variable(_ change: VariableChange, _ style: TextStyle) -> String {
        let arrow = style.hasUnicode ? "→" : "->"
        let before = change.before.map { TerminalText.harmless($0) }
        let after = change.after.map { TerminalText.harmless($0) }
        let name = TerminalText.harmless(change.name)
        switch change.change {
        case .added: return style.green("+ \(name)") + (after.map { "=\($0)" } ?? " (sealed)")
        case .removed: return style.red("- \(name)")
        case .unknown: return "\(name): sealed; whether it is the same is not recorded"
        case .changed:
            if before == nil, after == nil { return style.yellow("~ \(name)") + ": sealed, changed" }
            return style.yellow("~ \(name)") + ": \(before ?? "sealed") \(arrow) \(after ?? "sealed")"
        }
    }

    /// A line of a unified difference in its colour.
    static func coloured(_ line: String, _ style: TextStyle) -> String {
        let line = TerminalText.harmless(line)
        if line.hasPrefix("+++") || line.hasPrefix("---") { return style.bold(line) }
        if line.hasPrefix("@@") { return style.cyan(line) }
        if line.hasPrefix("+") { return style.green(line) }
        return line.hasPrefix("-") ? style.red(line) : line
    }
}
