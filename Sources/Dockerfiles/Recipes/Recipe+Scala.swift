// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection

extension Recipe {
    /// Scala with sbt, whose launcher is put onto a development kit.
    static let sbt = Recipe("Scala", languages: ["scala"]) { subject in
        let java = subject.version("java", numbers: 1)
        let stays = subject.startProgram.map { !$0.contains("/") && $0 != "java" } ?? false
        var plan = ImagePlan(
            builder: .javaKit(java), runtime: stays ? .javaKit(java) : .javaRuntime(java), for: subject)
        let version = subject.version("sbt")
        let download = [
            "curl -fsSL -o /tmp/sbt.tgz https://github.com/sbt/sbt/releases/download/v\(version)/sbt-\(version).tgz",
            "tar -xzf /tmp/sbt.tgz -C /opt", "rm /tmp/sbt.tgz",
            "ln -s /opt/sbt/bin/sbt /usr/local/bin/sbt",
        ]
        if stays {
            plan.sharedTools = download
            plan.notes.append("the start command needs sbt in the image")
        } else {
            plan.tools = download
        }
        plan.caches = ["/root/.cache/coursier", "/root/.sbt", "/root/.ivy2"]
        if subject.isOnly(plan.install, of: ["sbt"]) {
            let files =
                subject.files.present(["build.sbt"])
                + subject.files.entries(of: "project")
                .filter { !$0.isFolder && ($0.name.hasSuffix(".sbt") || $0.name.hasSuffix(".properties")) }
                .map { "project/\($0.name)" }
            plan.manifests = subject.copyable(files)
        }
        plan.runtimeEnvironment = [("JAVA_TOOL_OPTIONS", "-XX:MaxRAMPercentage=75.0")]
        if let jar = subject.artifact(after: "-jar") {
            plan.ships = .paths([jar])
        } else if let script = subject.artifact(), script.contains("/stage/bin/") {
            plan.ships = .paths([script.split(separator: "/").dropLast(2).joined(separator: "/")])
        }
        return plan
    }
}
