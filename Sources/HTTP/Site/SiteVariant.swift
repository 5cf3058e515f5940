// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The form in which a file of a site is sent: as it is, from a compressed file beside it, or compressed here.
enum SiteVariant {
    case plain(SiteFile)
    case beside(SiteFile, ContentCoding)
    case made([UInt8], ContentCoding)

    /// What the request accepts, best first. A range is always one of the file as it is.
    static func choose(
        for file: SiteFile, in folder: SiteFolder, _ request: HTTPRequest, _ compressor: SiteCompressor
    ) async -> SiteVariant {
        guard !request.headers.contains("range") else { return .plain(file) }
        let accepted = AcceptedCodings(request.headers)
        guard accepted.choose(from: ContentCoding.offered) != nil else { return .plain(file) }
        var beside: [ContentCoding: SiteFile] = [:]
        for coding in ContentCoding.offered {
            // One that is older than the file was made of what the file was before.
            if let other = folder.file(file.path + coding.fileEnding), other.modified >= file.modified {
                beside[coding] = other
            }
        }
        let choice = accepted.choose(from: ContentCoding.offered.filter { beside[$0] != nil })
        if let choice, let other = beside[choice] { return .beside(other, choice) }
        if let coding = accepted.choose(from: ContentCoding.offered),
            let body = await compressor.body(of: file, in: coding)
        {
            return .made(body, coding)
        }
        return .plain(file)
    }

    var coding: ContentCoding? {
        switch self {
        case .plain: nil
        case .beside(_, let coding), .made(_, let coding): coding
        }
    }

    var size: Int {
        switch self {
        case .plain(let file), .beside(let file, _): file.size
        case .made(let body, _): body.count
        }
    }
}
