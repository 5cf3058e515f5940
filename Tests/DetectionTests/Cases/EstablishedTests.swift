// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Testing

/// PHP, Ruby, Go, Rust, Java and Kotlin beyond the commonest projects.
@Suite struct EstablishedTests {
    private static let bundle =
        "bundle config set --local path vendor/bundle && bundle config set --local without development:test && "
    private static func php(_ folder: String, router: Bool = true) -> String {
        "PHP_CLI_SERVER_WORKERS=4 php -S ${HOST:-0.0.0.0}:$PORT -t \(folder)" + (router ? " \(folder)/index.php" : "")
    }
    private static func composer(_ package: String) -> String {
        "{\"require\": {\"php\": \">=8.1\", \"\(package)\": \"*\"}}"
    }

    static let cases: [Case] = [
        Case(
            "composer create-project slim/slim-skeleton",
            ["composer.json": composer("slim/slim"), "public/index.php": "<?php"], language: "php", framework: "slim",
            manager: "composer", start: php("public"), asks: "php 8.5.10"),
        Case(
            "composer create-project codeigniter4/appstarter",
            [
                "composer.json": composer("codeigniter4/framework"), "public/index.php": "<?php",
                "app/Database/Migrations/1_Users.php": "",
            ], language: "php", framework: "codeigniter", start: php("public"), release: "php spark migrate --all"),
        Case(
            "CakePHP", ["composer.json": composer("cakephp/cakephp"), "webroot/index.php": "", "index.php": ""],
            language: "php", framework: "cakephp", start: php("webroot")),
        Case(
            "Drupal", ["composer.json": composer("drupal/core-recommended"), "web/index.php": ""], language: "php",
            framework: "drupal", start: php("web", router: false)),
        Case(
            "Jigsaw", ["composer.json": composer("tightenco/jigsaw")], language: "php", framework: "jigsaw",
            build: "vendor/bin/jigsaw build production", output: "build_production"),
        Case(
            "a Symfony bundle", ["composer.json": composer("symfony/framework-bundle"), "src/MyBundle.php": ""],
            language: "php", framework: "symfony"),
        Case(
            "a theme of WordPress",
            ["style.css": "/*\nTheme Name: X\n*/", "functions.php": "", "index.php": "<?php get_header();"],
            language: "php"),
        Case(
            "WordPress", ["wp-load.php": "", "index.php": "<?php", "wp-config-sample.php": ""], language: "php",
            framework: "wordpress", start: "PHP_CLI_SERVER_WORKERS=4 php -S ${HOST:-0.0.0.0}:$PORT"),
        Case(
            "jekyll new", ["Gemfile": "gem \"jekyll\", \"~> 4.3\"\n", "_config.yml": "title: x\n", "_posts/a.md": ""],
            language: "ruby", framework: "jekyll", manager: "bundler", build: "bundle exec jekyll build",
            output: "_site"),
        Case(
            "Jekyll without a Gemfile",
            ["_config.yml": "destination: ./public\ntitle: x\n", "_layouts/default.html": ""], language: "ruby",
            framework: "jekyll", build: "jekyll build", output: "./public"),
        Case(
            "middleman init", ["Gemfile": "gem 'middleman', '~> 4.5'", "config.rb": ""], language: "ruby",
            framework: "middleman", build: "bundle exec middleman build", output: "build"),
        Case(
            "hanami new",
            [
                "Gemfile": "gem \"hanami\", \"~> 2.2\"\ngem \"hanami-assets\"\ngem \"puma\"\n",
                "config.ru": "run Hanami.app", "app/assets/js/app.js": "", "config/db/migrate/1.rb": "",
            ], language: "ruby", framework: "hanami", build: "bundle exec hanami assets compile",
            start: "HANAMI_ENV=${HANAMI_ENV:-production} bundle exec puma -b tcp://${HOST:-0.0.0.0}:$PORT",
            release: "HANAMI_ENV=${HANAMI_ENV:-production} bundle exec hanami db migrate"),
        Case(
            "a gem that extends Rails",
            ["Gemfile": "gemspec\ngem 'rails', '~> 7'\ngem 'rack'", "extra.gemspec": "", "lib/extra.rb": ""],
            language: "ruby"),
        Case(
            "a workspace of Go",
            [
                "go.work": "go 1.23\n\nuse (\n\t./lib\n\t./api\n)\n", "lib/go.mod": "module x/lib\n",
                "lib/a.go": "package lib", "api/go.mod": "module x/api\nrequire github.com/labstack/echo/v4 v4.13.0\n",
                "api/main.go": "package main\nfunc main() { e.Start(\":\" + os.Getenv(\"PORT\")) }",
            ], language: "go", framework: "echo", manager: "go", build: "go build -o bin/app ./api", start: "./bin/app"),
        Case(
            "a Go library",
            [
                "go.mod": "module github.com/gin-gonic/gin\nrequire github.com/stretchr/testify v1\n",
                "gin.go": "package gin", "examples/basic/main.go": "package main\nfunc main() {}",
            ], language: "go"),
        Case(
            "PocketBase as a framework",
            [
                "go.mod": "module x\nrequire github.com/pocketbase/pocketbase v0.26.0\n",
                "main.go": "package main\nfunc main() {}",
            ], language: "go", framework: "pocketbase", build: "go build -o bin/app .",
            start: "./bin/app serve --http=${HOST:-0.0.0.0}:$PORT", health: "/api/health"),
        Case(
            "cargo leptos",
            [
                "Cargo.toml":
                    "[package]\nname = \"shop\"\n[dependencies]\nleptos = \"0.7\"\nleptos_axum = { version = \"0.7\", optional = true }\naxum = \"0.7\"\n[package.metadata.leptos]\noutput-name = \"shop\"\nsite-root = \"target/site\"\n",
                "src/main.rs": "", "src/lib.rs": "",
            ], language: "rust", framework: "leptos", build: "cargo leptos build --release",
            start: "LEPTOS_SITE_ROOT=target/site LEPTOS_SITE_ADDR=${HOST:-0.0.0.0}:$PORT ./target/release/shop"),
        Case(
            "Trunk",
            [
                "Cargo.toml": "[package]\nname = \"app\"\n[dependencies]\nyew = \"0.21\"\n",
                "index.html": "<link data-trunk rel=\"rust\">", "src/main.rs": "fn main() {}",
            ], language: "rust", framework: "trunk", build: "trunk build --release", output: "dist"),
        Case(
            "loco new",
            [
                "Cargo.toml":
                    "[workspace]\n[package]\nname = \"shop\"\ndefault-run = \"shop-cli\"\n[dependencies]\nloco-rs = \"0.15\"\naxum = \"0.8\"\n[[bin]]\nname = \"shop-cli\"\npath = \"src/bin/main.rs\"\n",
                "src/bin/main.rs": "", "migration/Cargo.toml": "",
            ], language: "rust", framework: "loco", build: "cargo build --release",
            start: "./target/release/shop-cli start --environment production --binding ${HOST:-0.0.0.0} --port $PORT",
            release: "./target/release/shop-cli db migrate --environment production"),
        Case(
            "a workspace of Rust whose server stands last",
            [
                "Cargo.toml": "[workspace]\nmembers = [\"cli\", \"web\"]\n",
                "cli/Cargo.toml": "[package]\nname='cli'\n", "cli/src/main.rs": "",
                "web/Cargo.toml": "[package]\nname='web'\n[dependencies]\nactix-web='4'\n", "web/src/main.rs": "",
            ], language: "rust", framework: "actix-web", build: "cargo build --release --package web",
            start: "./target/release/web"),
        Case(
            "cargo new --lib",
            ["Cargo.toml": "[package]\nname = \"kit\"\n[dev-dependencies]\naxum = \"0.8\"\n", "src/lib.rs": ""],
            language: "rust"),
        Case(
            "a war of Spring Boot",
            [
                "pom.xml":
                    "<project><parent><artifactId>spring-boot-starter-parent</artifactId><version>3.4.0</version></parent><artifactId>shop</artifactId><version>1.0</version><packaging>war</packaging></project>"
            ], language: "java", framework: "spring-boot", manager: "maven", build: "mvn -B -DskipTests package",
            start: "java -Dserver.address=${HOST:-0.0.0.0} -Dserver.port=$PORT -jar target/shop-1.0.war"),
        Case(
            "a plain war",
            [
                "pom.xml":
                    "<project><artifactId>shop</artifactId><version>1.0</version><packaging>war</packaging></project>"
            ], language: "java"),
        Case(
            "modules of Maven",
            [
                "pom.xml":
                    "<project><packaging>pom</packaging><parent><artifactId>spring-boot-starter-parent</artifactId><version>3.4.0</version></parent><artifactId>all</artifactId><version>2.0</version><modules><module>core</module><module>web</module></modules></project>",
                "mvnw": "", "core/pom.xml": "<project><artifactId>core</artifactId></project>",
                "web/pom.xml":
                    "<project><parent><artifactId>all</artifactId><version>2.0</version></parent><artifactId>web</artifactId><build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build></project>",
            ], language: "java", framework: "spring-boot", build: "sh ./mvnw -B -DskipTests -pl web -am package",
            start: "java -Dserver.address=${HOST:-0.0.0.0} -Dserver.port=$PORT -jar web/target/web-2.0.jar"),
        Case(
            "gradle init",
            [
                "settings.gradle.kts": "rootProject.name = \"shop\"\ninclude(\"app\")\n", "gradlew": "",
                "app/build.gradle.kts": "plugins { application }\napplication { mainClass = \"org.example.App\" }",
                "app/src/main/java/org/example/App.java": "public static void main(String[] a) { server.bind(7070); }",
            ], language: "java", manager: "gradle", build: "sh ./gradlew --no-daemon :app:installDist",
            start: "cd app && ./build/install/app/bin/app", port: 7070),
        Case(
            "the Ktor generator",
            [
                "settings.gradle.kts": "rootProject.name = \"shop\"", "gradlew": "",
                "build.gradle.kts":
                    "plugins { alias(libs.plugins.kotlin.jvm)\n alias(libs.plugins.ktor) }\napplication { mainClass = \"io.ktor.server.netty.EngineMain\" }",
                "gradle/libs.versions.toml": "[plugins]\nktor = { id = \"io.ktor.plugin\", version = \"3.1.0\" }\n",
                "src/main/kotlin/Application.kt": "fun main(args: Array<String>) { EngineMain.main(args) }",
                "src/main/kotlin/Routing.kt": "routing {\n    get(\"/health\") { }\n}",
            ], language: "kotlin", framework: "ktor", build: "sh ./gradlew --no-daemon buildFatJar",
            start: "java -jar build/libs/*-all.jar -host=${HOST:-0.0.0.0} -port=$PORT", health: "/health"),
        Case(
            "Ktor with embeddedServer",
            [
                "build.gradle.kts":
                    "plugins { id(\"io.ktor.plugin\") version \"2.3.12\" }\napplication { mainClass.set(\"MainKt\") }",
                "src/main/kotlin/Main.kt": "fun main() { embeddedServer(Netty, port = 8080) { }.start(wait = true) }",
            ], language: "kotlin", framework: "ktor", build: "gradle --no-daemon buildFatJar",
            start: "java -jar build/libs/*-all.jar", port: 8080),
        Case(
            "quarkus create app",
            [
                "pom.xml":
                    "<project><artifactId>x</artifactId><build><plugins><plugin><groupId>io.quarkus.platform</groupId><artifactId>quarkus-maven-plugin</artifactId></plugin></plugins></build><dependencies><dependency><artifactId>quarkus-smallrye-health</artifactId></dependency></dependencies></project>",
                "mvnw": "",
            ], language: "java", framework: "quarkus", build: "sh ./mvnw -B -DskipTests package",
            start:
                "java -Dquarkus.http.host=${HOST:-0.0.0.0} -Dquarkus.http.port=$PORT -jar target/quarkus-app/quarkus-run.jar",
            health: "/q/health"),
        Case(
            "mn create-app",
            ["build.gradle": "plugins { id(\"io.micronaut.application\") version \"4.4\" }", "gradlew": ""],
            language: "java", framework: "micronaut", build: "sh ./gradlew --no-daemon shadowJar",
            start: "MICRONAUT_SERVER_HOST=${HOST:-0.0.0.0} MICRONAUT_SERVER_PORT=$PORT java -jar build/libs/*-all.jar"),
    ]

    @Test(arguments: cases) func plans(_ project: Case) throws { try project.check() }
}
