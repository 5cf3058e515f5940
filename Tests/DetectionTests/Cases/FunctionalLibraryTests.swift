// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Testing

/// Libraries and frameworks on the virtual machines of Java, Erlang and .NET, and in Haskell.
@Suite struct FunctionalLibraryTests {
    static let cases: [Case] = javaPrograms + scalaPrograms + clojurePrograms + haskellPrograms + others

    /// Gradle's application plugin, as the frameworks' own quick starts have it.
    private static let javaPrograms: [Case] = [
        ("helidon", "io.helidon.webserver:helidon-webserver"), ("javalin", "io.javalin:javalin:6.7.0"),
        ("vertx", "io.vertx:vertx-web:4.5.10"), ("http4k", "org.http4k:http4k-core:6.0.0.0"),
        ("spark-java", "com.sparkjava:spark-core:2.9.4"), ("jooby", "io.jooby:jooby-netty:3.5.0"),
    ].map { slug, dependency in
        Case(
            slug,
            [
                "build.gradle":
                    "plugins {\n    id 'application'\n}\ndependencies {\n    implementation '\(dependency)'\n}\napplication {\n    mainClass = 'app.Main'\n}\n",
                "settings.gradle": "rootProject.name = 'shop'\n", "gradlew": "",
                "src/main/java/app/Main.java":
                    "class Main { public static void main(String[] a) { start(System.getenv(\"PORT\")); } }",
            ], language: "java", framework: slug, build: "sh ./gradlew --no-daemon installDist",
            start: "./build/install/shop/bin/shop")
    }

    private static let scalaPrograms: [Case] = [
        ("zio-http", "\"dev.zio\" %% \"zio-http\" % \"3.2.0\""),
        ("pekko-http", "\"org.apache.pekko\" %% \"pekko-http\" % \"1.1.0\""),
        ("akka-http", "\"com.typesafe.akka\" %% \"akka-http\" % \"10.5.3\""),
        ("finatra", "\"com.twitter\" %% \"finatra-http-server\" % \"24.2.0\""),
        ("scalatra", "\"org.scalatra\" %% \"scalatra-jakarta\" % \"3.1.0\""),
        ("cask", "\"com.lihaoyi\" %% \"cask\" % \"0.9.7\""),
        ("tapir", "\"com.softwaremill.sttp.tapir\" %% \"tapir-netty-server-sync\" % \"1.11.0\""),
    ].map { slug, dependency in
        Case(
            slug,
            [
                "build.sbt":
                    "name := \"Shop Api\"\nscalaVersion := \"3.6.4\"\nlibraryDependencies += \(dependency)\nenablePlugins(JavaAppPackaging)\n",
                "project/plugins.sbt": "addSbtPlugin(\"com.github.sbt\" % \"sbt-native-packager\" % \"1.11.1\")",
                "src/main/scala/Main.scala": "@main def run() = serve(sys.env(\"PORT\"))",
            ], language: "scala", framework: slug, build: "sbt stage", start: "./target/universal/stage/bin/shop-api")
    }

    private static let clojurePrograms: [Case] = [
        ("luminus", "[luminus-undertow \"0.1.18\"]"), ("pedestal", "[io.pedestal/pedestal.service \"0.6.3\"]"),
        ("reitit", "[metosin/reitit \"0.7.2\"]"),
    ].map { slug, dependency in
        Case(
            slug,
            [
                "project.clj":
                    "(defproject shop \"0.1.0\"\n  :dependencies [[org.clojure/clojure \"1.12.0\"]\n                 \(dependency)]\n  :main ^:skip-aot shop.core)\n",
                "src/shop/core.clj": "(defn -main [] (start (System/getenv \"PORT\")))",
            ], language: "clojure", framework: slug, build: "lein uberjar",
            start: "java -jar target/shop-0.1.0-standalone.jar")
    }

    private static let haskellPrograms: [Case] = [
        ("yesod", "yesod >=1.6"), ("spock", "Spock >=0.14"), ("ihp", "ihp"), ("snap", "snap-server"),
        ("warp", "warp >=3.3"),
    ].map { slug, dependency in
        Case(
            slug,
            [
                "shop.cabal":
                    "cabal-version: 3.0\nname: shop\nversion: 0.1.0\n\nexecutable shop\n  main-is: Main.hs\n  build-depends: base, \(dependency)\n",
                "Main.hs": "main = getEnv \"PORT\" >>= run",
            ], language: "haskell", framework: slug,
            build: "cabal install exe:shop --installdir=bin --install-method=copy --overwrite-policy=always",
            start: "./bin/shop")
    }

