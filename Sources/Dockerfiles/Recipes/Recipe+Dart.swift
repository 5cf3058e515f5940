// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Recipe {
    /// Dart: one executable, compiled ahead of time.
    static let dart = Recipe("Dart", languages: ["dart"]) { subject in
        var plan = ImagePlan(builder: Image("dart", subject.version("dart")), runtime: .debian, for: subject)
        plan.runtimePackages = ["ca-certificates"]
        DartPackages.cache(subject, in: &plan)
        if let program = subject.artifact() { plan.ships = .paths([program] + subject.runtimeFiles) }
        return plan
    }

    /// Flutter for the web: files to serve.
    static let flutter = Recipe(
        "Flutter", suits: { $0.blueprint.framework == "flutter" },
        plan: { subject in
            let image = Image("ghcr.io/cirruslabs/flutter", subject.version("flutter"))
            var plan = ImagePlan(builder: image, runtime: .debian, for: subject)
            DartPackages.cache(subject, in: &plan)
            return plan
        })
}

enum DartPackages {
    static func cache(_ subject: Subject, in plan: inout ImagePlan) {
        plan.caches = ["/root/.pub-cache"]
        guard subject.isOnly(plan.install, of: ["dart", "flutter"]),
            !subject.files.mention("path", in: ["pubspec.yaml"])
        else { return }
        plan.manifests = subject.copyable(subject.files.present(["pubspec.yaml", "pubspec.lock"]))
    }
}
