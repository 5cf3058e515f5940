// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A base image as the official ones are, made here of Debian 12 and its packages: nothing can be pulled in tests.
///
/// What differs from the official images is the releases that are in them, and that programs lie in /usr instead of
/// /usr/local.
package enum ToolchainImage: String, Sendable, Hashable, CaseIterable {
    /// debootstrap's smallest, for `debian:bookworm-slim`.
    case debian
    case node, python, go, ruby, php, perl, rust
    /// A development kit with Maven, which reads Debian's own repository.
    case maven
    /// Java's runtime alone.
    case java
    /// nginx-light, with busybox for what Alpine has.
    case nginx
    /// As `gcr.io/distroless/static`: certificates, users and /tmp, without a shell.
    case distroless

    /// The one that stands for an image by its reference; nil when none does.
    package static func standing(for reference: String) -> ToolchainImage? {
        let name = reference.prefix { $0 != ":" }.split(separator: "/").last.map(String.init) ?? ""
        let names: [String: ToolchainImage] = [
            "debian": .debian, "node": .node, "python": .python, "golang": .go, "ruby": .ruby, "php": .php,
            "perl": .perl,
            "rust": .rust, "maven": .maven, "eclipse-temurin": .java, "nginx": .nginx, "static-debian12": .distroless,
        ]
        return names[name]
    }

    var name: String { "dextra-toolchain:\(rawValue)" }

    /// The image that must be there before; nil for those made of nothing.
    var parent: ToolchainImage? { self == .debian || self == .distroless ? nil : .debian }

    /// The Dockerfile, whose context has `rootfs.tar` for Debian and `certificates` for both that are made of nothing.
    var dockerfile: String {
        switch self {
        case .debian:
            """
            FROM scratch
            ADD rootfs.tar /
            COPY certificates /etc/ssl/certs/ca-certificates.crt
            ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
            CMD ["bash"]
            """
        case .distroless:
            """
            FROM scratch
            COPY certificates /etc/ssl/certs/ca-certificates.crt
            COPY passwd group /etc/
            WORKDIR /tmp
            WORKDIR /home/nonroot
            USER 65532
            """
        case .node: packages("nodejs")
        case .python:
            // Debian's pip refuses to install into the system, and brings certificates of its own.
            packages("python3", "python3-pip", "python3-venv") + "RUN rm -f /usr/lib/python3*/EXTERNALLY-MANAGED\n"
                + "ENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt REQUESTS_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt\n"
        case .go: packages("golang-go")
        case .ruby: packages("ruby", "ruby-webrick")
        case .php: packages("php-cli")
        case .perl: packages("perl")
        case .rust: packages("cargo")
        case .maven:
            packages(
                "default-jdk-headless", "maven", "libmaven-compiler-plugin-java", "libmaven-jar-plugin-java",
                "libmaven-resources-plugin-java", "libsurefire-java")
        case .java: packages("default-jre-headless")
        case .nginx: packages("nginx-light", "busybox-static") + "RUN ln -s /bin/busybox /usr/bin/wget\n"
        }
    }

    private func packages(_ names: String...) -> String {
        """
        FROM \(Self.debian.name)
        RUN apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends \
        \(names.joined(separator: " ")) && rm -rf /var/lib/apt/lists/*

        """
    }
}
