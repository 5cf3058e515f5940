// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Processes

/// A program that Dextra or the applications it builds need.
struct ProgramCheck: Sendable {
    let name: String
    /// Arguments that make it say its version, or prove that a part of it is there.
    let arguments: [String]
    let packages: [String]
    /// What needs it.
    let purpose: String
    let isRequired: Bool

    static let all = [
        ProgramCheck(
            name: "haproxy", arguments: ["-v"], packages: ["haproxy"], purpose: "switches traffic between releases",
            isRequired: true),
        ProgramCheck(
            name: "git", arguments: ["--version"], packages: ["git"], purpose: "fetches sources and dependencies",
            isRequired: false),
        ProgramCheck(
            name: "python3", arguments: ["--version"], packages: ["python3"], purpose: "builds and runs Python apps",
            isRequired: false),
        ProgramCheck(
            name: "python3-venv", arguments: ["-c", "import venv, ensurepip"], packages: ["python3-venv"],
            purpose: "builds Python apps", isRequired: false),
        ProgramCheck(
            name: "node", arguments: ["--version"], packages: ["nodejs"], purpose: "builds and runs Node apps",
            isRequired: false),
        ProgramCheck(
            name: "npm", arguments: ["--version"], packages: ["npm"], purpose: "builds Node apps", isRequired: false),
    ]

    private static let patience = Duration.seconds(10)

    /// The executable's name: a part of a program is checked through the program itself.
    private var program: String { String(name.prefix { $0 != "-" }) }

    /// - path: where builds and applications would find it.
    func run(path searchPath: String) async -> Finding {
        let absent = Finding(
            name, isRequired ? .missing : .warn, "not installed; \(purpose)", packages: packages)
        guard let path = ProgramSearch.find(program, path: searchPath) else { return absent }
        let command = Command(
            executable: path, arguments: arguments,
            environment: ["PATH": searchPath, "LANG": "C.UTF-8", "HOME": "/nonexistent"],
            output: .merged)
        do {
            let (status, output, _) = try await Child.collect(command, timeout: Self.patience, limit: 4096)
            let first = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(
                String.init)
            if status.isSuccess { return Finding(name, .ok, first ?? path) }
            guard name == program else { return absent }
            return Finding(
                name, isRequired ? .missing : .warn, "\(path) does not work: \(first ?? status.description)",
                packages: packages)
        } catch {
            return Finding(
                name, isRequired ? .missing : .warn, "\(path) can't be run: \(Failure.wrapping(error).message)",
                packages: packages)
        }
    }
}
