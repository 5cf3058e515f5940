// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

/// The shapes a Node framework's plan takes.
enum NodePlan {
    /// A site that is built once and served as files.
    static func site(_ project: NodeProject, build: String, output: String) -> Plan {
        Plan(build: project.build(orElse: build), outputDirectory: output, confidence: 0.95)
    }

    /// A server: the project's own start script, else the framework's command.
    ///
    /// `scripts` are the names under which this framework's users keep the start for production, best first.
    static func server(
        _ project: NodeProject, build: String?, start: String, scripts: [String] = ["start"]
    ) -> Plan {
        var plan = Plan(confidence: 0.95)
        plan.build = project.script("build") != nil ? project.run("build") : build.map(project.exec)
        let usual = scripts.first { name in project.script(name).map { !NodeScript($0).isDevelopment } ?? false }
        if let name = usual, let text = project.script(name) {
            let script = NodeScript(text)
            plan.start = script.direct(in: project, named: name) ?? project.run(name)
            plan.port = ListeningPort.fixed(inCommand: text)
            plan.note("package.json", "scripts.\(name) is '\(text.prefix(120))'")
        } else {
            plan.start = start
            plan.confidence = 0.9
        }
        return plan
    }

    /// A web server of the project's own making, whatever library it is built on.
    static func program(_ project: NodeProject) -> Plan {
        var plan = Plan(confidence: 0.9)
        if project.script("build") != nil { plan.build = project.run("build") }
        for name in ["start:prod", "start:production", "start", "serve"] {
            guard let text = project.script(name) else { continue }
            let script = NodeScript(text)
            guard !script.isDevelopment else { continue }
            plan.start = script.direct(in: project, named: name) ?? project.run(name)
            plan.port = ListeningPort.fixed(inCommand: text) ?? script.file.flatMap { fixedPort(of: $0, in: project) }
            plan.note("package.json", "scripts.\(name) is '\(text.prefix(120))'")
            plan.confidence = 0.95
            return plan
        }
        guard !project.isLibrary else {
            return .nothing("package.json", "is published for others to import: a library")
        }
        guard let entry = NodeEntry.find(in: project) else {
            plan.confidence = 0.4
            return plan
        }
        plan.start = entry.command
        plan.port = fixedPort(of: entry.file, in: project)
        plan.note(entry.evidence.file, entry.evidence.says)
        plan.confidence = 0.8
        return plan
    }

    private static func fixedPort(of file: String, in project: NodeProject) -> Int? {
        project.source.text(file).flatMap { ListeningPort.fixed(in: $0) }
    }
}
