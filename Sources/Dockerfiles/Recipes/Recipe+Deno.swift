// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Recipe {
    /// Deno caches what it imports in a folder that goes along.
    static let deno = Recipe(
        "Deno",
        suits: { subject in
            subject.startProgram == "deno" || subject.calls("deno")
        },
        plan: { subject in
            let image = Image("denoland/deno", subject.version("deno"), hasEntrypoint: true)
            var plan = ImagePlan(builder: image, runtime: image, for: subject)
            plan.builderEnvironment = [("DENO_DIR", "/app/.deno")]
            plan.runtimeEnvironment = [("DENO_DIR", "/app/.deno"), ("DENO_NO_UPDATE_CHECK", "1")]
            let files = subject.files.present([
                "deno.json", "deno.jsonc", "deno.lock", "package.json", "import_map.json",
            ])
            if subject.isOnly(plan.install, of: ["deno"]), plan.install?.contains("install") == true,
                plan.install?.contains("--entrypoint") == false
            {
                plan.manifests = subject.copyable(files)
            }
            return plan
        })
}
