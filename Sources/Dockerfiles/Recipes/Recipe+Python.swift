// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Recipe {
    /// Python: the virtual environment is made where compilers are, and copied to the same path of the slim image.
    static let python = Recipe("Python", languages: ["python"]) { subject in
        var plan = ImagePlan(
            builder: subject.official("python", "python"),
            runtime: subject.official("python", "python", before: "-slim"), for: subject)
        let packages = PythonPackages(subject)
        plan.tools = packages.tools
        plan.manifests = packages.manifests
        plan.caches = packages.caches
        plan.builderEnvironment = packages.environment
        (plan.install, plan.afterCopy) = packages.steps
        plan.runtimeEnvironment = [("PYTHONUNBUFFERED", "1"), ("PYTHONDONTWRITEBYTECODE", "1")]
        if plan.install != nil, Subject.folder(of: subject.blueprint.install).isEmpty {
            plan.runtimeEnvironment.append(("PATH", "/app/.venv/bin:$PATH"))
        }
        let libraries = SharedLibraries.python.needed(by: subject.files, in: packages.files)
        plan.runtimePackages = libraries.runtime
        plan.builderPackages = libraries.development
        return plan
    }
}
