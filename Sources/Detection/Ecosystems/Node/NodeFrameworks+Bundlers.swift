// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Framework<NodeProject> {
    /// Tools that bundle a browser application into a folder.
    static let bundlers: [Framework] = [
        Framework(
            slug: "expo", name: "Expo", signals: [.package("expo")],
            document: "https://docs.expo.dev/guides/publishing-websites/", plan: ExpoPlan.make),
        Framework(
            slug: "ionic-angular", name: "Ionic Angular", signals: [.package("@ionic/angular")],
            document: "https://ionicframework.com/docs/angular/pwa",
            plan: { project in
                project.source.exists("angular.json")
                    ? AngularPlan.make(project) : NodePlan.site(project, build: "ng build", output: "www")
            }),
        Framework(
            slug: "ionic-react", name: "Ionic React", signals: [.package("@ionic/react")],
            document: "https://ionicframework.com/docs/react/pwa",
            plan: { project in
                // Made with Create React App until version 6, with Vite since.
                let usesVite = project.declares("vite") != nil
                return NodePlan.site(
                    project, build: usesVite ? "vite build" : "react-scripts build", output: usesVite ? "dist" : "build"
                )
            }),
        Framework(
            slug: "angular", name: "Angular", signals: [.all([.package("@angular/core"), .file("angular.json")])],
            document: "https://angular.dev/tools/cli/deployment", plan: AngularPlan.make),
        site(
            "create-react-app", "Create React App", "react-scripts", build: "react-scripts build", output: "build",
            document: "https://create-react-app.dev/docs/deployment/"),
        // Ejected: the scripts of react-scripts lie in the project.
        Framework(
            slug: "create-react-app", name: "Create React App",
            signals: [.all([.package("react-dev-utils"), .file("scripts/build.js")])],
            document: "https://create-react-app.dev/docs/available-scripts/#npm-run-eject",
            plan: { project in
                var plan = NodePlan.site(project, build: "", output: "build")
                if project.script("build") == nil { plan.build = "node scripts/build.js" }
                return plan
            }),
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
        site(
            "umijs", "UmiJS", "umi", build: "umi build", output: "dist",
            document: "https://umijs.org/docs/guides/getting-started", configs: [".umirc", "config/config"],
            outputKey: "outputPath"),
        site(
            "umijs", "Umi Max", "@umijs/max", build: "max build", output: "dist",
            document: "https://umijs.org/docs/max/introduce", configs: [".umirc", "config/config"],
            outputKey: "outputPath"),
        Framework(
            slug: "dojo", name: "Dojo", signals: [.package("@dojo/framework"), .file(".dojorc")],
            document: "https://dojo.io/learn/building/introduction",
            plan: { NodePlan.site($0, build: "dojo build", output: "output/dist") }),
        site(
            "brunch", "Brunch", "brunch", build: "brunch build --production", output: "public",
            document: "https://brunch.io/docs/commands"),
        site(
            "polymer", "Polymer", "polymer-cli", build: "polymer build", output: "build/default",
            document: "https://polymer-library.polymer-project.org/3.0/docs/apps/build-for-production"),
        Framework(
            slug: "quasar", name: "Quasar", signals: [.package("@quasar/app-vite"), .package("@quasar/app-webpack")],
            document: "https://quasar.dev/quasar-cli-vite/developing-spa/deploying/",
            plan: { project in
                if project.script("build")?.holds("-m ssr") == true {
                    return NodePlan.server(
                        project, build: "quasar build -m ssr", start: "node dist/ssr/index.js", scripts: [])
                }
                return NodePlan.site(project, build: "quasar build", output: "dist/spa")
            }),
        // An API with a Vite front end in the same manifest is served by its own server, so it is left to the servers.
        Framework(
            slug: "vite", name: "Vite", signals: [.package("vite"), .package("rolldown-vite")],
            document: "https://vite.dev/guide/static-deploy.html",
            plan: { project in
                let config = project.config("vite.config")?.text ?? ""
                // The library mode makes a package, not a site (vite.dev/guide/build#library-mode).
                guard !config.holds("lib: {") && !config.holds("lib:{") || project.source.exists("index.html") else {
                    return .nothing("package.json", "is built as a library")
                }
                let output = config.quotedValue(of: "outDir") ?? "dist"
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
        Framework(
            slug: "svelte", name: "Svelte",
            signals: [
                .all([.package("svelte"), .package("sirv-cli")]),
                .all([.package("svelte"), .package("rollup-plugin-svelte")]),
            ],
            document: "https://github.com/sveltejs/template",
            plan: { project in
                // The template's start script is sirv, which serves files.
                NodePlan.site(project, build: "rollup -c", output: "public")
            }),
        site(
            "rsbuild", "Rsbuild", "@rsbuild/core", build: "rsbuild build", output: "dist",
            document: "https://rsbuild.rs/guide/basic/cli"),
        site(
            "parcel", "Parcel", "parcel", build: "parcel build", output: "dist",
            document: "https://parceljs.org/features/production/"),
        Framework(
            slug: "parcel", name: "Parcel", signals: [.package("parcel-bundler")],
            document: "https://v1.parceljs.org/cli.html",
            plan: { NodePlan.site($0, build: "parcel build index.html", output: "dist") }),
        Framework(
            slug: "webpack", name: "webpack", signals: [.all([.package("webpack"), .package("html-webpack-plugin")])],
            document: "https://webpack.js.org/guides/production/",
            plan: { project in
                var plan = NodePlan.site(project, build: "webpack --mode production", output: "dist")
                plan.confidence = 0.7
                return plan
            }),
    ]
}

/// Expo exports a web application when it has what renders React Native in a browser.
enum ExpoPlan {
    static func make(_ project: NodeProject) -> Plan {
        guard project.declares("react-native-web") != nil || project.declares("react-dom") != nil else {
            return .nothing("package.json", "is a mobile application: react-native-web is missing")
        }
        let config = project.source.text("app.json") ?? project.config("app.config")?.text ?? ""
        if config.holds("\"server\"") {
            var plan = Plan(
                build: project.exec("expo export --platform web"), start: project.exec("expo serve --port $PORT"),
                confidence: 0.7)
            plan.note("app.json", "renders routes on a server")
            return plan
        }
        var plan = Plan(build: project.exec("expo export --platform web"), outputDirectory: "dist")
        if let script = project.script("build"), script.holds("expo export") { plan.build = project.run("build") }
        plan.note("package.json", "is exported for the web")
        return plan
    }
}
