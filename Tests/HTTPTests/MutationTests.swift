// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import HTTPProperties
import Testing

/// A short, repeatable run of what scripts/fuzz does for as long as it is told.
@Suite struct MutationTests {
    private static let corpus: Result<[String: [[UInt8]]], any Error> = Result {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
        let folder = root + "/Fuzz/Corpus"
        var corpus: [String: [[UInt8]]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let bytes = [UInt8](FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data())
            corpus[String(name.prefix { $0 != "-" }), default: []].append(Array(bytes.dropFirst(2)))
        }
        return corpus
    }

    @Test(arguments: ParserProperty.allCases) func holdsNearTheCorpus(_ property: ParserProperty) throws {
        let corpus = try #require(try Self.corpus.get()["\(property)"])
        for input in corpus { for pieces in 1...10 { property.check(input, pieces: pieces) } }
        var mutation = Mutation(seed: UInt64(property.rawValue))
        for _ in 0..<3000 { property.check(mutation.input(from: corpus), pieces: mutation.pieces()) }
    }
}
