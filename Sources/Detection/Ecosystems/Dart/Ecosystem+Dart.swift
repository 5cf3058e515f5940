// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Ecosystem {
    static let dart = Ecosystem(
        language: "dart", looksFor: "pubspec.yaml", sourceEndings: [".dart"], frameworks: Framework.dart,
        read: { source in
            guard let text = source.text("pubspec.yaml") else { return nil }
            let outline = KeyOutline(text)
            var project = ManifestProject(source, manifest: "pubspec.yaml")
            project.name = outline.value("name")
            project.packages = Set(outline.keys(below: "dependencies"))
            project.programs = source.list("bin").filter { $0.name.hasSuffix(".dart") }.map {
                String($0.name.dropLast(5))
            }
            return project
        },
        prepare: { project, draft in
            let usesFlutter = project.packages.contains("flutter")
            draft.installs(
                with: "pub", usesFlutter ? "flutter pub get" : "dart pub get", shownBy: "pubspec.yaml")
            let outline = KeyOutline(project.source.text("pubspec.yaml") ?? "")
            draft.asks(for: "dart", outline.value("environment", "sdk"), in: "pubspec.yaml")
            if usesFlutter { draft.asks(for: "flutter", outline.value("environment", "flutter"), in: "pubspec.yaml") }
        },
        program: DartPlan.make)
}

extension Framework<ManifestProject> {
    static let dart: [Framework] = [
        Framework(
            slug: "flutter", name: "Flutter", signals: [.package("flutter")],
            document: "https://docs.flutter.dev/deployment/web",
            plan: { project in
                guard project.source.exists("web/index.html") else {
                    return .nothing("pubspec.yaml", "is a Flutter application without a web folder")
                }
                var plan = Plan(build: "flutter build web --release", outputDirectory: "build/web")
                plan.note("web/index.html", "is the page of the web application")
                return plan
            }),
        Framework(
            slug: "dart-frog", name: "Dart Frog", signals: [.package("dart_frog")],
            document: "https://dart-frog.dev/basics/creating-a-prod-build/",
            plan: { project in
                guard project.source.exists("routes") else { return .nothing("pubspec.yaml", "has no routes folder") }
                var plan = Plan(
                    build:
                        "dart pub global activate dart_frog_cli && dart pub global run dart_frog_cli:dart_frog build "
                        + "&& cd build && dart pub get && dart compile exe bin/server.dart -o bin/server",
                    start: "./build/bin/server", confidence: 0.85)
                plan.note("routes", "are compiled into one server")
                return plan
            }),
        Framework(
            slug: "jaspr", name: "Jaspr", signals: [.package("jaspr")],
            document: "https://docs.jaspr.site/dev/deploying",
            plan: { project in
                let mode = KeyOutline(project.source.text("pubspec.yaml") ?? "").value("jaspr", "mode") ?? "static"
                let build = "dart pub global activate jaspr_cli && dart pub global run jaspr_cli:jaspr build"
                if mode == "server" { return Plan(build: build, start: "./build/jaspr/app", confidence: 0.8) }
                return Plan(build: build, outputDirectory: "build/jaspr", confidence: 0.8)
            }),
        Framework(
            slug: "serverpod", name: "Serverpod", signals: [.package("serverpod")],
            document: "https://docs.serverpod.dev/deployments/general",
            plan: { project in
                var plan = DartPlan.make(project)
                plan.start = plan.start.map { $0 + " --mode production --apply-migrations" }
                plan.port = 8080
                return plan
            }),
        Framework(
            slug: "shelf", name: "Shelf", signals: [.package("shelf"), .package("shelf_router")],
            document: "https://dart.dev/server/google-cloud", plan: DartPlan.make),
    ]
}

/// Compiled ahead of time into one executable (dart.dev/tools/dart-compile).
enum DartPlan {
    static func make(_ project: ManifestProject) -> Plan {
        guard
            let name = project.programs.first(where: { $0 == "server" })
                ?? project.programs.likeliestProgram(named: project.name)
        else { return .nothing("pubspec.yaml", "has no program in bin: a library") }
        let file = "bin/\(name).dart"
        var plan = Plan(build: "dart compile exe \(file) -o bin/\(name)", start: "./bin/\(name)", confidence: 0.9)
        plan.port = ListeningPort.fixed(in: project.source.text(file) ?? "")
        plan.note(file, "is the program")
        return plan
    }
}
