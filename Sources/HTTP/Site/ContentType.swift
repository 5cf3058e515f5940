// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// File name extensions to media types, as a browser needs them to treat a site's files right.
enum ContentType {
    static func of(_ path: String) -> String {
        guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return fallback }
        return table[path[path.index(after: dot)...].lowercased()] ?? fallback
    }

    private static let fallback = "application/octet-stream"

    private static let table: [String: String] = {
        var table = [
            "avif": "image/avif", "bmp": "image/bmp", "gif": "image/gif", "ico": "image/x-icon", "jpeg": "image/jpeg",
            "jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "tif": "image/tiff", "tiff": "image/tiff",
            "woff": "font/woff", "woff2": "font/woff2", "ttf": "font/ttf", "otf": "font/otf",
            "eot": "application/vnd.ms-fontobject", "aac": "audio/aac", "flac": "audio/flac", "m4a": "audio/mp4",
            "mp3": "audio/mpeg", "oga": "audio/ogg", "ogg": "audio/ogg", "opus": "audio/ogg", "wav": "audio/wav",
            "weba": "audio/webm", "mov": "video/quicktime", "mp4": "video/mp4", "ogv": "video/ogg",
            "webm": "video/webm", "wasm": "application/wasm", "pdf": "application/pdf", "zip": "application/zip",
            "gz": "application/gzip", "br": "application/octet-stream", "tar": "application/x-tar",
            "7z": "application/x-7z-compressed", "epub": "application/epub+zip", "rtf": "application/rtf",
        ]
        let texts = [
            "html": "text/html", "htm": "text/html", "css": "text/css", "js": "text/javascript",
            "mjs": "text/javascript", "cjs": "text/javascript", "txt": "text/plain", "csv": "text/csv",
            "md": "text/markdown", "ics": "text/calendar", "vtt": "text/vtt", "xml": "application/xml",
            "json": "application/json", "map": "application/json", "jsonld": "application/ld+json",
            "geojson": "application/geo+json", "webmanifest": "application/manifest+json", "svg": "image/svg+xml",
            "xhtml": "application/xhtml+xml", "rss": "application/rss+xml", "atom": "application/atom+xml",
            "yaml": "application/yaml", "yml": "application/yaml",
        ]
        for (name, type) in texts { table[name] = type + "; charset=utf-8" }
        return table
    }()
}
