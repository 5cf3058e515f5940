// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Testing

/// What public projects do that no starter does.
@Suite struct WildTests {
    private static let php = "PHP_CLI_SERVER_WORKERS=4 php -S ${HOST:-0.0.0.0}:$PORT"

    static let cases: [Case] = [
        Case(
            "Slim in web/", ["composer.json": #"{"require": {"slim/slim": "^4.0"}}"#, "web/index.php": "<?php"],
            language: "php", framework: "slim",
            install: "composer install --no-dev --no-interaction --optimize-autoloader",
            start: "\(php) -t web web/index.php"),
        Case(
            "a script that only Heroku has",
            [
                "composer.json": #"{"require": {"laravel/framework": "^8.0"}}"#, "artisan": "",
                "public/index.php": "<?php",
                "Procfile": "web: vendor/bin/heroku-php-nginx -C nginx_app.conf /public\n",
            ], language: "php", framework: "laravel", start: "\(php) -t public"),
        Case(
            "such a script without a folder",
            ["composer.json": "{}", "index.php": "<?php", "Procfile": "web: heroku-php-apache2 -C apache.conf\n"],
            language: "php", start: php),
        Case(
            "assets of Laravel Mix",
            [
                "composer.json": #"{"require": {"laravel/framework": "^8.0"}}"#, "artisan": "",
                "public/index.php": "<?php",
                "package.json":
                    #"{"scripts": {"dev": "mix", "production": "mix --production"}, "devDependencies": {"laravel-mix": "6"}}"#,
            ], language: "php", framework: "laravel", build: "npm run production",
            start: "php artisan serve --host=${HOST:-0.0.0.0} --port=$PORT"),
        Case(
            "Leiningen's target with a slash",
            [
                "project.clj":
                    "(defproject shop \"0.1.0\"\n  :dependencies [[ring/ring-core \"1.9.6\"]]\n  :target-path \"target/%s/\"\n  :main shop.core\n  :profiles {:uberjar {:uberjar-name \"shop.jar\"}})\n"
            ], language: "clojure", framework: "ring", build: "lein uberjar", start: "java -jar target/uberjar/shop.jar"
        ),
        Case(
            "the standard library's serve",
            [
                "src/index.ts":
                    "import { serve } from \"https://deno.land/std@0.180.0/http/server.ts\";\nconst port = parseInt(Deno.env.get(\"PORT\") ?? \"8000\");\nserve(() => new Response(\"hi\"), { port });\n"
            ], language: "typescript", manager: "deno", start: "deno run -A src/index.ts"),
        Case(
            "an application of Nx at the root",
            [
                "package.json":
                    #"{"private": true, "scripts": {"start": "nx serve", "build": "nx build"}, "dependencies": {"express": "4"}, "devDependencies": {"nx": "17", "typescript": "5"}}"#,
                "project.json":
                    #"{"targets": {"build": {"executor": "@nx/esbuild:esbuild", "options": {"outputPath": "dist/api", "main": "src/main.ts"}}}}"#,
                "src/main.ts": "app.listen(process.env.PORT || 3000)",
            ], language: "typescript", framework: "express", build: "npm run build", start: "node dist/api/main.js"),
        Case(
            "Nest without its tool",
            [
                "package.json":
                    #"{"private": true, "scripts": {"start:prod": "node dist/main.js"}, "dependencies": {"@nestjs/core": "7", "typescript": "3"}}"#,
                "tsconfig.json": "{}", "src/main.ts": "await app.listen(process.env.PORT)",
            ], language: "typescript", framework: "nestjs", build: "npx tsc", start: "node dist/main.js"),
        Case(
            "a factory of another name",
            [
                "requirements.txt": "fastapi\nuvicorn\n",
                "app/main.py": "def get_application() -> FastAPI:\n    return FastAPI()\n\n\napp = get_application()\n",
                "app/__init__.py": "",
            ], language: "python", framework: "fastapi",
            start: ".venv/bin/uvicorn app.main:app --host ${HOST:-0.0.0.0} --port $PORT"),
        Case(
            "requirements that setup.py names",
            [
                "setup.py":
                    "requires = [\n    'pyramid',\n    'waitress',\n]\n\nsetup(\n    name='shop',\n    install_requires=requires,\n)\n",
                "production.ini": "[server:main]\nlisten = *:6543\n",
            ], language: "python", framework: "pyramid", start: ".venv/bin/pserve production.ini http_port=$PORT",
            port: 6543),
        Case(
            "a default that a comment tells",
            [
                "go.mod": "module shop\n\nrequire github.com/gin-gonic/gin v1.10.0\n",
                "main.go": "package main\nfunc main() {\n\tr.Run() // listen and serve on 0.0.0.0:8080\n}\n",
            ], language: "go", framework: "gin", build: "go build -o bin/app .", start: "./bin/app"),
        Case(
            "a port that a module binds",
            [
                "Cargo.toml": "[package]\nname = \"shop\"\n[dependencies]\naxum = \"0.8\"\n",
                "src/main.rs": "async fn main() { http::serve().await }\n",
                "src/http.rs": "axum::Server::bind(&\"0.0.0.0:8081\".parse()?)\n", "src/db.rs": "let port = 5432;\n",
            ], language: "rust", framework: "axum", build: "cargo build --release", start: "./target/release/shop",
            port: 8081),
        Case(
            "a site beside its API",
            [
                "Shop.sln": "", "src/PublicApi/PublicApi.csproj": "<Project Sdk=\"Microsoft.NET.Sdk.Web\"></Project>",
                "src/Web/Web.csproj": "<Project Sdk=\"Microsoft.NET.Sdk.Web\"></Project>",
                "src/Web/wwwroot/site.css": "",
            ], language: "csharp", framework: "aspnetcore",
            build: "dotnet publish src/Web/Web.csproj -c Release -o out",
            start: "cd out && ASPNETCORE_URLS=http://${HOST:-0.0.0.0}:$PORT dotnet Web.dll"),
        Case(
            "Ecto before version 3",
            [
                "mix.exs":
                    "[app: :shop, mod: {Shop, []}]\ndefp deps do\n[{:phoenix, \"~> 1.3\"}, {:phoenix_ecto, \"~> 3.2\"}]",
                "priv/repo/migrations/1.exs": "",
            ], language: "elixir", framework: "phoenix",
            build: "MIX_ENV=prod mix compile && MIX_ENV=prod mix release --overwrite",
            start: "PHX_SERVER=true _build/prod/rel/shop/bin/shop start", release: "MIX_ENV=prod mix ecto.migrate"),
        Case(
            "Gradle's mainClassName",
            [
                "build.gradle": "apply plugin: 'io.ratpack.ratpack-java'\nmainClassName = 'app.Main'\n", "gradlew": "",
                "settings.gradle": "rootProject.name = 'shop'",
            ], language: "java", build: "sh ./gradlew --no-daemon installDist", start: "./build/install/shop/bin/shop"),
    ]

    @Test(arguments: cases) func plans(_ project: Case) throws { try project.check() }

    /// A platform that gives the program its PORT says nothing of where it listens elsewhere.
    @Test(arguments: [
        "[env]\nPORT = '8080'\n[http_service]\ninternal_port = 8080\n", "[[services]]\ninternal_port = 8080\n",
    ])
    func aGivenPortIsNotFixed(configuration: String) throws {
        var tree = ["go.mod": "module shop\n", "fly.toml": configuration]
        tree["main.go"] = "package main\nfunc main() { http.ListenAndServe(\":\"+os.Getenv(\"PORT\"), nil) }\n"
        #expect(try detect(tree).port == nil)
    }

    @Test func aPackageManagerIsNotAnotherWhoseNameEndsLikeIt() throws {
        let blueprint = try detect([
            "package.json": #"{"packageManager": "pnpm@10.11.1", "scripts": {"start": "node a.js"}}"#
        ])
        #expect(blueprint.runtimeVersions["pnpm"] == "10.11.1")
        #expect(blueprint.runtimeVersions["npm"] == nil)
    }

    @Test(arguments: ["1.8", "8"]) func oldJavaHasTwoNames(version: String) throws {
        let blueprint = try detect([
            "pom.xml": "<project><properties><java.version>\(version)</java.version></properties></project>"
        ])
        #expect(blueprint.runtimeVersions["java"]?.hasPrefix("8.") == true)
    }

    @Test func anotherPlatformsServerIsNoSite() throws {
        let blueprint = try detect([
            "package.json": #"{"scripts": {"build": "astro build"}, "dependencies": {"astro": "4"}}"#,
            "astro.config.mjs": "export default defineConfig({ output: \"server\", adapter: vercel() });",
        ])
        #expect(blueprint.confidence <= 0.5)
    }
}
