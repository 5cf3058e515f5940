// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import HTTPProperties

#if FUZZING
/// What libFuzzer calls for each input it makes.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
    ParserProperty.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
    return 0
}
#else
/// Without the fuzzer: checks the inputs in the files given, e.g. to see again what the fuzzer found.
@main
enum Fuzz {
    static func main() {
        for path in CommandLine.arguments.dropFirst() {
            guard let file = fopen(path, "r") else { continue }
            defer { fclose(file) }
            var bytes: [UInt8] = []
            while case let byte = getc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
            ParserProperty.check(bytes)
            print("fuzz: \(path) holds")
        }
    }
}
#endif
