// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Testing

/// .NET, Scala and Clojure.
@Suite struct ManagedTests {
    private static let web = """
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <TargetFramework>net9.0</TargetFramework>
            <Nullable>enable</Nullable>
          </PropertyGroup>
        </Project>
        """
    private static let tests = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net9.0</TargetFramework></PropertyGroup>
          <ItemGroup><PackageReference Include="Microsoft.NET.Test.Sdk" Version="17.0" /></ItemGroup>
        </Project>
        """
    private static let library =
        "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>"
    private static func console(_ extra: String = "") -> String {
        "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net8.0</TargetFramework>\(extra)</PropertyGroup></Project>"
    }

    static let cases: [Case] = [
        Case(
            "dotnet new webapp",
            [
                "Shop.csproj": web, "Program.cs": "app.MapGet(\"/\", () => 1);\napp.MapHealthChecks(\"/healthz\");",
                "wwwroot/css/site.css": "",
            ],
            language: "csharp", framework: "aspnetcore", manager: "nuget", install: "dotnet restore Shop.csproj",
            build: "dotnet publish Shop.csproj -c Release -o out",
            start: "cd out && ASPNETCORE_URLS=http://${HOST:-0.0.0.0}:$PORT dotnet Shop.dll", health: "/healthz",
            asks: "dotnet 9.0"),
        Case(
            "a solution of several projects",
            [
                "Shop.sln": "Microsoft Visual Studio Solution File",
                "global.json": "{\"sdk\": {\"version\": \"9.0.100\"}}",
                "src/Domain/Domain.csproj": library, "src/Shop.Web/Shop.Web.csproj": web,
                "src/Tool/Tool.csproj": console(),
                "tests/Shop.Tests/Shop.Tests.csproj": tests,
            ], language: "csharp", framework: "aspnetcore", install: "dotnet restore src/Shop.Web/Shop.Web.csproj",
            build: "dotnet publish src/Shop.Web/Shop.Web.csproj -c Release -o out",
            start: "cd out && ASPNETCORE_URLS=http://${HOST:-0.0.0.0}:$PORT dotnet Shop.Web.dll", asks: "dotnet 9.0.100"
        ),
        Case(
            "dotnet new console", ["Job.csproj": console("<AssemblyName>job-runner</AssemblyName>")],
            language: "csharp",
            build: "dotnet publish Job.csproj -c Release -o out", start: "cd out && dotnet job-runner.dll"),
        Case(
            "dotnet new web -lang F# with Giraffe",
            [
                "Shop.fsproj":
                    "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup><PackageReference Include=\"Giraffe\" Version=\"7.0.2\" /></ItemGroup></Project>"
            ],
            language: "fsharp", framework: "giraffe", build: "dotnet publish Shop.fsproj -c Release -o out",
            start: "cd out && ASPNETCORE_URLS=http://${HOST:-0.0.0.0}:$PORT dotnet Shop.dll"),
        Case(
            "Visual Basic", ["App.vbproj": console()], language: "vb",
            build: "dotnet publish App.vbproj -c Release -o out", start: "cd out && dotnet App.dll"),
        Case(
            "dotnet new blazorwasm",
            [
                "Site.csproj":
                    "<Project Sdk=\"Microsoft.NET.Sdk.BlazorWebAssembly\"><ItemGroup><PackageReference Include=\"Microsoft.AspNetCore.Components.WebAssembly\" Version=\"9.0.0\" /></ItemGroup></Project>",
                "wwwroot/index.html": "",
            ],
            language: "csharp", framework: "blazor", build: "dotnet publish Site.csproj -c Release -o out",
            output: "out/wwwroot"),
        Case("dotnet new classlib", ["Kit.csproj": library, "Class1.cs": ""], language: "csharp"),
        Case(
            "sbt new playframework/play-scala-seed.g8",
            [
                "build.sbt":
                    "name := \"\"\"shop\"\"\"\nversion := \"1.0\"\nlazy val root = (project in file(\".\")).enablePlugins(PlayScala)\nscalaVersion := \"2.13.16\"\n"
                    .replacing("\"\"\"", with: "\""),
                "project/plugins.sbt": "addSbtPlugin(\"org.playframework\" % \"sbt-plugin\" % \"3.0.6\")",
                "project/build.properties": "sbt.version=1.10.7\n",
                "conf/routes": "# Routes\nGET   /health   controllers.HomeController.health()\n",
            ], language: "scala", framework: "play", manager: "sbt", install: "sbt update", build: "sbt stage",
            start:
                "./target/universal/stage/bin/shop -Dhttp.address=${HOST:-0.0.0.0} -Dhttp.port=$PORT -Dpidfile.path=/dev/null",
            health: "/health", asks: "sbt 1.10.7"),
        Case(
            "sbt new http4s/http4s.g8",
            [
                "build.sbt":
                    "lazy val root = (project in file(\".\"))\n  .settings(\n    name := \"quickstart\",\n    scalaVersion := \"2.13.16\",\n    libraryDependencies ++= Seq(\"org.http4s\" %% \"http4s-ember-server\" % V)\n  )\n",
                "project/plugins.sbt": "addSbtPlugin(\"com.eed3si9n\" % \"sbt-assembly\" % \"2.3.0\")",
                "src/main/scala/Main.scala":
                    "object Main extends IOApp.Simple { EmberServerBuilder.default.withPort(port\"8080\") }",
            ], language: "scala", framework: "http4s", build: "sbt assembly",
            start: "java -jar target/scala-*/quickstart-assembly-*.jar", port: 8080),
        Case(
            "sbt-native-packager",
            [
                "build.sbt": "name := \"Shop API\"\nenablePlugins(JavaAppPackaging)\n",
                "project/plugins.sbt": "addSbtPlugin(\"com.github.sbt\" % \"sbt-native-packager\" % \"1.10.0\")",
            ], language: "scala", build: "sbt stage", start: "./target/universal/stage/bin/shop-api"),
        Case(
            "a Scala library", ["build.sbt": "name := \"kit\"\n", "src/main/scala/Kit.scala": "object Kit"],
            language: "scala"),
        Case(
            "lein new compojure",
            [
                "project.clj":
                    "(defproject shop \"0.1.0-SNAPSHOT\"\n  :dependencies [[org.clojure/clojure \"1.11.1\"]\n                 [compojure \"1.7.0\"]]\n  :plugins [[lein-ring \"0.12.5\"]]\n  :ring {:handler shop.handler/app})"
            ], language: "clojure", framework: "compojure", manager: "lein", install: "lein deps",
            build: "lein ring uberjar",
            start: "java -jar target/shop-0.1.0-SNAPSHOT-standalone.jar", asks: "clojure 1.11.1"),
        Case(
            "lein new app",
            [
                "project.clj":
                    "(defproject shop \"0.1.0\"\n  :dependencies [[org.clojure/clojure \"1.11.1\"]]\n  :main ^:skip-aot shop.core\n  :target-path \"target/%s\"\n  :profiles {:uberjar {:aot :all}})"
            ], language: "clojure", build: "lein uberjar", start: "java -jar target/uberjar/shop-0.1.0-standalone.jar"),
        Case(
            "lein new default", ["project.clj": "(defproject kit \"0.1.0\"\n  :dependencies [])"], language: "clojure"),
        Case(
            "tools.build",
            [
                "deps.edn":
                    "{:deps {org.clojure/clojure {:mvn/version \"1.12.0\"} ring/ring-core {:mvn/version \"1.12\"}}\n :aliases {:build {:deps {io.github.clojure/tools.build {:mvn/version \"0.10\"}} :ns-default build}}}",
                "build.clj":
                    "(def uber-file (format \"target/%s-%s-standalone.jar\" (name lib) version))\n(defn uber [_] (b/uber {:uber-file uber-file}))",
            ], language: "clojure", framework: "ring", manager: "clojure", build: "clojure -T:build uber",
            start: "java -jar target/*-standalone.jar", asks: "clojure 1.12.0"),
        Case(
            "deps.edn with an alias to run",
            [
                "deps.edn":
                    "{:deps {http-kit/http-kit {:mvn/version \"2.8.0\"}}\n :aliases {:run {:main-opts [\"-m\" \"shop.main\"]}}}"
            ],
            language: "clojure", framework: "http-kit", start: "clojure -M:run"),
    ]

    @Test(arguments: cases) func plans(_ project: Case) throws { try project.check() }
}
