// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Primitives
import Testing

@Suite struct ArgumentParserTests {
    private func parse(_ line: String...) throws -> ParsedArguments { try ArgumentParser(ferry).parse(line) }

    private func failure(_ line: String...) -> Failure? {
        do {
            _ = try ArgumentParser(ferry).parse(line)
            return nil
        } catch { return error }
    }

    @Test func valuesAreAttachedOrFollow() throws {
        for line in [["--number=5"], ["--number", "5"], ["-n5"], ["-n", "5"], ["-abn5"], ["-abn", "5"]] {
            #expect(try ArgumentParser(ferry).parse(["load"] + line).integer("number") == 5, "\(line)")
        }
    }

    @Test func clustersSetEachSwitch() throws {
        let parsed = try parse("load", "-ab")
        #expect(parsed.isOn("all"))
        #expect(parsed.isOn("brief"))
        #expect(try !parse("load", "-a").isOn("brief"))
    }

    @Test(arguments: [
        ([], true), (["--wait"], true), (["--no-wait"], false), (["--wait=false"], false), (["--wait=no"], false),
        (["--no-wait", "--wait"], true), (["--wait=0", "--wait=1"], true),
    ])
    func theLastWordOnASwitchCounts(_ options: [String], _ expected: Bool) throws {
        #expect(try ArgumentParser(ferry).parse(["load"] + options).isOn("wait") == expected)
    }

    @Test func repeatedOptionsAreKeptOnlyWhereTheyMayRepeat() throws {
        let parsed = try parse("load", "-tx", "--tag=y", "--tag", "z=1", "-n1", "-n2")
        #expect(parsed.allOptions("tag") == ["x", "y", "z=1"])
        #expect(parsed.allOptions("number") == ["2"])
    }

    @Test func optionsAndPositionalsMixUntilTheDoubleHyphen() throws {
        #expect(try parse("load", "crates", "-a").positional("PATH") == "crates")
        let parsed = try parse("load", "--", "-a")
        #expect(parsed.positional("PATH") == "-a")
        #expect(!parsed.isOn("all"))
        #expect(try parse("load", "-").positional("PATH") == "-")
    }

    @Test func anOptionTakesTheNextWordWhateverItLooksLike() throws {
        #expect(try parse("load", "--tag", "--all").allOptions("tag") == ["--all"])
        #expect(try parse("load", "--tag=").option("tag") == "")
    }

    @Test func optionsOfTheRootAreUnderstoodEverywhere() throws {
        #expect(try parse("--home=/x", "crew", "list").option("home") == "/x")
        #expect(try parse("crew", "list", "--home", "/y").option("home") == "/y")
        #expect(try parse("crew", "--home", "/z", "list").path == ["crew", "list"])
    }

    @Test func positionalsAreNamedInOrder() throws {
        let parsed = try parse("crew", "add", "cook", "ann", "bob")
        #expect(parsed.positional("ROLE") == "cook")
        #expect(parsed.allPositionals("NAME") == ["ann", "bob"])
    }

    @Test func helpIsSeenBesideAnythingElse() throws {
        let parsed = try parse("crew", "add", "--help")
        #expect(parsed.wantsHelp)
        #expect(parsed.path == ["crew", "add"])
        #expect(try parse("-h").wantsHelp)
    }

    @Test func everythingAfterAPassThroughCommandIsLeftAlone() throws {
        let parsed = try parse("steer", "--help", "-x", "--", "y")
        #expect(parsed.rest == ["--help", "-x", "--", "y"])
        #expect(!parsed.wantsHelp)
    }

    @Test(arguments: [
        ["--tagg=1"], ["--number"], ["-n"], ["-n0"], ["-nx"], ["--number="], ["--deck=middle"], ["--wait=maybe"],
        ["--no-wait=true"], ["--no-tag"], ["--timeout=soon"], ["--timeout=-1s"], ["--timeout=1e400"], ["a", "b"],
        ["-x"], ["--home="], ["---all"], ["--all=perhaps"],
    ])
    func whatCannotBeUnderstoodIsAUsageFailure(_ options: [String]) throws {
        let failure = #expect(throws: Failure.self) { try ArgumentParser(ferry).parse(["load"] + options) }
        #expect(failure?.code == .usage)
        #expect(failure?.code.category.exitCode == 64)
    }

    @Test func unknownNamesGetTheNearestOne() {
        #expect(failure("laod")?.hint == "did you mean 'ferry load'?")
        #expect(failure("crew", "lst")?.hint == "did you mean 'ferry crew list'?")
        #expect(failure("load", "--nubmer=1")?.hint == "did you mean --number?")
        #expect(failure("load", "--num=1")?.hint == "did you mean --number?")
        #expect(failure("load", "--deck=uper")?.hint == "did you mean 'upper'?")
        #expect(failure("load", "--secre")?.hint?.contains("secret") == false)
        #expect(failure("ste")?.hint?.contains("steer") == false)
    }

    @Test func requiredWordsAreAskedFor() {
        #expect(failure("crew")?.code == .usage)
        #expect(failure("crew", "add")?.code == .usage)
        #expect(failure("crew", "add", "cook")?.code == .usage)
        #expect(failure("crew", "add", "pilot", "ann")?.code == .usage)
    }

    @Test(arguments: [
        ("500ms", Duration.milliseconds(500)), ("90", .seconds(90)), ("90s", .seconds(90)), ("1.5m", .seconds(90)),
        ("2h", .seconds(7200)),
    ])
    func durationsHaveUnits(_ text: String, _ expected: Duration) throws {
        #expect(try parse("load", "--timeout=\(text)").duration("timeout") == expected)
    }
}