    private static let others: [Case] = [
        Case(
            "hakyll-init",
            [
                "site.cabal":
                    "name: site\nversion: 0.1.0.0\nbuild-type: Simple\n\nexecutable site\n  main-is: site.hs\n  build-depends: base == 4.*\n               , hakyll == 4.16.*\n",
                "site.hs": "main = hakyll $ do",
            ], language: "haskell", framework: "hakyll",
            build:
                "cabal install exe:site --installdir=bin --install-method=copy --overwrite-policy=always && ./bin/site build",
            output: "_site"),
        Case(
            "Biff's starter",
            [
                "deps.edn":
                    "{:paths [\"src\" \"resources\"]\n :deps {com.biffweb/biff {:git/url \"https://github.com/jacobobryant/biff\"}}\n :aliases\n {:dev {:extra-deps {}}\n  :prod {:main-opts [\"-m\" \"com.example\"]}}}\n",
                "src/com/example.clj": "(ns com.example)\n(defn -main [] (start))\n",
            ], language: "clojure", framework: "biff", start: "clojure -M -m com.example"),
        Case(
            "Dropwizard's example",
            [
                "pom.xml":
                    "<project><artifactId>dropwizard-example</artifactId><version>4.0.2</version><dependencies><dependency><groupId>io.dropwizard</groupId><artifactId>dropwizard-core</artifactId></dependency></dependencies><build><plugins><plugin><artifactId>maven-shade-plugin</artifactId></plugin></plugins></build></project>",
                "example.yml":
                    "template: Hello, %s!\nserver:\n  applicationConnectors:\n    - type: http\n      port: 8080\n",
                "test.yml": "logging:\n  level: INFO\n",
            ], language: "java", framework: "dropwizard", build: "mvn -B -DskipTests package",
            start:
                "java '-Ddw.server.applicationConnectors[0].port='$PORT -jar target/dropwizard-example-4.0.2.jar server example.yml"
        ),
        Case(
            "Dropwizard on its default connector",
            [
                "pom.xml":
                    "<project><artifactId>api</artifactId><version>1.0</version><dependencies><dependency><groupId>io.dropwizard</groupId><artifactId>dropwizard-core</artifactId></dependency></dependencies></project>",
                "config.yml": "logging:\n  level: INFO\n",
            ], language: "java", framework: "dropwizard", build: "mvn -B -DskipTests package",
            start: "java -jar target/api-1.0.jar server config.yml", port: 8080),
        Case(
            "grails create-app",
            [
                "build.gradle":
                    "plugins {\n    id \"org.grails.grails-web\" version \"6.2.0\"\n    id \"war\"\n}\nversion = \"0.1\"\n",
                "settings.gradle": "rootProject.name=\"shop\"\n", "gradlew": "", "grails-app/conf/application.yml": "",
            ], language: "java", framework: "grails", build: "sh ./gradlew --no-daemon bootWar",
            start:
                "java -Dgrails.env=prod -Dserver.address=${HOST:-0.0.0.0} -Dserver.port=$PORT -jar build/libs/shop-0.1.war"
        ),
        Case(
            "dotnet new saturn",
            [
                "Shop.fsproj":
                    "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup><PackageReference Include=\"Saturn\" Version=\"0.17.0\" /></ItemGroup></Project>"
            ], language: "fsharp", framework: "saturn", build: "dotnet publish Shop.fsproj -c Release -o out",
            start: "cd out && ASPNETCORE_URLS=http://${HOST:-0.0.0.0}:$PORT dotnet Shop.dll"),
        Case(
            "a release with elli",
            ["rebar.config": "{deps, [{elli, \"3.3.0\"}]}.\n{relx, [{release, {shop, \"0.1.0\"}, [shop, sasl]}]}.\n"],
            language: "erlang", framework: "elli", build: "rebar3 as prod release",
            start: "./_build/prod/rel/shop/bin/shop foreground"),
        Case(
            "rebar3 new nova",
            [
                "rebar.config":
                    "{deps, [{nova, \"0.10.3\"}, {flatlog, \"0.1.2\"}]}.\n{relx, [{release, {shop, git}, [shop, sasl]}]}.\n",
                "config/dev_sys.config.src": "[{nova, [{cowboy_configuration, #{port => 8080}}]}].",
            ], language: "erlang", framework: "nova", build: "rebar3 as prod release",
            start: "./_build/prod/rel/shop/bin/shop foreground"),
        Case(
            "Gleam with mist alone",
            [
                "gleam.toml": "name = \"shop\"\n[dependencies]\ngleam_stdlib = \">= 0.44.0\"\nmist = \">= 5.0.0\"\n",
                "src/shop.gleam": "pub fn main() {\n  mist.new(service) |> mist.port(8000) |> mist.start\n}\n",
            ], language: "gleam", framework: "mist", build: "gleam export erlang-shipment",
            start: "./build/erlang-shipment/entrypoint.sh run", port: 8000),
    ]

    @Test(arguments: cases) func plans(_ project: Case) throws { try project.check() }
}
