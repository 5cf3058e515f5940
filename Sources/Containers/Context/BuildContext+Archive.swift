// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Primitives

extension BuildContext {
    /// What is sent to a builder: the files, and the Dockerfile's name among them.
    struct Prepared {
        /// The Dockerfile's path in the archive.
        var dockerfile: String
        var archive: ContextArchive
    }

    /// Hidden from the build by the ignore file that is sent beside it.
    private static let generatedDockerfile = ".dextra.Dockerfile"

    /// Every path that would be sent, folders too, in order.
    ///
    /// Throws `build_context_invalid`.
    package func paths() throws -> [String] { try files(try rules()).map(\.path) }

    /// Reads the ignore file and walks the folder; contents are read later.
    ///
    /// Throws `build_context_invalid`, also when the Dockerfile is not there.
    func prepare() throws -> Prepared {
        let rules = try rules()
        var extra: [(entry: TarEntry, content: [UInt8])] = []
        func add(_ path: String, _ text: String) {
            let content = Array(text.utf8)
            extra.append((TarEntry(path, .file(size: content.count), modified: modified), content))
        }
        switch dockerfile {
        case .path(let path):
            if case .text(let text) = ignore { add(".dockerignore", text) }
            return Prepared(
                dockerfile: DockerIgnore.clean(path),
                archive: ContextArchive(folder: folder, files: try files(rules), extra: extra))
        case .text(let text):
            // The engine removes from the context what the ignore file leaves out once it has read the Dockerfile.
            add(Self.generatedDockerfile, text)
            let lines = try ignoreText() ?? ""
            add(
                ".dockerignore",
                lines + (lines.isEmpty || lines.last == "\n" ? "" : "\n") + Self.generatedDockerfile + "\n")
            return Prepared(
                dockerfile: Self.generatedDockerfile,
                archive: ContextArchive(folder: folder, files: try files(rules), extra: extra))
        }
    }

    private func files(_ rules: DockerIgnore) throws -> [ContextFiles.File] {
        var rules = rules
        let sendsOwnIgnoreFile = replacesIgnoreFile
        if sendsOwnIgnoreFile {
            rules = rules.leavingOut(".dockerignore").leavingOut(Self.generatedDockerfile)
        } else if rules.leavesOut(".dockerignore") {
            rules = rules.admitting(".dockerignore")
        }
        if case .path(let path) = dockerfile {
            let path = DockerIgnore.clean(path)
            guard FileManager.default.fileExists(atPath: folder + "/" + path), !path.hasPrefix("..") else {
                throw Failure(
                    .buildContextInvalid, "the Dockerfile \(path) is not in \(folder)", hint: "correct its path")
            }
            if rules.leavesOut(path) { rules = rules.admitting(path) }
        }
        return try ContextFiles(folder: folder, rules: rules, modified: modified).files
    }

    /// The archive gets an ignore file that is not the folder's.
    private var replacesIgnoreFile: Bool {
        if case .text = dockerfile { return true }
        if case .text = ignore { return true }
        return false
    }

    private func rules() throws -> DockerIgnore { try ignoreText().map { try DockerIgnore($0) } ?? DockerIgnore() }

    /// The ignore file's lines, nil when there is none.
    func ignoreText() throws -> String? {
        if case .text(let text) = ignore { return text }
        var names = [".dockerignore"]
        if case .path(let path) = dockerfile { names.insert(path + ".dockerignore", at: 0) }
        for name in names {
            guard FileManager.default.fileExists(atPath: folder + "/" + name) else { continue }
            guard let bytes = FileManager.default.contents(atPath: folder + "/" + name) else {
                throw Failure(.buildContextInvalid, "\(name) can't be read", hint: "correct its permissions")
            }
            return String(decoding: bytes, as: UTF8.self)
        }
        return nil
    }
}
