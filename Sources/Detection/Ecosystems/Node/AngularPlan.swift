// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// Angular names its output folder in angular.json, in a different shape for each generation of its builders.
enum AngularPlan {
    static func make(_ project: NodeProject) -> Plan {
        guard let workspace = project.source.json("angular.json"), let projects = workspace["projects"]?.object,
            let (name, entry) = main(workspace["defaultProject"]?.string, projects),
            let build = (entry["architect"] ?? entry["targets"])?["build"]
        else {
            var plan = NodePlan.site(project, build: "ng build", output: "dist")
            plan.confidence = 0.6
            return plan
        }
        let options = build["options"]
        let isApplication = build["builder"]?.string?.hasSuffix(":application") == true
        let path = options?["outputPath"]
        let base = path?["base"]?.string ?? path?.string ?? "dist/\(name)"
        let browser = path?["browser"]?.string ?? (isApplication ? "browser" : "")
        if isApplication, let rendering = options?["ssr"], rendering != .bool(false), options?["outputMode"] != "static"
        {
            var plan = Plan(build: project.build(orElse: "ng build"), start: "node \(base)/server/server.mjs")
            plan.note("angular.json", "renders on the server")
            return plan
        }
        var plan = NodePlan.site(project, build: "ng build", output: browser.isEmpty ? base : "\(base)/\(browser)")
        plan.note("angular.json", "builds '\(name)' into \(plan.outputDirectory ?? base)")
        return plan
    }

    /// The default project, else the first application by name.
    private static func main(_ name: String?, _ projects: [String: JSONValue]) -> (String, JSONValue)? {
        if let name, let project = projects[name] { return (name, project) }
        let applications = projects.filter { $0.value["projectType"] != "library" }.sorted { $0.key < $1.key }
        return applications.first.map { ($0.key, $0.value) }
    }
}
