// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The project of a .NET tree to publish, as its project file describes it
/// (learn.microsoft.com/dotnet/core/project-sdk/overview).
struct DotNetProject: EcosystemProject {
    let source: Source
    /// The project file's path, e.g. `src/Web/Web.csproj`.
    let file: String
    private let text: String
    private let document: XMLScanner

    enum Kind: Int {
        case library, console, worker, browser, web
    }

    private static let endings = [".csproj", ".fsproj", ".vbproj"]
    private static let maximumProjects = 24

    /// The project that serves, of all those in the tree; a console program before a library, a test never.
    init?(_ source: Source) {
        let signs = Self.endings + [".sln", ".slnx"]
        let hasSign =
            source.exists("global.json") || source.exists("Directory.Build.props")
            || source.list("").contains { entry in !entry.isFolder && signs.contains { entry.name.hasSuffix($0) } }
        guard hasSign else { return nil }
        let projects = source.files(endingIn: Self.endings).prefix(Self.maximumProjects)
            .map { DotNetProject(source, file: $0) }.filter { !$0.isTest }
        guard var best = projects.first else { return nil }
        for project in projects.dropFirst() where project.weight > best.weight { best = project }
        self = best
    }

    private init(_ source: Source, file: String) {
        self.source = source
        self.file = file
        text = source.text(file) ?? ""
        document = XMLScanner(text)
    }

    /// What the project is, and of two alike the one with pages: an API often stands beside the site that it is for.
    private var weight: Int {
        let folder = file.splitPath().folder
        let hasPages = ["wwwroot", "Views", "Pages"].contains { source.exists($0.inFolder(folder)) }
        return kind.rawValue * 2 + (hasPages ? 1 : 0)
    }

    func declares(_ package: String) -> String? {
        text.holds("Include=\"\(package)\"") || text.holds("Include='\(package)'") ? file : nil
    }

    private func property(_ name: String) -> String? {
        document.text("Project/PropertyGroup/\(name)").flatMap { $0.isEmpty || $0.contains("$(") ? nil : $0 }
    }

    var kind: Kind {
        if uses("Microsoft.NET.Sdk.Web") { return .web }
        if uses("Microsoft.NET.Sdk.BlazorWebAssembly") { return .browser }
        if uses("Microsoft.NET.Sdk.Worker") { return .worker }
        // Before .NET Core 3, and with the plain SDK, the framework is a reference.
        if declares("Microsoft.AspNetCore.App") != nil, property("OutputType")?.lowercased() == "exe" { return .web }
        return property("OutputType")?.lowercased() == "exe" ? .console : .library
    }

    private func uses(_ sdk: String) -> Bool {
        text.holds("Sdk=\"\(sdk)\"") || text.holds("Sdk=\"\(sdk)/") || text.holds("Name=\"\(sdk)\"")
    }

    private var isTest: Bool {
        declares("Microsoft.NET.Test.Sdk") != nil || property("IsTestProject")?.lowercased() == "true"
            || text.holds("MSTest.Sdk")
    }

    var name: String {
        let name = file.splitPath().name
        return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    }

    /// The name of what is published, without its ending.
    var assembly: String { property("AssemblyName") ?? name }

    var language: String { file.hasSuffix(".fsproj") ? "fsharp" : file.hasSuffix(".vbproj") ? "vb" : "csharp" }

    /// `net8.0` is version 8.0, and so are `netcoreapp3.1` and the first of several.
    var version: String? {
        let target =
            property("TargetFramework") ?? property("TargetFrameworks")
            ?? source.text("Directory.Build.props").flatMap {
                XMLScanner($0).text("Project/PropertyGroup/TargetFramework")
            }
        let number = target?.drop { !$0.isNumber }.prefix { $0.isNumber || $0 == "." }
        return number.flatMap { $0.contains(".") ? String($0) : nil }
    }
}
