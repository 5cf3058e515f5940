// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Glibc
import Model
import Primitives
import Wire

/// `dextra backup`: one file of all that a server is made from, and back.
enum BackupCommand: Verb {
    private static let passphraseFile = OptionSpec(
        "passphrase-file", .value(ValueSpec("FILE", .file)), "A file with the passphrase of the vault's key")

    static let spec = CommandSpec(
        "backup", summary: "Make, check and restore backups",
        details: "A backup holds the database and the sources of all kept releases, as of one moment, while everything "
            + "goes on. After a restore, 'dextra serve' builds and starts the releases that had the traffic.",
        subcommands: [
            CommandSpec(
                "create", summary: "Make a backup",
                details: "Without --with-key or --passphrase-file the vault's key is not in it: keep vault.key of the "
                    + "data directory somewhere else, or sealed values are lost with it.",
                options: [
                    .flag("with-data", "Also the folders that applications write to, as they are at the moment"),
                    .flag("with-key", "Also the vault's key, readable for whoever has the backup"), passphraseFile,
                ] + StartedRun.options,
                positionals: [
                    PositionalSpec("TARGET", .file, "A file, or a folder; the data directory's if not given")
                ],
                examples: [.init("dextra backup create /mnt/backups --passphrase-file key.txt", "With the key, sealed")]
            ),
            CommandSpec(
                "list", summary: "List the backups in a folder",
                positionals: [PositionalSpec("FOLDER", .folder, "The data directory's own if not given")]),
            CommandSpec(
                "verify", summary: "Check all of a backup; needs no server",
                positionals: [PositionalSpec("FILE", .file, "The backup", isRequired: true)]),
            CommandSpec(
                "restore", summary: "Make a data directory of a backup; needs no server",
                details: "The directory (--home) must not be there or be empty.", options: [passphraseFile],
                positionals: [PositionalSpec("FILE", .file, "The backup", isRequired: true)],
                examples: [.init("dextra backup restore shop.dextra-backup --home /srv/dextra", "Into a new directory")]
            ),
        ])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let file = context.absolute(arguments.positional("FILE") ?? "")
        switch arguments.path.last {
        case "create": return try await create(arguments, context)
        case "list": try await list(arguments, context)
        case "verify":
            let summary = try await context.mains.verifyBackup(file)
            try show(summary, "is whole", arguments, context)
        default:
            let home = try context.home(arguments)
            let passphrase = try passphrase(arguments, context)
            let summary = try await context.mains.restoreBackup(file, home, passphrase)
            try show(summary, "is restored to \(home)", arguments, context)
            guard !arguments.isOn("json") else { return 0 }
            if summary.key == .none || (summary.key == .sealed && passphrase == nil) {
                context.console.line(
                    "The vault's key is not restored: put it at \(home)/vault.key before the server is started.")
            }
            context.console.line("Start it with: dextra serve --home \(home)")
        }
        return 0
    }

    private static func create(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let passphrase = try passphrase(arguments, context)
        let client = try await context.connect(arguments)
        let target = try place("TARGET", at: client, arguments, context)
        let request = BackupRequest(
            target: target, isFolder: target.map(isFolder) ?? true, withData: arguments.isOn("with-data"),
            withKey: arguments.isOn("with-key"), passphrase: passphrase)
        let run = try await context.startingRun(of: client) { try await client.backUp(request, key: $0) }
        let code = try await StartedRun(context: context, client: client, arguments: arguments).report(
            run, title: "Backing up", verdict: { _ in "The backup is made" }, project: nil, profile: nil)
        guard code == 0, arguments.isOn("wait"), !arguments.isOn("json") else { return code }
        let output = try await client.run(run.id.description).output
        if let file = output?["file"]?.string, let size = output?["size"]?.integer {
            context.console.line("\(TerminalText.harmless(file)) (\(HumanText.bytes(size)))")
        }
        if passphrase == nil, !arguments.isOn("with-key") {
            let home = if let home = client.place.home { home } else { try await client.info().home }
            context.console.line(
                "The vault's key is not in it: keep \(TerminalText.harmless(home))/vault.key somewhere else as well.")
        }
        return code
    }

    private static func list(_ arguments: ParsedArguments, _ context: CommandContext) async throws {
        let client = try await context.connect(arguments)
        let backups = try await client.backups(in: try place("FOLDER", at: client, arguments, context))
        if arguments.isOn("json") {
            for backup in backups { try context.console.json(backup) }
            return
        }
        var table = Table("FILE", "CREATED", "SIZE", "VERSION", "KEY", "DATA")
        for backup in backups {
            table.add(
                backup.file ?? "-", HumanText.age(of: backup.createdAt, now: context.time.now()),
                backup.size.map(HumanText.bytes) ?? "-", backup.product, backup.key.rawValue,
                backup.hasData ? "yes" : "no")
        }
        if table.isEmpty {
            context.console.line("There is no backup here. Make one with: \(arguments.program) backup create")
        } else {
            context.console.show(table)
        }
    }

    /// Where on this machine; a server on the network takes nobody's word for it. Throws `local_only`.
    private static func place(
        _ positional: String, at client: ServerClient, _ arguments: ParsedArguments, _ context: CommandContext
    ) throws -> String? {
        guard let path = arguments.positional(positional) else { return nil }
        guard client.place.home != nil else {
            throw Failure(
                .localOnly, "where backups lie is said on the server's own machine, not on the way to \(client.place)",
                hint: "leave '\(path)' out: the server has a folder for them")
        }
        return context.absolute(path)
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func show(
        _ summary: BackupSummary, _ verdict: String, _ arguments: ParsedArguments, _ context: CommandContext
    ) throws {
        if arguments.isOn("json") { return try context.console.json(summary) }
        let style = context.console.style
        context.console.line(
            "\(style.green(style.check)) The backup of \(summary.createdAt) \(verdict): "
                + HumanText.count(summary.entries ?? 0, "file"))
    }

    /// The file's first line.
    private static func passphrase(
        _ arguments: ParsedArguments, _ context: CommandContext
    ) throws -> Redacted<String>? {
        guard let option = arguments.option("passphrase-file") else { return nil }
        let path = context.absolute(option)
        guard let bytes = SmallFile.read(path, limit: 65_536, followingLinks: true),
            let line = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).first
        else { throw Failure(.usage, "\(path) can't be read, or is empty") }
        return Redacted(String(line))
    }
}
