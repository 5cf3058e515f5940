// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Recipe {
    /// Swift: the slim image has the runtime's libraries without the compiler (hub.docker.com/_/swift).
    static let swift = Recipe("Swift", languages: ["swift"]) { subject in
        let version = subject.version("swift")
        let numbers = version.split(separator: ".").compactMap { Int($0) }
        // Images on Debian begin with 5.10.
        let system = numbers.lexicographicallyPrecedes([5, 10]) ? "jammy" : "bookworm"
        var plan = ImagePlan(
            builder: Image("swift", "\(version)-\(system)"), runtime: Image("swift", "\(version)-\(system)-slim"),
            for: subject)
        if subject.isOnly(plan.install, of: ["swift"]), !subject.files.mention("path:", in: ["Package.swift"]) {
            plan.manifests = subject.copyable(subject.files.present(["Package.swift", "Package.resolved"]))
        }
        plan.runtimePackages = ["ca-certificates", "tzdata"]
        if let program = subject.artifact() {
            let folder = program.split(separator: "/").dropLast().joined(separator: "/")
            // Resources of targets lie in bundles beside the program.
            plan.afterBuild = ["mkdir -p \(folder)/none.resources"]
            plan.ships = .paths([program, "\(folder)/*.resources"] + subject.runtimeFiles)
        }
        return plan
    }
}
