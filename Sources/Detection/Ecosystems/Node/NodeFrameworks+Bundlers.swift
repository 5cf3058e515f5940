// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension Framework<NodeProject> {
    /// Tools that bundle a browser application into a folder.
    static let bundlers: [Framework] = [
        Framework(
            slug: "angular", name: "Angular", signals: [.all([.package("@angular/core"), .file("angular.json")])],
            document: "https://angular.dev/tools/cli/deployment", plan: AngularPlan.make),
        site(
            "create-react-app", "Create React App", "react-scripts", build: "react-scripts build", output: "build",
            document: "https://create-react-app.dev/docs/deployment/"),
        site(
            "vue", "Vue CLI", "@vue/cli-service", build: "vue-cli-service build", output: "dist",
            document: "https://cli.vuejs.org/guide/deployment.html", configs: ["vue.config"], outputKey: "outputDir"),
        site(
            "preact", "Preact CLI", "preact-cli", build: "preact build", output: "build",
            document: "https://preactjs.com/cli/getting-started/"),
        Framework(
            slug: "ember", name: "Ember", signals: [.package("ember-cli"), .package("ember-source")],
            document: "https://cli.emberjs.com/release/basic-use/deploying/",
            plan: { NodePlan.site($0, build: "ember build --environment=production", output: "dist") }),
        site(
            "stencil", "Stencil", "@stencil/core", build: "stencil build", output: "www",
            document: "https://stenciljs.com/docs/output-targets"),
        // An API with a Vite front end in the same manifest is served by its own server, so it is left to the servers.
        Framework(
            slug: "vite", name: "Vite", signals: [.package("vite"), .package("rolldown-vite")],
            document: "https://vite.dev/guide/static-deploy.html",
            plan: { project in
                let output = project.config("vite.config")?.text.quotedValue(of: "outDir") ?? "dist"
                var plan = NodePlan.site(project, build: "vite build", output: output)
                for (package, name) in [
                    ("react", "React"), ("vue", "Vue"), ("svelte", "Svelte"), ("preact", "Preact"),
                    ("solid-js", "Solid"), ("lit", "Lit"),
                ]
                where project.declares(package) != nil {
                    plan.note("package.json", "depends on \(package): a \(name) application")
                }
                return plan
            }),
        site(
            "svelte", "Svelte", "svelte", build: "rollup -c", output: "public",
            document: "https://github.com/sveltejs/template"),
        site(
            "parcel", "Parcel", "parcel", build: "parcel build", output: "dist",
            document: "https://parceljs.org/features/production/"),
    ]
}

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
