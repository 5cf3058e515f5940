// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection

extension Recipe {
    /// Crystal: 84codes' image on Debian 12, so that the program finds on a bare Debian 12 what it was linked with.
    static let crystal = Recipe("Crystal", languages: ["crystal"]) { subject in
        var plan = ImagePlan(
            builder: Image("84codes/crystal", "\(subject.version("crystal"))-debian-12"), runtime: .debian, for: subject
        )
        plan.builderPackages = ["libyaml-dev", "libxml2-dev", "libgmp-dev", "libsqlite3-dev"]
        plan.runtimePackages = [
            "ca-certificates", "libevent-2.1-7", "libgc1", "libgmp10", "libpcre2-8-0", "libsqlite3-0", "libssl3",
            "libxml2",
            "libyaml-0-2", "tzdata", "zlib1g",
        ]
        if subject.isOnly(plan.install, of: ["shards"]) {
            plan.manifests = subject.copyable(subject.files.present(["shard.yml", "shard.lock"]))
        }
        if let program = subject.artifact() { plan.ships = .paths([program] + subject.runtimeFiles) }
        return plan
    }

    /// Haskell with cabal or stack, linked with the GMP that Debian has.
    static let haskell = Recipe("Haskell", languages: ["haskell"]) { subject in
        var plan = ImagePlan(builder: Image("haskell", subject.version("haskell")), runtime: .debian, for: subject)
        plan.runtimePackages = ["ca-certificates", "libgmp10", "netbase", "zlib1g"]
        plan.caches = ["/root/.cabal/packages"]
        let files =
            subject.files.named(endingIn: [".cabal"])
            + subject.files.present([
                "package.yaml", "stack.yaml", "stack.yaml.lock", "cabal.project", "cabal.project.freeze",
            ])
        if subject.isOnly(plan.install, of: ["cabal", "stack"]) { plan.manifests = subject.copyable(files) }
        if let program = subject.artifact() { plan.ships = .paths([program] + subject.runtimeFiles) }
        return plan
    }

    /// Zig has no image of its own: the compiler is one archive.
    static let zig = Recipe("Zig", languages: ["zig"]) { subject in
        var plan = ImagePlan(builder: .debian, runtime: .debian, for: subject)
        let version = subject.version("zig")
        let numbers = version.split(separator: ".").compactMap { Int($0) }
        // The archives' names have the machine first since 0.14.1.
        let name = numbers.lexicographicallyPrecedes([0, 14, 1]) ? "zig-linux-$(uname -m)" : "zig-$(uname -m)-linux"
        plan.builderPackages = ["ca-certificates", "curl", "xz-utils"]
        plan.tools = [
            "mkdir -p /opt/zig",
            "curl -fsSL -o /tmp/zig.tar \"https://ziglang.org/download/\(version)/\(name)-\(version).tar.xz\"",
            "tar -xf /tmp/zig.tar -C /opt/zig --strip-components=1", "rm /tmp/zig.tar",
            "ln -s /opt/zig/zig /usr/local/bin/zig",
        ]
        if subject.isOnly(plan.install, of: ["zig"]) {
            plan.manifests = subject.copyable(subject.files.present(["build.zig", "build.zig.zon"]))
        }
        plan.runtimePackages = ["ca-certificates"]
        if let program = subject.artifact() { plan.ships = .paths([program] + subject.runtimeFiles) }
        return plan
    }

    /// C and C++ with what Debian has.
    static let cpp = Recipe("C, C++", languages: ["c", "cpp"]) { subject in
        var plan = ImagePlan(builder: .debian, runtime: .debian, for: subject)
        let files =
            subject.files.present([
                "CMakeLists.txt", "meson.build", "configure.ac", "Makefile", "makefile", "GNUmakefile",
            ])
            + subject.files.find(["CMakeLists.txt", "meson.build", "Makefile.am"]).filter { $0.contains("/") }
        let libraries = SharedLibraries.c.needed(by: subject.files, in: files)
        let tools = subject.blueprint.programs.flatMap(\.packages)
        plan.builderPackages = Set(
            ["build-essential", "ca-certificates", "pkg-config"] + tools + libraries.development
        ).sorted()
        if subject.calls("meson") { plan.builderPackages = Set(plan.builderPackages + ["ninja-build"]).sorted() }
        if subject.calls("conan") {
            plan.builderPackages = Set(plan.builderPackages + ["cmake", "git", "python3-pip"]).sorted()
            plan.tools = ["pip install --no-cache-dir --break-system-packages conan", "conan profile detect"]
            plan.manifests = subject.copyable(subject.files.present(["conanfile.txt", "conanfile.py", "conan.lock"]))
            plan.caches = ["/root/.conan2"]
        }
        plan.runtimePackages = Set(["ca-certificates", "libstdc++6"] + libraries.runtime).sorted()
        if let program = subject.artifact() { plan.ships = .paths([program] + subject.runtimeFiles) }
        return plan
    }

    /// COBOL with GnuCOBOL.
    static let cobol = Recipe("COBOL", languages: ["cobol"]) { subject in
        var plan = ImagePlan(builder: .debian, runtime: .debian, for: subject)
        plan.builderPackages = ["build-essential", "gnucobol4"]
        plan.runtimePackages = ["libcob5"]
        if let program = subject.artifact() { plan.ships = .paths([program] + subject.runtimeFiles) }
        return plan
    }
}
