// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Platforms
import Primitives

/// A builder's failure in the words of the platform contract.
enum BuildFault {
    static func explained(_ failure: Failure) -> Failure {
        switch failure.code {
        case .imageBuildFailed, .engineFailed, .engineRefused:
            return imageNotFound(failure).map { missing("the image \($0)", $0, failure) } ?? failed(failure)
        case _ where isAboutImage(failure): return baseImageMissing(failure)
        case .buildContextInvalid:
            return Failure(.buildFailed, failure.message, hint: failure.hint, cause: failure)
        default: return failure
        }
    }

    /// The image can't be had, for whatever reason.
    static func isAboutImage(_ failure: Failure) -> Bool {
        [.imageNotFound, .registryUnauthorized, .registryUnavailable, .registryRateLimited].contains(failure.code)
    }

    private static func failed(_ failure: Failure) -> Failure {
        let lines = value("output", of: failure).map { $0.split(separator: "\n").map(String.init) } ?? []
        let words = [failure.message, value("engine", of: failure) ?? ""] + lines
        func says(_ text: String) -> Bool { words.contains { $0.lowercased().contains(text) } }
        let kept = failure.metadata.filter { $0.key != "output" && $0.key != "engine" }
        let evidence = FailureEvidence(log: lines).metadata
        if says("no space left on device") {
            return Failure(
                .diskFull, "the engine's disk was full: \(failure.message)",
                hint: "free space: docker system prune, or move its data", metadata: kept + evidence)
        }
        if says("requires buildkit") || says("buildkit is enabled but") {
            return Failure(
                .engineUnsupported, "the Dockerfile needs BuildKit: \(failure.message)",
                hint: "install docker-buildx on the server", metadata: kept)
        }
        let isForeign = says("exec format error")
        return Failure(
            .buildFailed, failure.message,
            hint: isForeign
                ? "its programs are for another processor: install qemu-user-static, or build for this one"
                : "read its last lines below",
            metadata: kept + evidence)
    }

    private static func baseImageMissing(_ failure: Failure) -> Failure {
        let instruction = value("instruction", of: failure)
        let image = instruction.flatMap(image(in:)) ?? image(inWords: failure.message)
        return missing(image.map { "the image \($0)" } ?? "an image that the Dockerfile names", image, failure)
    }

    /// BuildKit says `image: not found`, outside of any instruction.
    private static func imageNotFound(_ failure: Failure) -> String? {
        let words = value("engine", of: failure) ?? failure.message
        guard value("instruction", of: failure) == nil, let end = words.firstRange(of: ": not found"),
            let name = words[..<end.lowerBound].split(separator: " ").last.map(String.init),
            (try? ImageReference(name)) != nil
        else { return nil }
        return name
    }

    /// `base_image_missing` with the ways to come by the image.
    static func missing(_ subject: String, _ image: String?, _ failure: Failure) -> Failure {
        let name = image ?? "IMAGE"
        let ways =
            switch failure.code {
            case .registryUnavailable:
                "its registry can't be reached from here: set a mirror for the engine (registry-mirrors in "
                    + "/etc/docker/daemon.json), or bring it along: docker save \(name) | ssh SERVER docker load"
            case .registryRateLimited: "log in to its registry (docker login), set a mirror for the engine, or wait"
            default:
                "correct its name, log in to its registry (docker login), or make it on the server: docker build -t "
                    + "\(name) FOLDER"
            }
        return Failure(
            .baseImageMissing, "\(subject) is neither on the engine nor to be pulled: \(failure.message)", hint: ways,
            metadata: failure.metadata, cause: failure, retry: failure.retry)
    }

    /// Of `FROM --platform=… image AS stage` and `COPY --from=image …`.
    private static func image(in instruction: String) -> String? {
        let words = instruction.split(separator: " ")
        if let source = words.first(where: { $0.hasPrefix("--from=") }) { return String(source.dropFirst(7)) }
        guard words.first?.uppercased() == "FROM" else { return nil }
        return words.dropFirst().first { !$0.hasPrefix("--") && !$0.contains("$") }.map(String.init)
    }

    /// Of `pull access denied for image, …`, `manifest for image not found`, `image: not found`.
    private static func image(inWords words: String) -> String? {
        for marker in ["pull access denied for ", "manifest for ", "metadata for "] {
            guard let found = words.firstRange(of: marker) else { continue }
            let name = words[found.upperBound...].prefix { !$0.isWhitespace && $0 != "," }
            return name.last == ":" ? String(name.dropLast()) : String(name)
        }
        return nil
    }

    private static func value(_ key: String, of failure: Failure) -> String? {
        failure.metadata.first { $0.key == key }?.value
    }
}

extension FailureCode {
    /// An instruction of the Dockerfile failed, or what it needs isn't there.
    static let buildFailed = FailureCode("build_failed", .rejected)
}
