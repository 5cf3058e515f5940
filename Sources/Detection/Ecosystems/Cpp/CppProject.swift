// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A tree that a build system of C or C++ builds, and the program that comes out of it.
struct CppProject {
    let source: Source
    /// The build file's path.
    var file: String
    var tool: Tool
    /// The program's path after the build; nil when none is built.
    var program: String?

    enum Tool: String {
        case cmake, meson, autotools, make
    }

    init?(_ source: Source) {
        self.source = source
        if source.exists("CMakeLists.txt") {
            (file, tool) = ("CMakeLists.txt", .cmake)
            program = Self.cmake(source)
        } else if source.exists("meson.build") {
            (file, tool) = ("meson.build", .meson)
            program = Self.meson(source)
        } else if source.exists("configure.ac") || source.exists("configure.in") {
            (file, tool) = (source.exists("configure.ac") ? "configure.ac" : "configure.in", .autotools)
            program = Self.automake(source)
        } else if let makefile = source.first(of: ["Makefile", "makefile", "GNUmakefile"]), Self.mainFile(source) != nil
        {
            (file, tool) = (makefile, .make)
            program = Self.make(source, makefile)
        } else {
            return nil
        }
    }

    /// Executables that the lists of the root and the usual folders add without a condition.
    private static func cmake(_ source: Source) -> String? {
        for folder in ["", "src", "app", "server", "source"] {
            let code = source.code("CMakeLists.txt".inFolder(folder), commentedBy: "#")
            let root = source.code("CMakeLists.txt", commentedBy: "#")
            let project = root.allAfter("project(").first?.leadingTrimmed.leadingName ?? ""
            let names = code.split(separator: "\n").filter { $0.lowercased().hasPrefix("add_executable(") }
                .compactMap { $0.dropFirst(15).leadingTrimmed.split { " \t)".contains($0) }.first.map(String.init) }
                .map { $0 == "${PROJECT_NAME}" || $0 == "${CMAKE_PROJECT_NAME}" ? project : $0 }
                .filter { !$0.contains("$") && !$0.isEmpty }
            if let name = names.likeliestProgram(named: project) { return "build/\(name.inFolder(folder))" }
            // An executable on the line after the call.
            if let call = code.after("\nadd_executable(\n"), names.isEmpty {
                let name = call.leadingTrimmed.leadingName
                if !name.isEmpty { return "build/\(name.inFolder(folder))" }
            }
        }
        return nil
    }

    private static func meson(_ source: Source) -> String? {
        for folder in ["", "src", "app"] {
            let code = source.code("meson.build".inFolder(folder), commentedBy: "#")
            let project = source.code("meson.build", commentedBy: "#").after("project(")?.prefix(80).firstQuoted
            let names = code.allAfter("executable(").compactMap { call in
                let first = call.leadingTrimmed
                return first.hasPrefix("'")
                    ? first.firstQuoted : first.hasPrefix("meson.project_name()") ? project : nil
            }
            if let name = names.likeliestProgram(named: project) { return "build/\(name.inFolder(folder))" }
        }
        return nil
    }

    private static func automake(_ source: Source) -> String? {
        for folder in ["", "src"] {
            for line in source.code("Makefile.am".inFolder(folder), commentedBy: "#").split(separator: "\n")
            where line.hasPrefix("bin_PROGRAMS") || line.hasPrefix("sbin_PROGRAMS") || line.hasPrefix("noinst_PROGRAMS")
            {
                if let name = line.after("=")?.leadingTrimmed.leadingName, !name.isEmpty {
                    return name.inFolder(folder)
                }
            }
        }
        return nil
    }

    /// What a Makefile names by the variables that makefiles have for it, or by `-o`.
    private static func make(_ source: Source, _ makefile: String) -> String? {
        let code = source.code(makefile, commentedBy: "#")
        var names: [String: String] = [:]
        for line in code.split(separator: "\n").prefix(300) where !line.hasPrefix("\t") {
            guard let equals = line.firstIndex(of: "=") else { continue }
            let name = line[..<equals].trimmed().filter { $0 != ":" && $0 != "?" }
            let value = line[line.index(after: equals)...].trimmed()
            if !value.isEmpty, !value.contains("$"), !value.contains(" ") { names[name] = value }
        }
        for name in [
            "TARGET", "PROGRAM", "PROG", "BIN", "BINARY", "EXE", "EXEC", "EXECUTABLE", "APP", "NAME", "OUT", "OUTPUT",
        ] {
            if let value = names[name], !value.hasSuffix(".a"), !value.hasSuffix(".so"), !value.hasSuffix("/") {
                return value
            }
        }
        let outputs = code.allAfter(" -o ").map { String($0.prefix { !" \t\n;".contains($0) }) }
        return outputs.first { !$0.contains("$") && !$0.isEmpty && !$0.hasSuffix(".o") && !$0.hasSuffix(".so") }
    }

    /// The source file with the program's main function.
    static func mainFile(_ source: Source) -> String? {
        source.files(endingIn: [".c", ".cpp", ".cc", ".cxx"]).prefix(40).first { file in
            guard let text = source.text(file) else { return false }
            return text.holds("int main(") || text.holds("int main (") || text.holds("auto main(")
                || text.holds("\nmain(")
        }
    }
}
