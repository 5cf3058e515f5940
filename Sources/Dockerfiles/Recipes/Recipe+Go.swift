// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Recipe {
    /// Go: one static executable on an image without a shell, unless something needs one.
    static let go = Recipe("Go", languages: ["go"]) { subject in
        let modules = subject.files.find(["go.mod", "go.sum", "go.work", "go.work.sum"])
        let libraries = SharedLibraries.go.needed(by: subject.files, in: modules)
        let isStatic = libraries.runtime.isEmpty
        let program = subject.artifact()
        let isAlone =
            isStatic && subject.blueprint.release == nil && program != nil
            && subject.blueprint.start.flatMap { ShellLine($0).plainWords } != nil
        var plan = ImagePlan(
            builder: subject.official("golang", "go"), runtime: isAlone ? .distroless : .debian, for: subject)
        plan.builderEnvironment = [("CGO_ENABLED", isStatic ? "0" : "1"), ("GOFLAGS", "-trimpath -ldflags=-s")]
        plan.caches = ["/go/pkg/mod", "/root/.cache/go-build"]
        plan.builderPackages = libraries.development
        plan.runtimePackages = isAlone ? [] : Array(Set(libraries.runtime + ["ca-certificates", "tzdata"])).sorted()
        // A workspace's modules and vendored ones are part of the source.
        let isVendored = subject.files.has("vendor/modules.txt")
        if isVendored { plan.install = nil }
        let isWorkspace = subject.files.has("go.work") || subject.files.mention("replace", in: modules)
        if subject.isOnly(plan.install, of: ["go"]), !isWorkspace { plan.manifests = subject.copyable(modules) }
        if let program { plan.ships = .paths([program] + subject.runtimeFiles) }
        return plan
    }
}
