// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Packages of a language that call a C library, and Debian's packages of that library.
struct SharedLibraries: Sendable {
    private struct Row: Sendable {
        var package: String
        /// What the image needs to run it.
        var runtime: [String]
        /// What its build needs beyond the full official images, which have the usual headers.
        var development: [String] = []
    }

    private let rows: [Row]

    /// Debian's packages for what the files mention, sorted.
    func needed(by source: SourceFiles, in files: [String]) -> (runtime: [String], development: [String]) {
        let texts = files.compactMap(source.text).map { $0.lowercased() }
        let needed = rows.filter { row in texts.contains { $0.holdsWord(row.package) } }
        return (Set(needed.flatMap(\.runtime)).sorted(), Set(needed.flatMap(\.development)).sorted())
    }

    static let python = SharedLibraries(rows: [
        Row(package: "psycopg2", runtime: ["libpq5"]), Row(package: "psycopg", runtime: ["libpq5"]),
        Row(package: "mysqlclient", runtime: ["libmariadb3"]),
        Row(package: "pyodbc", runtime: ["unixodbc"], development: ["unixodbc-dev"]),
        Row(
            package: "python-ldap", runtime: ["libldap-2.5-0", "libsasl2-2"],
            development: ["libldap2-dev", "libsasl2-dev"]),
        Row(
            package: "weasyprint",
            runtime: ["libharfbuzz-subset0", "libjpeg62-turbo", "libopenjp2-7", "libpango-1.0-0", "libpangoft2-1.0-0"]),
        Row(package: "cairosvg", runtime: ["libcairo2"]), Row(package: "pycairo", runtime: ["libcairo2"]),
        Row(package: "opencv-python", runtime: ["libgl1", "libglib2.0-0"]),
        Row(package: "python-magic", runtime: ["libmagic1"]),
        Row(package: "pdf2image", runtime: ["poppler-utils"]), Row(package: "pytesseract", runtime: ["tesseract-ocr"]),
        Row(package: "gdal", runtime: ["libgdal32"], development: ["libgdal-dev"]),
    ])

    static let ruby = SharedLibraries(rows: [
        Row(package: "pg", runtime: ["libpq5"]), Row(package: "mysql2", runtime: ["libmariadb3"]),
        Row(package: "trilogy", runtime: []), Row(package: "sqlite3", runtime: ["libsqlite3-0"]),
        Row(package: "ruby-vips", runtime: ["libvips42"]), Row(package: "image_processing", runtime: ["libvips42"]),
        Row(package: "mini_magick", runtime: ["imagemagick"]), Row(package: "rmagick", runtime: ["imagemagick"]),
        Row(package: "charlock_holmes", runtime: ["libicu72"]), Row(package: "rugged", runtime: ["libgit2-1.5"]),
    ])

    static let rust = SharedLibraries(rows: [
        Row(package: "openssl-sys", runtime: ["libssl3"]), Row(package: "pq-sys", runtime: ["libpq5"]),
        Row(package: "mysqlclient-sys", runtime: ["libmariadb3"]),
        Row(package: "libsqlite3-sys", runtime: ["libsqlite3-0"]), Row(package: "curl-sys", runtime: ["libcurl4"]),
    ])

    static let go = SharedLibraries(rows: [
        Row(package: "mattn/go-sqlite3", runtime: ["ca-certificates"]),
        Row(package: "confluentinc/confluent-kafka-go", runtime: ["ca-certificates"]),
        Row(package: "h2non/bimg", runtime: ["libvips42"], development: ["libvips-dev"]),
        Row(package: "davidbyttow/govips", runtime: ["libvips42"], development: ["libvips-dev"]),
        Row(package: "marcboeker/go-duckdb", runtime: ["libstdc++6"]),
    ])

    private static let boost = [
        "libboost-filesystem1.74.0", "libboost-program-options1.74.0", "libboost-system1.74.0", "libboost-thread1.74.0",
    ]

    /// By the names that CMake, Meson, Autoconf and linkers know them by.
    static let c = SharedLibraries(rows: [
        Row(package: "openssl", runtime: ["libssl3"], development: ["libssl-dev"]),
        Row(package: "-lssl", runtime: ["libssl3"], development: ["libssl-dev"]),
        Row(package: "libcurl", runtime: ["libcurl4"], development: ["libcurl4-openssl-dev"]),
        Row(package: "curl", runtime: ["libcurl4"], development: ["libcurl4-openssl-dev"]),
        Row(package: "sqlite3", runtime: ["libsqlite3-0"], development: ["libsqlite3-dev"]),
        Row(package: "-lsqlite3", runtime: ["libsqlite3-0"], development: ["libsqlite3-dev"]),
        Row(package: "libpq", runtime: ["libpq5"], development: ["libpq-dev"]),
        Row(package: "postgresql", runtime: ["libpq5"], development: ["libpq-dev"]),
        Row(package: "zlib", runtime: ["zlib1g"], development: ["zlib1g-dev"]),
        Row(package: "libuv", runtime: ["libuv1"], development: ["libuv1-dev"]),
        Row(package: "libevent", runtime: ["libevent-2.1-7"], development: ["libevent-dev"]),
        Row(package: "libmicrohttpd", runtime: ["libmicrohttpd12"], development: ["libmicrohttpd-dev"]),
        Row(package: "jansson", runtime: ["libjansson4"], development: ["libjansson-dev"]),
        Row(package: "boost", runtime: boost, development: ["libboost-all-dev"]),
        Row(package: "jsoncpp", runtime: ["libjsoncpp25"], development: ["libjsoncpp-dev"]),
        Row(package: "uuid", runtime: ["libuuid1"], development: ["uuid-dev"]),
    ])
}
