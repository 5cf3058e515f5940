// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import HTTPProperties

#if FUZZING
/// libFuzzer's own loop, from its library.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<Int32>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// The package manager gives an executable's main this name.
@_cdecl("fuzz_main")
public func main(_ count: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32 {
    var count = count
    var arguments = arguments
    return withUnsafeMutablePointer(to: &arguments) { arguments in
        runDriver(&count, UnsafeMutableRawPointer(arguments).assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self))
        {
            ParserProperty.check(Array(UnsafeBufferPointer(start: $0, count: $1)))
            return 0
        }
    }
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
