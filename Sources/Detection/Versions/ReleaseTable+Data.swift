// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension ReleaseTable {
    /// To be renewed with each release of Dextra; the sources say where to look.
    ///
    /// Only releases that were seen: in the source, in a package of an index, or as the tag of an official image. A line
    /// of which no release was seen is absent, and what asks for it stays as it is written.
    static let current = ReleaseTable(
        lines: [
            "node": [
                line("26.13.0", "2026-10-28", "2029-04-30", lts: "lithium"), line("25.9.0", "2026-04-01", "2026-06-01"),
                line("24.21.0", nil, "2028-04-30", lts: "krypton"),
                line("22.23.3", nil, "2027-04-30", lts: "jod"),
                line("20.20.0", "2026-01-13", "2026-04-30", lts: "iron"),
                line("18.20.8", "2025-03-27", "2025-04-30", lts: "hydrogen"),
                line("16.20.2", "2023-08-09", "2023-09-11", lts: "gallium"),
                line("14.21.3", "2023-02-16", "2023-04-30", lts: "fermium"),
                line("12.22.12", "2022-04-05", "2022-04-30", lts: "erbium"),
            ],
            "python": [
                line("3.14.7", "2026-08-05", "2030-10-31"), line("3.13.15", "2026-08-05", "2029-10-31"),
                line("3.12.14", "2026-08-12", "2028-10-31"), line("3.11.16", "2026-08-13", "2027-10-31"),
                line("3.10.21", "2026-08-13", "2026-10-31"), line("3.9.25", "2025-10-31", "2025-10-31"),
                line("3.8.20", "2024-09-06", "2024-10-07"), line("3.7.17", "2023-06-05", "2023-06-27"),
                line("3.6.15", "2021-09-03", "2021-12-23"),
            ],
            "ruby": [
                line("4.0.7", "2026-09-15", "2029-03-31"), line("3.4.11", "2026-09-23", "2028-03-31"),
                line("3.3.14", "2026-11-18", "2027-03-31"), line("3.2.11", "2026-03-27", "2026-03-31"),
                line("3.1.7", "2025-03-26", "2025-03-31"), line("3.0.7", "2024-04-23", "2024-04-23"),
                line("2.7.8", "2023-03-30", "2023-03-31"), line("2.6.10", "2022-04-12", "2022-03-31"),
            ],
            "php": [
                line("8.5.10", "2026-09-10", "2029-12-31"), line("8.4.27", nil, "2028-12-31"),
                line("8.3.36", nil, "2027-12-31"), line("8.2.35", nil, "2026-12-31"),
                line("8.1.34", "2025-12-18", "2025-12-31"), line("8.0.30", "2023-08-03", "2023-11-26"),
                line("7.4.33", "2022-11-03", "2022-11-28"), line("7.3.33", "2021-11-18", "2021-12-06"),
            ],
            "go": [
                line("1.27.1"), line("1.26.8", "2026-09-02"), line("1.25.14", "2026-08-19"),
                line("1.24.13", "2026-02-04", "2026-02-11"), line("1.23.12", "2025-08-06", "2025-08-12"),
                line("1.22.12", "2025-02-04", "2025-02-11"), line("1.21.13", "2024-08-06", "2024-08-13"),
                line("1.20.14", "2024-02-06", "2024-02-06"), line("1.19.13", "2023-09-06", "2023-09-06"),
                line("1.18.10", "2023-01-10", "2023-02-01"),
            ],
            "rust": [
                line("1.99.0"), line("1.98.1", "2026-09-04"), line("1.97.1", "2026-07-16"),
                line("1.96.1", "2026-07-14"), line("1.95.0", "2026-04-16"),
                line("1.94.1", "2026-03-26", "2026-04-16"),
                line("1.93.1", "2026-02-12", "2026-03-06"), line("1.87.0", "2025-05-15"),
                line("1.86.0", "2025-04-03", "2025-05-15"), line("1.85.1", "2025-03-18", "2025-04-03"),
                line("1.84.1", "2025-01-30", "2025-02-20"), line("1.83.0", "2024-11-28", "2025-01-09"),
                line("1.82.0", "2024-10-17", "2024-11-28"), line("1.81.0", "2024-09-05", "2024-10-17"),
                line("1.80.1", "2024-08-08", "2024-09-05"), line("1.79.0", "2024-06-13", "2024-07-25"),
                line("1.78.0", "2024-05-02", "2024-06-13"), line("1.77.2", "2024-04-09", "2024-05-02"),
                line("1.76.0", "2024-02-08", "2024-03-21"), line("1.75.0", "2023-12-28", "2024-02-08"),
                line("1.74.1", "2023-12-07", "2023-12-28"), line("1.70.0", "2023-06-01", "2023-07-14"),
            ],
            "java": [
                line("27"), line("26", "2026-03-18", "2026-09-30"), line("25.0.4.1", nil, "2031-09-30", lts: "25"),
                line("21.0.12.1", nil, "2029-12-31", lts: "21"), line("17.0.20.1", nil, "2027-10-31", lts: "17"),
                line("11.0.32.1", nil, "2027-10-31", lts: "11"), line("8.0.504", nil, "2026-11-30", lts: "8"),
            ],
            "dotnet": [
                line("10.0.401", nil, "2028-11-14", lts: "10"), line("9.0.318", nil, "2026-11-10"),
                line("8.0.424", nil, "2026-11-10", lts: "8"),
            ],
            "elixir": [
                line("1.20.4"), line("1.19.6", "2026-09-05"), line("1.18.4"), line("1.17.3"), line("1.16.3"),
                line("1.15.8"), line("1.14.5", "2023-05-22"), line("1.13.4", "2022-04-07"),
                line("1.12.3", "2021-09-05"), line("1.11.4", "2021-03-16"),
            ],
            "deno": [
                line("2.9.8"), line("2.8.3"), line("2.7.14", "2026-04-28", "2026-05-22"),
                line("2.6.10", "2026-02-17", "2026-02-25"), line("2.5.7", "2026-01-27", "2026-04-30"),
                line("2.4.5", "2025-08-21", "2025-09-10"), line("1.46.3", "2024-09-04", "2024-10-09"),
            ],
            "bun": [
                line("1.4.2"), line("1.3.14", "2026-05-13"), line("1.2.23"), line("1.1.45"),
                line("1.0.36", "2024-03-28"),
            ],
            "swift": [
                line("6.4.0", "2026-09-15"), line("6.3.3"), line("6.2.4"), line("6.1.3"), line("6.0.3"),
                line("5.10.1", "2024-06-05"), line("5.9.2"),
            ],
            "crystal": [
                line("1.21.1"), line("1.20.3"), line("1.19.1"), line("1.18.2"), line("1.2.2", "2021-11-10"),
            ],
            "zig": [
                line("0.17.1"), line("0.16.0"), line("0.15.2"), line("0.14.1"), line("0.13.0"), line("0.12.1"),
                line("0.11.0"),
            ],
        ],
        written: "2026-11-26",
        sources: [
            "node": "https://github.com/nodejs/node/releases",
            "python": "https://endoflife.date/python",
            "ruby": "https://www.ruby-lang.org/en/downloads/releases/",
            "php": "https://github.com/docker-library/php/blob/master/versions.json",
            "go": "https://go.dev/doc/devel/release", "rust": "https://hub.docker.com/_/rust",
            "java": "https://hub.docker.com/_/eclipse-temurin",
            "dotnet": "https://hub.docker.com/r/microsoft/dotnet-sdk",
            "elixir": "https://hub.docker.com/_/elixir", "deno": "https://pypi.org/project/deno/",
            "bun": "https://github.com/oven-sh/bun/releases", "swift": "https://hub.docker.com/_/swift",
            "crystal": "https://hub.docker.com/r/crystallang/crystal", "zig": "https://pypi.org/project/ziglang/",
        ])

    private static func line(
        _ latest: String, _ date: String? = nil, _ end: String? = nil, lts: String? = nil
    ) -> ReleaseLine {
        ReleaseLine(latest: latest, date: date, end: end, isLongTerm: lts != nil, codename: lts)
    }
}
