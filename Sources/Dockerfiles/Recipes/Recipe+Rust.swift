// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Recipe {
    /// Rust: dependencies are compiled before the source is there, against an empty program.
    static let rust = Recipe("Rust", languages: ["rust"]) { subject in
        let suite = Suite.of("rust", subject.version("rust"))
        var plan = ImagePlan(
            builder: subject.official("rust", "rust"), runtime: Image("debian", "\(suite)-slim"), for: subject)
        plan.caches = ["/usr/local/cargo/registry"]
        let locks = subject.files.present(["Cargo.lock", "Cargo.toml"])
        plan.runtimePackages =
            Set(SharedLibraries.rust.needed(by: subject.files, in: locks).runtime + ["ca-certificates"]).sorted()
        let packages = RustPackage(subject)
        if packages.isPlain, subject.isOnly(plan.install, of: ["cargo"]), let build = plan.build,
            subject.isOnly(build, of: ["cargo"]), build.hasPrefix("cargo build ")
        {
            plan.manifests = subject.copyable(packages.manifests)
            plan.install = "mkdir -p src && echo 'fn main() {}' > src/main.rs && \(build)"
            // Cargo goes by times, and a file that is copied has the time it had in the source.
            plan.afterCopy = ["find src -name '*.rs' -exec touch {} +"]
        } else {
            plan.install = nil
        }
        for (program, package) in [("trunk", "trunk"), ("dx", "dioxus-cli")] where subject.calls(program) {
            plan.tools += ["rustup target add wasm32-unknown-unknown", "cargo install --locked \(package)"]
        }
        if plan.build?.contains("cargo leptos") == true {
            plan.tools += ["rustup target add wasm32-unknown-unknown", "cargo install --locked cargo-leptos"]
        }
        if let program = subject.artifact() {
            let site = subject.blueprint.framework == "leptos" ? ["target/site"] : []
            plan.ships = .paths([program] + site + subject.runtimeFiles)
        }
        return plan
    }
}

/// The one package of a source, where an empty program can stand for it.
struct RustPackage {
    let manifests: [String]
    let isPlain: Bool

    init(_ subject: Subject) {
        let files = subject.files
        manifests = files.present([
            "Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "rust-toolchain", ".cargo/config.toml",
        ])
        let text = files.text("Cargo.toml") ?? ""
        let isOther = ["[workspace", "[[bin]]", "[lib]", "build =", "path =", "[[example", "[[bench", "[[test"].contains
        {
            text.contains($0)
        }
        isPlain =
            files.has("src/main.rs") && !files.has("src/lib.rs") && !files.has("build.rs") && !files.has("src/bin")
            && !isOther
    }
}
