// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model
import Testing

@Suite struct OtherEcosystemsTests {
    @Test func servesAFolderOfPages() throws {
        let root = try detect(["index.html": "<!doctype html>", "style.css": ""])
        #expect((root.language, root.outputDirectory, root.start, root.healthPath) == ("html", ".", nil, "/"))
        #expect(root.framework == nil)
        #expect(try detect(["public/index.html": "x", "README.md": ""]).outputDirectory == "public")
        #expect(try detect(["dist/index.html": "x"]).outputDirectory == "dist")
    }

    @Test func preparesAndServesRails() throws {
        let blueprint = try detect([
            "Gemfile":
                "source \"https://rubygems.org\"\nruby \"3.3.1\"\ngem \"rails\", \"~> 7.1\"\ngem \"puma\"\ngem \"sprockets-rails\"\n",
            "Gemfile.lock": "GEM\n  specs:\n", "config/routes.rb": "get \"up\" => \"rails/health#show\"",
            "db/migrate/1_a.rb": "",
            "package.json": #"{"scripts": {"build": "esbuild"}}"#,
        ])
        #expect(blueprint.framework == "rails")
        #expect(blueprint.language == "ruby")
        #expect(blueprint.languages == ["ruby", "javascript"])
        #expect(blueprint.runtimeVersions["ruby"] == "3.3.1")
        #expect(blueprint.start?.contains("rails server -b ${HOST:-0.0.0.0} -p $PORT") == true)
        #expect(blueprint.build?.contains("assets:precompile") == true)
        #expect(blueprint.release?.contains("db:migrate") == true)
        #expect(blueprint.healthPath == "/up")
    }

    @Test func servesSinatraAsItsFilesSay() throws {
        let rack = try detect([
            "Gemfile": "gem 'sinatra'\ngem 'puma'", "config.ru": "run App", ".ruby-version": "ruby-3.2.2",
        ])
        #expect(rack.framework == "sinatra")
        #expect(rack.start == "bundle exec puma -b tcp://${HOST:-0.0.0.0}:$PORT")
        #expect(rack.runtimeVersions["ruby"] == "3.2.2")
        let classic = try detect(["Gemfile": "gem 'sinatra'", "app.rb": "require 'sinatra'"])
        #expect(classic.start == "bundle exec ruby app.rb -o ${HOST:-0.0.0.0} -p $PORT")
    }

    @Test func servesPHP() throws {
        let laravel = try detect([
            "composer.json": #"{"require": {"php": "^8.2", "laravel/framework": "^11.0"}}"#, "artisan": "",
            "database/migrations/1.php": "",
            "package.json": #"{"devDependencies": {"vite": "5"}, "scripts": {"build": "vite build"}}"#,
            "public/index.php": "<?php",
        ])
        #expect(laravel.framework == "laravel")
        #expect(laravel.start == "php artisan serve --host=${HOST:-0.0.0.0} --port=$PORT")
        #expect(laravel.release == "php artisan migrate --force")
        #expect(laravel.build == "npm run build")
        #expect(laravel.runtimeVersions["php"]?.hasPrefix("8.") == true)
        let symfony = try detect([
            "composer.json": #"{"require": {"symfony/framework-bundle": "7.1.*"}}"#, "public/index.php": "",
        ])
        #expect(symfony.framework == "symfony")
        let plain = try detect(["index.php": "<?php echo 1;"])
        #expect(plain.start?.hasSuffix("php -S ${HOST:-0.0.0.0}:$PORT") == true)
        #expect(plain.framework == nil)
    }

    @Test func buildsGo() throws {
        let blueprint = try detect([
            "go.mod":
                "module example.com/shop\n\ngo 1.22\n\ntoolchain go1.22.3\n\nrequire (\n\tgithub.com/gin-gonic/gin v1.10.0\n)\n",
            "cmd/server/main.go": "package main\nfunc main() { r.GET(\"/health\", h) ; os.Getenv(\"PORT\") }",
        ])
        #expect(blueprint.framework == "gin")
        #expect(blueprint.build == "go build -o bin/app ./cmd/server")
        #expect(blueprint.start == "./bin/app")
        #expect(blueprint.runtimeVersions["go"] == "1.22.3")
        #expect(blueprint.healthPath == "/health")
        let plain = try detect([
            "go.mod": "module x\n", "main.go": "package main\nfunc main() { http.ListenAndServe(\":9090\", nil) }",
        ])
        #expect((plain.framework, plain.port, plain.build) == (nil, 9090, "go build -o bin/app ."))
    }

    @Test func buildsRust() throws {
        let axum = try detect([
            "Cargo.toml":
                "[package]\nname = \"shop\"\nrust-version = \"1.75\"\n[dependencies]\naxum = { version = \"0.7\" }\n",
            "Cargo.lock": "", "src/main.rs": "fn main() {}",
            "rust-toolchain.toml": "[toolchain]\nchannel = \"1.78.0\"\n",
        ])
        #expect(axum.framework == "axum")
        #expect(axum.build == "cargo build --release --locked")
        #expect(axum.start == "./target/release/shop")
        #expect(axum.runtimeVersions["rust"] == "1.78.0")
        let workspace = try detect([
            "Cargo.toml": "[workspace]\nmembers = [\"crates/*\"]\n",
            "crates/core/Cargo.toml": "[package]\nname='core'\n",
            "crates/web/Cargo.toml": "[package]\nname='web'\n[dependencies]\nrocket='0.5'\n",
            "crates/web/src/main.rs": "",
        ])
        #expect(workspace.framework == "rocket")
        #expect(workspace.start == "ROCKET_ADDRESS=${HOST:-0.0.0.0} ROCKET_PORT=$PORT ./target/release/web")
    }

    @Test func buildsSpring() throws {
        let maven = try detect([
            "pom.xml": """
            <?xml version="1.0"?><!-- <artifactId>no</artifactId> --><project>
            <parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.3.0</version></parent>
            <artifactId>shop</artifactId><version>0.1.0</version><properties><java.version>21</java.version></properties>
            <dependencies><dependency><artifactId>spring-boot-starter-actuator</artifactId></dependency></dependencies></project>
            """, "mvnw": "",
        ])
        #expect(maven.framework == "spring-boot")
        #expect(maven.build == "sh ./mvnw -B -DskipTests package")
        #expect(maven.start == "java -Dserver.address=${HOST:-0.0.0.0} -Dserver.port=$PORT -jar target/shop-0.1.0.jar")
        #expect(maven.runtimeVersions["java"]?.hasPrefix("21.") == true)
        #expect(maven.healthPath == "/actuator/health")
        let gradle = try detect([
            "build.gradle":
                "plugins { id 'org.springframework.boot' version '3.3.0' }\nversion = '1.0'\njava { toolchain { languageVersion = JavaLanguageVersion.of(17) } }\n",
            "settings.gradle": "rootProject.name = 'shop'\n",
        ])
        #expect(
            gradle.start == "java -Dserver.address=${HOST:-0.0.0.0} -Dserver.port=$PORT -jar build/libs/shop-1.0.jar")
        #expect(gradle.packageManager == "gradle")
        #expect(gradle.runtimeVersions["java"]?.hasPrefix("17.") == true)
    }
}
