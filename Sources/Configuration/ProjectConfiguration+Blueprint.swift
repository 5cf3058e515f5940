// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

extension ProjectConfiguration {
    /// A detected blueprint with what the file says in place of what was guessed; each change leaves its evidence.
    ///
    /// A project nobody recognises becomes deployable this way too: merge into an empty `Blueprint()` and see
    /// ``ProfileSettings/describesApplication``.
    package func merged(into blueprint: Blueprint, profile: Profile) -> Blueprint {
        let settings = settings(for: profile)
        var merged = blueprint
        func says(_ fact: String) { merged.evidence.append(.init(file: file, says: fact)) }
        func apply(_ override: CommandOverride?, to path: WritableKeyPath<Blueprint, String?>, _ name: String) {
            switch override {
            case nil: break
            case .disabled:
                merged[keyPath: path] = nil
                says("\(name) is switched off")
            case .run(let command):
                merged[keyPath: path] = command
                says("\(name): \(command)")
            }
        }
        if let language {
            merged.language = language
            merged.languages = [language] + merged.languages.filter { $0 != language }
            says("language: \(language)")
        }
        if let framework {
            merged.framework = framework
            says("framework: \(framework)")
        }
        apply(settings.install, to: \.install, "install")
        apply(settings.build, to: \.build, "build")
        apply(settings.start, to: \.start, "start")
        apply(settings.release, to: \.release, "release")
        if let folder = settings.outputDirectory {
            merged.outputDirectory = folder
            if settings.start == nil { merged.start = nil }
            says("output_directory: \(folder)")
        } else if case .run = settings.start {
            merged.outputDirectory = nil
        }
        if let port = settings.port {
            merged.port = port
            says("port: \(port)")
        }
        if let path = settings.health.path {
            merged.healthPath = path
            says("health.path: \(path)")
        }
        if settings.describesApplication { merged.confidence = 1 }
        return merged
    }
}
