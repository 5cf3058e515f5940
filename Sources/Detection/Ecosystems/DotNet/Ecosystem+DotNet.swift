// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

extension Ecosystem {
    static let dotnet = Ecosystem(
        language: "csharp", looksFor: "*.csproj, *.fsproj, *.vbproj or *.sln",
        sourceEndings: [".cs", ".fs", ".vb"], frameworks: Framework.dotnet, read: DotNetProject.init,
        prepare: { project, draft in
            draft.blueprint.language = project.language
            draft.blueprint.languages = [project.language]
            draft.installs(with: "nuget", "dotnet restore \(project.file.shellQuoted)", shownBy: project.file)
            draft.asks(
                for: "dotnet", project.source.commentedJSON("global.json")?["sdk"]?["version"]?.string,
                in: "global.json")
            draft.asks(for: "dotnet", project.version, in: project.file)
        },
        program: DotNetPlan.make)
}

extension Framework<DotNetProject> {
    static let dotnet: [Framework] = [
        Framework(
            slug: "blazor", name: "Blazor WebAssembly",
            signals: [.package("Microsoft.AspNetCore.Components.WebAssembly")],
            document: "https://learn.microsoft.com/aspnet/core/blazor/host-and-deploy/webassembly/",
            plan: DotNetPlan.make),
        library("giraffe", "Giraffe", "Giraffe", "https://giraffe.wiki/"),
        library("saturn", "Saturn", "Saturn", "https://saturnframework.org/"),
        Framework(
            slug: "aspnetcore", name: "ASP.NET Core",
            signals: [.package("Microsoft.AspNetCore.App"), .needed(DotNetPlan.web)],
            document: "https://learn.microsoft.com/aspnet/core/host-and-deploy/", plan: DotNetPlan.make),
    ]

    private static func library(_ slug: String, _ name: String, _ package: String, _ document: String) -> Framework {
        Framework(slug: slug, name: name, signals: [.package(package)], document: document, plan: DotNetPlan.make)
    }
}

extension DotNetProject {
    /// The web SDK brings ASP.NET Core without a reference.
    func needs(_ package: String) -> String? { package == DotNetPlan.web && kind == .web ? file : declares(package) }
}

/// Published into `out` and run from there: appsettings.json and wwwroot are looked for in the working directory.
enum DotNetPlan {
    static let web = "Microsoft.NET.Sdk.Web"

    static func make(_ project: DotNetProject) -> Plan {
        let dll = "\(project.assembly).dll".shellQuoted
        var plan = Plan(build: "dotnet publish \(project.file.shellQuoted) -c Release -o out")
        switch project.kind {
        case .web:
            plan.start = "cd out && ASPNETCORE_URLS=http://${HOST:-0.0.0.0}:$PORT dotnet \(dll)"
            plan.note(project.file, "is a web project that publishes \(project.assembly).dll")
        case .browser:
            plan.outputDirectory = "out/wwwroot"
            plan.note(project.file, "is published as files for the browser")
        case .worker, .console:
            plan.start = "cd out && dotnet \(dll)"
            plan.confidence = 0.8
            plan.note(project.file, "is a program without a web server of .NET's own")
        case .library: return .nothing(project.file, "is a library")
        }
        return plan
    }
}
