// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Recipe {
    /// .NET: published by the SDK's image, run on that of ASP.NET Core.
    static let dotnet = Recipe("C#, F#, Visual Basic", languages: ["csharp", "fsharp", "vb"]) { subject in
        let line = subject.version("dotnet", numbers: 2)
        let major = Int(line.prefix { $0 != "." }) ?? 0
        // From .NET 10 on there are no images on Debian (github.com/dotnet/dotnet-docker).
        let system = major >= 10 ? "noble" : major >= 6 ? "bookworm-slim" : "bullseye-slim"
        let asked = subject.version("dotnet")
        // 8.0.417 is a release of the SDK, 8.0.11 one of the runtime.
        let sdk =
            asked.split(separator: ".").dropFirst(2).first.flatMap { Int($0) }.map { $0 >= 100 } == true ? asked : line
        let isWeb = subject.blueprint.start?.contains("ASPNETCORE_URLS") != false
        var plan = ImagePlan(
            builder: Image("mcr.microsoft.com/dotnet/sdk", "\(sdk)-\(system)"),
            runtime: Image("mcr.microsoft.com/dotnet/\(isWeb ? "aspnet" : "runtime")", "\(line)-\(system)"),
            for: subject)
        plan.caches = ["/root/.nuget/packages"]
        if subject.isOnly(plan.install, of: ["dotnet"]) {
            let names: Set<String> = [
                "nuget.config", "NuGet.config", "NuGet.Config", "global.json", "Directory.Build.props",
                "Directory.Packages.props", "packages.lock.json", "Directory.Build.targets",
            ]
            plan.manifests = subject.copyable(
                subject.files.find(names, endings: [".csproj", ".fsproj", ".vbproj", ".sln", ".slnx"]))
        }
        plan.builderEnvironment = [("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1")]
        if Subject.folder(of: plan.start) == "out" || plan.build?.hasSuffix("-o out") == true {
            plan.ships = .paths(["out"])
        }
        return plan
    }
}
