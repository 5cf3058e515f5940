// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Ecosystem {
    static let clojure = Ecosystem(
        language: "clojure", looksFor: "project.clj or deps.edn", sourceEndings: [".clj", ".cljc"],
        frameworks: Framework.clojure,
        read: { source in
            guard let manifest = source.first(of: ["project.clj", "deps.edn"]) else { return nil }
            var project = ManifestProject(source, manifest: manifest)
            let code = project.code(commentedBy: ";")
            project.packages = code.symbols
            let words = code.after("defproject ")?.split { " \n\t\"".contains($0) }.prefix(2).map(String.init)
            project.name = words?.first.map { $0.splitPath().name }
            if let words, words.count == 2 {
                project.programs = ["\(words[0].splitPath().name)-\(words[1])-standalone.jar"]
            }
            return project
        },
        prepare: { project, draft in
            if project.manifest == "project.clj" {
                draft.installs(with: "lein", "lein deps", shownBy: "project.clj")
                draft.asks(
                    for: "clojure", project.code(commentedBy: ";").after("org.clojure/clojure")?.firstQuoted,
                    in: "project.clj")
            } else {
                draft.installs(with: "clojure", "clojure -P", shownBy: "deps.edn")
                draft.asks(
                    for: "clojure",
                    project.code(commentedBy: ";").after("org.clojure/clojure")?.prefix(60).after(":mvn/version")?
                        .firstQuoted,
                    in: "deps.edn")
            }
        },
        program: ClojurePlan.make)
}

extension Framework<ManifestProject> {
    static let clojure: [Framework] = [
        library("kit", "Kit", ["io.github.kit-clj/kit-core"], "https://kit-clj.github.io/docs/deployment.html"),
        library(
            "biff", "Biff", ["com.biffweb/biff", "io.github.jacobobryant/biff"],
            "https://biffweb.com/docs/reference/production/"),
        library(
            "luminus", "Luminus", ["luminus-http-kit", "luminus-undertow", "luminus-jetty", "luminus-immutant"],
            "https://luminusweb.com/docs/deployment.html"),
        library(
            "pedestal", "Pedestal", ["io.pedestal/pedestal.service", "io.pedestal/pedestal.jetty"],
            "https://pedestal.io/pedestal/0.7/guides/index.html"),
        library(
            "compojure", "Compojure", ["compojure", "compojure/compojure"],
            "https://github.com/weavejester/compojure/wiki"),
        library("reitit", "Reitit", ["metosin/reitit", "metosin/reitit-ring"], "https://cljdoc.org/d/metosin/reitit/"),
        library("http-kit", "http-kit", ["http-kit", "http-kit/http-kit"], "https://http-kit.github.io/server.html"),
        library(
            "ring", "Ring", ["ring", "ring/ring", "ring/ring-core", "ring/ring-jetty-adapter"],
            "https://github.com/ring-clojure/ring/wiki"),
    ]

    private static func library(_ slug: String, _ name: String, _ packages: [String], _ document: String) -> Framework {
        Framework(
            slug: slug, name: name, signals: packages.map { .package($0) }, document: document,
            plan: ClojurePlan.make)
    }
}

/// Leiningen's uberjar, tools.build's uber task, or an alias that runs the program.
enum ClojurePlan {
    static func make(_ project: ManifestProject) -> Plan {
        var plan = project.manifest == "project.clj" ? leiningen(project) : tools(project)
        let files = project.source.files(endingIn: [".clj"]).filter { $0.hasPrefix("src/") }.prefix(12)
        if plan.start != nil {
            let texts = files.compactMap { project.source.text($0) }
            if !texts.contains(where: ListeningPort.readsPort) {
                plan.port = texts.lazy.compactMap(ListeningPort.fixed(in:)).first
            }
        }
        return plan
    }

    /// codeberg.org/leiningen/leiningen: doc/TUTORIAL.md
    private static func leiningen(_ project: ManifestProject) -> Plan {
        let code = project.code(commentedBy: ";")
        let isRing = code.holds("lein-ring")
        guard isRing || code.holds(":main") else { return .nothing("project.clj", "names no :main: a library") }
        let named = code.after(":uberjar-name")?.firstQuoted
        let path = code.after(":target-path")?.firstQuoted.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        let folder = path == "target/%s" ? "target/uberjar" : "target"
        let jar = named ?? project.programs.first ?? "*-standalone.jar"
        var plan = Plan(
            build: isRing ? "lein ring uberjar" : "lein uberjar", start: "java -jar \(folder)/\(jar)", confidence: 0.85)
        plan.note("project.clj", isRing ? "names a Ring handler" : "names its main namespace")
        return plan
    }

    /// clojure.org/guides/tools_build
    private static func tools(_ project: ManifestProject) -> Plan {
        let code = project.code(commentedBy: ";")
        let build = project.source.code("build.clj", commentedBy: ";")
        if code.holds(":build"), build.holds("(defn uber") {
            let literal = build.after("uber-file")?.firstQuoted ?? ""
            let jar =
                literal.hasSuffix(".jar") && !literal.contains("%")
                ? literal : build.holds("standalone") ? "target/*-standalone.jar" : "target/*.jar"
            let task = build.holds("(defn uberjar") ? "uberjar" : "uber"
            var plan = Plan(build: "clojure -T:build \(task)", start: "java -jar \(jar)", confidence: 0.8)
            plan.note("build.clj", "makes one jar")
            return plan
        }
        for (alias, way) in [
            (":run-m", "-M:run-m"), (":run-x", "-X:run-x"), (":start", "-M:start"), (":run", "-M:run"),
            (":main", "-M:main"),
        ] {
            guard let body = code.after("\(alias) ")?.prefix(300) ?? code.after("\(alias)\n")?.prefix(300) else {
                continue
            }
            let isFunction = body.holds(":exec-fn") && !body.holds(":main-opts")
            var plan = Plan(
                start: "clojure " + (isFunction ? "-X\(alias)" : way), confidence: 0.75)
            plan.note("deps.edn", "has the alias \(alias)")
            return plan
        }
        let main = project.source.files(endingIn: [".clj"]).filter { $0.hasPrefix("src/") }.prefix(24).first {
            project.source.text($0)?.holds("(defn -main") == true
        }
        guard let main else { return .nothing("deps.edn", "has no alias to run and no -main: a library") }
        let name = main.dropFirst(4).dropLast(4).map { $0 == "/" ? "." : $0 == "_" ? "-" : String($0) }.joined()
        var plan = Plan(start: "clojure -M -m \(name)", confidence: 0.75)
        plan.note(main, "has -main")
        return plan
    }
}
