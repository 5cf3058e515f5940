// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Recipe {
    /// Pages that are served as they are.
    static let page = Recipe(
        "Static pages",
        suits: { subject in
            subject.blueprint.outputDirectory != nil && subject.blueprint.start == nil
                && subject.blueprint.install == nil && subject.blueprint.build == nil
        },
        plan: { subject in ImagePlan(builder: .debian, runtime: .debian, for: subject) })

    /// Generators of sites that are one program: its release is put onto Debian.
    static let generators = Recipe("Hugo, Zola, mdBook, Quarto, Soupault, Elm, Antora", languages: ["html"]) {
        subject in
        let usesNode =
            subject.blueprint.install != nil || subject.calls("npx", "npm", "node")
            || subject.blueprint.build?.hasPrefix("elm ") == true
        let version = subject.version("node")
        let node = Image("node", "\(version)-\(Suite.of("node", version))", hasEntrypoint: true)
        var plan = ImagePlan(builder: usesNode ? node : .debian, runtime: .debian, for: subject)
        if usesNode {
            let packages = NodePackages(subject)
            (plan.tools, plan.manifests, plan.caches) = (packages.tools, packages.manifests, packages.caches)
        }
        if let tool = SiteTool.all.first(where: { subject.blueprint.build?.holdsWord($0.program) == true }) {
            let version = subject.version(tool.program)
            plan.builderPackages = Set(["ca-certificates", "curl", "git"] + tool.packages).sorted()
            plan.tools += tool.commands.map { $0.replacing("VERSION", with: version) }
        } else if subject.blueprint.build?.hasPrefix("elm ") == true {
            plan.tools.append("npm install --global elm@0.19.1-6")
        }
        return plan
    }
}

/// A generator of sites that is given away as an archive.
struct SiteTool: Sendable {
    var program: String
    var packages: [String] = []
    /// `VERSION` stands for the version.
    var commands: [String]

    static let all = [
        SiteTool(
            program: "hugo",
            commands: [
                "curl -fsSL -o /tmp/tool.tar \"https://github.com/gohugoio/hugo/releases/download/vVERSION/hugo_extended_VERSION_linux-$(dpkg --print-architecture).tar.gz\"",
                "tar -xf /tmp/tool.tar -C /usr/local/bin hugo", "rm /tmp/tool.tar",
            ]),
        SiteTool(
            program: "zola",
            commands: [
                "curl -fsSL -o /tmp/tool.tar \"https://github.com/getzola/zola/releases/download/vVERSION/zola-vVERSION-$(uname -m)-unknown-linux-gnu.tar.gz\"",
                "tar -xf /tmp/tool.tar -C /usr/local/bin", "rm /tmp/tool.tar",
            ]),
        SiteTool(
            program: "mdbook",
            commands: [
                "curl -fsSL -o /tmp/tool.tar \"https://github.com/rust-lang/mdBook/releases/download/vVERSION/mdbook-vVERSION-$(uname -m)-unknown-linux-musl.tar.gz\"",
                "tar -xf /tmp/tool.tar -C /usr/local/bin", "rm /tmp/tool.tar",
            ]),
        SiteTool(
            program: "quarto",
            commands: [
                "curl -fsSL -o /tmp/tool.tar \"https://github.com/quarto-dev/quarto-cli/releases/download/vVERSION/quarto-VERSION-linux-$(dpkg --print-architecture).tar.gz\"",
                "tar -xf /tmp/tool.tar -C /opt", "rm /tmp/tool.tar",
                "ln -s /opt/quarto-VERSION/bin/quarto /usr/local/bin/quarto",
            ]),
        SiteTool(
            program: "soupault", packages: ["xz-utils"],
            commands: [
                "curl -fsSL -o /tmp/tool.tar \"https://github.com/PataphysicalSociety/soupault/releases/download/VERSION/soupault-VERSION-linux-$(uname -m).tar.gz\"",
                "tar -xf /tmp/tool.tar -C /usr/local/bin --strip-components=1", "rm /tmp/tool.tar",
            ]),
    ]
}
