// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Dockerfiles
import Model
import Primitives
import Testing

/// Nothing that a source or its configuration says becomes an instruction, and what it says arrives as it was said.
@Suite struct InjectionTests {
    private static let hostile = [
        "node a.js\nUSER root", "node a.js\r\nUSER root\r\n", "node a.js \\", "node a.js \\  ", "node a.js \\\\\\",
        "\\\nUSER root",
        "--mount=type=bind,source=/,target=/mnt true", "[\"/bin/sh\", \"-c\", \"id\"]", "[ -f x ] && node a.js",
        "# USER root",
        "cat <<EOF\nFROM scratch\nEOF", "cat <<EOF > x", "echo \"]\nUSER root\n[\"",
        "echo 'a' \"b\" `id` $(id) ${HOME}", "\tnode $PORT",
        "echo \u{2028}USER root", "echo \u{85}USER root", "echo \u{0b}\u{0c}x", "échø 'ü'", "echo \u{1b}[2J", "$PORT",
    ]

    private func blueprint(_ line: String) -> Blueprint {
        Blueprint(
            language: "javascript", languages: ["javascript"], packageManager: "npm", install: "npm ci", build: line,
            start: line, release: line, healthPath: "/")
    }

    @Test(arguments: hostile)
    func commandsArriveAsTheyAre(line: String) throws {
        let plain = DockerfileReading(try generate(blueprint("make all")).text)
        let made = try generate(blueprint(line))
        let file = DockerfileReading(made.text)
        #expect(file.instructions.map(\.word) == plain.instructions.map(\.word))
        #expect(file.stages.map(\.image) == plain.stages.map(\.image))
        #expect(file.final?.last("USER")?.rest == "10001:10001")
        let build = try #require(file.stages.first?.all("RUN").last)
        if build.rest.hasPrefix("[\"") {
            #expect(build.words == ["/bin/sh", "-c", line])
        } else {
            #expect(build.rest == line)
        }
        let command = try #require(file.command)
        let started = command.count == 3 && command[0] == "/bin/sh" ? command[2] : command.joined(separator: " ")
        #expect(started.replacing("exec ", with: "") == line)
        #expect(!file.comments.contains { $0.contains("\r") || $0.contains("\u{1b}") })
    }

    @Test func whatOnlyDescribesIsHarmlessToo() throws {
        var blueprint = blueprint("node a.js")
        blueprint.language = "javascript"
        blueprint.framework = "express\nUSER root\n#"
        blueprint.runtimeVersions = ["node": "20\nUSER root", "npm": "1 || rm"]
        blueprint.healthPath = "/'; rm -rf / #"
        let made = try generate(blueprint)
        let file = DockerfileReading(made.text)
        #expect(file.final?.all("USER").map(\.rest) == ["10001:10001"])
        #expect(file.final?.image.hasPrefix("node:") == true && file.final?.image.contains("20\n") == false)
        #expect(made.notes.contains { $0.contains("asks for node") })
        // A path with a blank is no path of a request.
        #expect(!made.hasHealthCheck)
        blueprint.healthPath = "/a'b\"$(id)`"
        let check = try #require(DockerfileReading(try generate(blueprint).text).final?.last("HEALTHCHECK")?.words)
        #expect(check.count == 3 && check[2].contains(#"'/a'\''b"$(id)`'"#))
    }

    @Test(arguments: [
        "a\nUSER root.csproj", "a$HOME.csproj", "a*.csproj", "a\"b.csproj", "--from=x.csproj", "a\\.csproj",
    ])
    func oddNamesGetNoLayerOfTheirOwn(name: String) throws {
        let blueprint = Blueprint(
            language: "csharp", languages: ["csharp"], packageManager: "nuget", install: "dotnet restore",
            build: "dotnet publish -o out", start: "dotnet out/a.dll")
        let file = DockerfileReading(try generate(blueprint, [name: "", "global.json": "{}"]).text)
        #expect(file.stages.first?.all("COPY").map(\.rest) == [". ."])
        let plain = DockerfileReading(try generate(blueprint, ["My Shop.csproj": "", "global.json": "{}"]).text)
        #expect(plain.stages.first?.all("COPY").first?.words == ["My Shop.csproj", "global.json", "./"])
    }

    @Test func whatCanNotBeWrittenIsRefused() {
        func refuses(_ blueprint: Blueprint, _ options: DockerfileOptions = DockerfileOptions()) {
            #expect { try generate(blueprint, [:], options) } throws: {
                ($0 as? Failure)?.code == .dockerfileImpossible
            }
        }
        refuses(Blueprint())
        refuses(blueprint("node\0a"))
        refuses(Blueprint(language: "html", outputDirectory: "a\nUSER root"))
        refuses(Blueprint(language: "html", outputDirectory: "../secrets"))
        refuses(blueprint("node a.js"), DockerfileOptions(buildVariables: ["A=1"]))
        refuses(blueprint("node a.js"), DockerfileOptions(buildVariables: ["A\nUSER root"]))
    }
}
