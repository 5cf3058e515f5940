// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model
import Primitives
import Testing

/// Members of workspaces as each tool lists them, with their commands as seen from the root.
@Suite struct WorkspaceTests {
    private static let web =
        #"{"name": "web", "dependencies": {"next": "15", "ui": "*"}, "scripts": {"build": "next build", "start": "next start"}}"#
    private static let ui = #"{"name": "ui", "main": "dist/index.js", "scripts": {"build": "tsc"}}"#

    private func node(_ root: String, _ more: [String: String]) -> [String: String] {
        ["package.json": root, "apps/web/package.json": Self.web, "packages/ui/package.json": Self.ui]
            .merging(more) { _, own in own }
    }

    @Test(arguments: [
        (
            ["pnpm-workspace.yaml": "packages:\n  - 'apps/*'\n  - \"packages/**\"\n", "pnpm-lock.yaml": ""],
            #"{"name": "root"}"#, "pnpm install --frozen-lockfile", "pnpm --filter web... run build"
        ),
        (
            ["package-lock.json": "{}"], #"{"workspaces": ["apps/*", "packages/*"]}"#, "npm ci",
            "npm run build --workspace=packages/ui && npm run build --workspace=apps/web"
        ),
        (
            ["yarn.lock": "", "turbo.json": #"{"tasks": {"build": {"dependsOn": ["^build"]}}}"#],
            #"{"workspaces": {"packages": ["apps/*", "packages/*"]}, "devDependencies": {"turbo": "2"}}"#,
            "yarn install --frozen-lockfile", "yarn turbo run build --filter=web"
        ),
        (
            ["package-lock.json": "{}", "nx.json": "{}"],
            #"{"workspaces": ["apps/*", "packages/*"], "devDependencies": {"nx": "21"}}"#, "npm ci", "npx nx build web"
        ),
        (
            ["package-lock.json": "{}", "lerna.json": #"{"packages": ["apps/*", "packages/*"]}"#],
            #"{"devDependencies": {"lerna": "8"}}"#, "npm ci",
            "npx lerna run build --scope=web --include-dependencies"
        ),
    ])
    func buildsAMemberWithTheWorkspacesTool(
        files: [String: String], root: String, install: String, build: String
    ) throws {
        let blueprint = try detect(node(root, files))
        #expect(blueprint.install == install)
        #expect(blueprint.build == build)
        #expect(blueprint.start?.hasPrefix("cd apps/web && ") == true)
        #expect(blueprint.framework == "nextjs")
    }

    @Test func patternsTakeAwayAndMembersThatServeNothingDoNotCount() throws {
        let blueprint = try detect(
            node(
                #"{"name": "root"}"#,
                [
                    "pnpm-workspace.yaml": "packages: ['apps/*', '!apps/old', 'packages/*']", "pnpm-lock.yaml": "",
                    "apps/old/package.json": Self.web,
                ]))
        #expect(blueprint.start?.hasPrefix("cd apps/web") == true)
    }

    @Test func severalMembersAreAskedAboutAndOneCanBeChosen() throws {
        let files = node(
            #"{"workspaces": ["apps/*"]}"#,
            [
                "package-lock.json": "{}",
                "apps/api/package.json": #"{"name": "api", "scripts": {"start": "node a.js"}}"#,
            ])
        let tree = InMemoryFileTree(texts: files)
        let failure = #expect(throws: Failure.self) { try Detector().detect(tree) }
        #expect(failure?.code == .sourceAmbiguous)
        #expect(failure?.hint?.contains("--member=apps/api") == true && failure?.hint?.contains("root: ") == true)
        #expect(Detector().members(of: tree).map(\.path) == ["apps/api", "apps/web"])
        #expect(Detector().members(of: tree).map(\.name) == ["api", "web"])
        #expect(try Detector().detect(tree, member: "./apps/api/").start == "cd apps/api && node a.js")
        let unknown = #expect(throws: Failure.self) { try Detector().detect(tree, member: "apps/none") }
        #expect(unknown?.code == .memberUnknown && unknown?.hint?.contains("apps/web") == true)
    }

    @Test func buildsOnePackageOfACargoWorkspace() throws {
        let blueprint = try detect([
            "Cargo.toml": "[workspace]\nmembers = ['crates/*']\nexclude = ['crates/tool']\n", "Cargo.lock": "",
            "crates/api/Cargo.toml": "[package]\nname = 'api'\n[dependencies]\naxum = { workspace = true }\n",
            "crates/api/src/main.rs": "fn main() {}", "crates/core/Cargo.toml": "[package]\nname = 'core'\n",
            "crates/core/src/lib.rs": "", "crates/tool/Cargo.toml": "[package]\nname = 'tool'\n",
            "crates/tool/src/main.rs": "fn main() {}",
        ])
        #expect(blueprint.build == "cargo build --release --locked --package api")
        #expect(blueprint.start == "./target/release/api")
        #expect(blueprint.framework == "axum")
    }

    @Test func severalProgramsOfACargoWorkspaceAreAskedAbout() {
        let files = [
            "Cargo.toml": "[workspace]\nmembers = ['a', 'b']\n", "a/Cargo.toml": "[package]\nname = 'a'\n",
            "a/src/main.rs": "", "b/Cargo.toml": "[package]\nname = 'b'\n", "b/src/main.rs": "",
        ]
        let failure = #expect(throws: Failure.self) { try detect(files) }
        #expect(failure?.code == .sourceAmbiguous)
    }

    @Test func usesTheOneEnvironmentOfAUvWorkspace() throws {
        let blueprint = try detect([
            "pyproject.toml": "[tool.uv.workspace]\nmembers = ['services/*']\n", "uv.lock": "",
            "services/api/pyproject.toml":
                "[project]\nname = 'api'\ndependencies = ['fastapi', 'uvicorn']\nrequires-python = '>=3.12'\n",
            "services/api/main.py": "from fastapi import FastAPI\napp = FastAPI()\n",
        ])
        #expect(blueprint.install?.contains("uv sync --frozen --no-dev --package api") == true)
        #expect(blueprint.start?.hasPrefix("cd services/api && ../../.venv/bin/") == true)
    }

    @Test func buildsAModuleOfMavenAndGradleWithWhatItNeeds() throws {
        let plugin =
            "<build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>"
        let maven = try detect([
            "pom.xml": "<project><modules><module>app</module><module>core</module></modules></project>", "mvnw": "",
            "app/pom.xml": "<project><artifactId>app</artifactId><version>1</version>\(plugin)</project>",
            "core/pom.xml": "<project><artifactId>core</artifactId></project>",
            "app/src/main/java/A.java": "", "core/src/main/java/B.java": "",
        ])
        #expect(maven.build == "sh ./mvnw -B -DskipTests -pl app -am package")
        #expect(maven.start?.hasPrefix("cd app && java ") == true)
        let gradle = try detect([
            "settings.gradle.kts": "rootProject.name = \"x\"\ninclude(\":app\", \":libs:core\")\n", "gradlew": "",
            "build.gradle.kts": "", "app/build.gradle.kts": "plugins { id(\"org.springframework.boot\") }",
            "libs/core/build.gradle.kts": "plugins { `java-library` }",
        ])
        #expect(gradle.build == "sh ./gradlew --no-daemon :app:bootJar")
        #expect(gradle.start?.hasPrefix("cd app && java ") == true)
    }

    @Test func entersTheOneProgramOfAGoWorkspace() throws {
        let blueprint = try detect([
            "go.work": "go 1.25\n\nuse (\n\t./api // the server\n\t./lib\n)\n", "api/go.mod": "module x/api\ngo 1.25\n",
            "api/main.go": "package main\nfunc main() {}\n", "lib/go.mod": "module x/lib\n",
            "lib/lib.go": "package lib\n",
        ])
        #expect(blueprint.build == "go build -o bin/app ./api")
        #expect(blueprint.hasEvidence("go.work", "is the module x/api"))
    }

    @Test(arguments: ["**/**/**/**/**/x", "*a*a*a*a*a*a*a*a*a*b", "../..", "/", "!", "!!", "", "a//b", "{a,b}"])
    func hostilePatternsEnd(pattern: String) throws {
        var files = ["package.json": #"{"workspaces": ["\#(pattern)"]}"#]
        for number in 0..<300 {
            files["\(String(repeating: "a", count: number % 60 + 1))\(number)/a/a/a/package.json"] = "{}"
        }
        _ = try? detect(files)
    }
}
