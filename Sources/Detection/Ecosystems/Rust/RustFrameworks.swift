// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Framework<RustProject> {
    static let rust: [Framework] = [
        Framework(
            slug: "trunk", name: "Trunk",
            signals: [
                .file("Trunk.toml"), .text(file: "index.html", holds: "data-trunk"),
                .all([.package("yew"), .file("index.html")]),
            ],
            document: "https://trunkrs.dev/commands/#build",
            plan: { project in
                let folder = project.source.toml("Trunk.toml")?[["build", "dist"]]?.string ?? "dist"
                return Plan(build: "trunk build --release", outputDirectory: folder)
            }),
        Framework(
            slug: "leptos", name: "Leptos",
            signals: [
                .all([.package("leptos"), .package("leptos_axum")]),
                .all([.package("leptos"), .package("leptos_actix")]),
                .text(file: "Cargo.toml", holds: "metadata.leptos"),
            ],
            document: "https://book.leptos.dev/deployment/ssr.html",
            plan: { project in
                let settings =
                    project.manifest?[["package", "metadata", "leptos"]]
                    ?? project.manifest?[["workspace", "metadata", "leptos"]]?.array?.first
                guard
                    let name = settings?["bin-package"]?.string ?? settings?["output-name"]?.string
                        ?? project.executable
                else {
                    return .nothing("Cargo.toml", "has no program to run")
                }
                let site = settings?["site-root"]?.string ?? "target/site"
                return Plan(
                    build: "cargo leptos build --release",
                    start:
                        "LEPTOS_SITE_ROOT=\(site) LEPTOS_SITE_ADDR=${HOST:-0.0.0.0}:$PORT ./target/release/\(project.executable ?? name)"
                )
            }),
        Framework(
            slug: "dioxus", name: "Dioxus", signals: [.all([.package("dioxus"), .file("Dioxus.toml")])],
            document: "https://dioxuslabs.com/learn/0.6/guides/deploy",
            plan: { project in
                guard let name = project.executable else { return .nothing("Cargo.toml", "has no program to run") }
                var plan = Plan(build: "dx bundle --platform web --release", confidence: 0.8)
                let folder = "target/dx/\(name)/release/web"
                let features = project.package?[["dependencies", "dioxus", "features"]]?.array?.compactMap(\.string)
                // With a server the bundle holds it beside the pages, and it takes its address as IP.
                if features?.contains("fullstack") == true {
                    plan.start = "IP=${HOST:-0.0.0.0} ./\(folder)/server"
                    plan.note("Cargo.toml", "has Dioxus's feature fullstack: rendered on the server")
                } else {
                    plan.outputDirectory = "\(folder)/public"
                }
                return plan
            }),
        Framework(
            slug: "loco", name: "Loco", signals: [.package("loco-rs")],
            document: "https://loco.rs/docs/infrastructure/deployment/",
            plan: { project in
                var plan = project.programPlan(environment: "")
                plan.port = nil
                plan.start = plan.start.map {
                    "\($0) start --environment production --binding ${HOST:-0.0.0.0} --port $PORT"
                }
                if project.source.exists("migration"), let name = project.executable {
                    plan.release = "./target/release/\(name) db migrate --environment production"
                    plan.note("migration", "has migrations, which run before each release")
                }
                return plan
            }),
        Framework(
            slug: "rocket", name: "Rocket", signals: [.package("rocket")],
            document: "https://rocket.rs/guide/v0.5/deploying/",
            plan: { $0.programPlan(environment: "ROCKET_ADDRESS=${HOST:-0.0.0.0} ROCKET_PORT=$PORT ") }),
        library("axum", "Axum", "https://docs.rs/axum"),
        library("actix-web", "Actix Web", "https://actix.rs/docs/"),
        library("warp", "warp", "https://docs.rs/warp"),
        library("poem", "Poem", "https://docs.rs/poem"),
        library("salvo", "Salvo", "https://salvo.rs/"),
        library("gotham", "Gotham", "https://gotham.rs/"), library("ntex", "ntex", "https://ntex.rs/docs"),
        library("tide", "Tide", "https://docs.rs/tide"),
    ]

    private static func library(_ slug: String, _ name: String, _ document: String) -> Framework {
        Framework(
            slug: slug, name: name, signals: [.package(slug)], document: document,
            plan: { $0.programPlan(environment: "") })
    }
}
