// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model
import Testing

@Suite struct ToolchainTests {
    @Test(arguments: [
        ("python3 -m venv .venv && .venv/bin/pip install -r requirements.txt", ["python3"]),
        ("cd apps/web && MIX_ENV=prod mix release --overwrite", ["mix"]),
        ("mkdir -p bin && csc -O2 server.scm -o bin/app", ["csc"]),
        ("exec env LANG=C ruby app.rb", ["ruby"]),
        ("npm ci; npm run build && go build .", ["npm", "go"]),
        // What the line itself puts onto PATH may be the project's own.
        ("export PATH=\"$PWD/.venv/bin:$PATH\" && python3 app.py", []),
        ("PERL5LIB=local/lib/perl5 PATH=local/bin:$PATH plackup app.psgi", []),
        // What the line itself decides is its own affair.
        ("command -v uv || python3 -m pip install uv", []),
        ("if [ -x ./mvnw ]; then ./mvnw package; else mvn package; fi", []),
        ("./bin/app", []), ("", []), ("echo go cargo", []),
    ]) func aLinesProgramsAreThoseItCallsByName(_ line: String, _ programs: [String]) {
        #expect(Blueprint(build: line).programs.map(\.name) == programs)
    }

    @Test func whatTheInstallMayBringIsNotAskedOfTheMachine() {
        let site = Blueprint(install: "npm ci", start: "bun server.js")
        #expect(site.programs.map(\.name) == ["npm"])
        let program = Blueprint(install: "bundle install", start: "ruby app.rb")
        #expect(program.programs.map(\.name) == ["bundle", "ruby"])
        #expect(Blueprint(start: "bun server.js").programs.map(\.name) == ["bun"])
    }

    @Test func everyRowSaysHowToGetIt() {
        let rows = ToolchainProgram.all
        #expect(Set(rows.map(\.name)).count == rows.count)
        for row in rows {
            #expect(row.document.hasPrefix("https://"), "\(row.name)")
            #expect(ToolchainProgram.named(row.name) == row)
        }
        #expect(ToolchainProgram.named("go")?.advice.contains("apt-get install golang-go") == true)
    }

    @Test(
        arguments: [
            ([".python-version": "3.12\n", "app.py": ""], "python", ".python-version", "3.12.4", "3.11.2"),
            (
                ["package.json": #"{"engines":{"node":">=20 <23"},"scripts":{"start":"node a.js"}}"#], "node",
                "package.json", "22.1.0", "18.19.0"
            ),
            (["mix.exs": "app: :a, elixir: \"~> 1.14\", mod: {A, []}"], "elixir", nil, "1.17.3", "1.13.4"),
            (
                ["shard.yml": "name: a\ntargets:\n  a:\n    main: a.cr\ncrystal: \">= 1.6.0\"\n"], "crystal", nil,
                "1.6.0", "1.5.1"
            ),
        ] as [([String: String], String, String?, String, String)])
    func aMachinesVersionIsHeldAgainstWhatIsAsked(
        _ files: [String: String], _ runtime: String, _ file: String?, _ fitting: String, _ other: String
    ) throws {
        let tree = InMemoryFileTree(texts: files)
        let blueprint = try Detector().detect(tree)
        let requirement = try #require(RuntimeRequirement.of(runtime, in: tree, blueprint: blueprint))
        if let file { #expect(requirement.file == file) }
        #expect(requirement.isMet(by: fitting) == true)
        #expect(requirement.isMet(by: other) == false)
        #expect(requirement.isMet(by: "nightly") == nil)
        #expect(RuntimeRequirement.of("cobol", in: tree, blueprint: blueprint) == nil)
    }
}
