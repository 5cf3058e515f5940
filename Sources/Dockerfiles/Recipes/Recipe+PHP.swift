// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

extension Recipe {
    /// PHP: one image with the extensions, on which both the build and the release stand.
    static let php = Recipe("PHP", languages: ["php"]) { subject in
        let image = subject.official("php", "php", before: "-cli")
        let php = Image(image.name, image.tag, hasEntrypoint: true)
        var plan = ImagePlan(builder: php, runtime: php, for: subject)
        let extensions = PHPExtensions(subject)
        plan.sharedTools = extensions.commands
        plan.sharedPackages = extensions.packages
        if subject.blueprint.packageManager == "composer", plan.install != nil {
            plan.borrowed = [(Image("composer", subject.version("composer")), ["/usr/bin/composer"])]
            plan.builderPackages = ["git", "unzip"]
            plan.builderEnvironment = [("COMPOSER_ALLOW_SUPERUSER", "1")]
            plan.caches = ["/root/.composer/cache"]
        }
        if plan.install == "composer install --no-dev --no-interaction --optimize-autoloader" {
            plan.manifests = subject.copyable(subject.files.present(["composer.json", "composer.lock", "auth.json"]))
            if !plan.manifests.isEmpty {
                // Scripts and the class map need the source.
                plan.install = "composer install --no-dev --no-interaction --no-scripts --no-autoloader"
                plan.afterCopy = ["composer dump-autoload --no-dev --optimize"]
            }
        }
        plan.runtimeEnvironment = [("APP_ENV", subject.blueprint.framework == "symfony" ? "prod" : "production")]
        if !["laravel", "symfony"].contains(subject.blueprint.framework ?? "") { plan.runtimeEnvironment = [] }
        return plan
    }
}

/// Extensions that composer.json asks for and the official image lacks (github.com/docker-library/docs, php).
struct PHPExtensions {
    /// Extension to the packages its build needs; what the image brings is not in it.
    private static let known: [String: [String]] = [
        "bcmath": [], "bz2": ["libbz2-dev"], "calendar": [], "exif": [],
        "gd": ["libfreetype6-dev", "libjpeg-dev", "libpng-dev"],
        "gettext": [], "gmp": ["libgmp-dev"], "intl": ["libicu-dev"], "ldap": ["libldap2-dev"], "mysqli": [],
        "opcache": [], "pcntl": [], "pdo_mysql": [], "pdo_pgsql": ["libpq-dev"], "pgsql": ["libpq-dev"],
        "soap": ["libxml2-dev"], "sockets": [], "xsl": ["libxslt1-dev"], "zip": ["libzip-dev"],
    ]
    /// Frameworks that reach their database through PDO, whichever it is.
    private static let withDatabase: Set<String> = [
        "laravel", "symfony", "lumen", "cakephp", "yii", "codeigniter", "craft", "laminas",
    ]

    let commands: [String]
    let packages: [String]

    init(_ subject: Subject) {
        let required = subject.files.json("composer.json")?["require"]?.object ?? [:]
        var names = Set(
            required.keys.filter { $0.hasPrefix("ext-") }.map { String($0.dropFirst(4)).replacing("-", with: "_") })
        let framework = subject.blueprint.framework ?? ""
        if Self.withDatabase.contains(framework) { names.formUnion(["pdo_mysql", "pdo_pgsql"]) }
        if framework == "symfony" || framework == "cakephp" { names.insert("intl") }
        if framework == "wordpress" || framework == "bedrock" { names.insert("mysqli") }
        if framework == "drupal" { names.formUnion(["gd", "pdo_mysql", "pdo_pgsql"]) }
        let wanted = names.filter { Self.known[$0] != nil }.sorted()
        let others = names.subtracting(Self.builtIn).filter { name in
            Self.known[name] == nil && name.utf8.allSatisfy { $0.isShellName }
        }.sorted()
        packages = Set(wanted.flatMap { Self.known[$0] ?? [] }).sorted()
        commands =
            (wanted.isEmpty ? [] : ["docker-php-ext-install -j\"$(nproc)\" \(wanted.joined(separator: " "))"])
            + (others.isEmpty
                ? []
                : [
                    "pecl install \(others.joined(separator: " "))",
                    "docker-php-ext-enable \(others.joined(separator: " "))",
                ])
    }

    /// Compiled into the official image.
    private static let builtIn: Set<String> = [
        "ctype", "curl", "date", "dom", "fileinfo", "filter", "ftp", "hash", "iconv", "json", "libxml", "mbstring",
        "mysqlnd",
        "openssl", "pcre", "pdo", "pdo_sqlite", "phar", "posix", "readline", "reflection", "session", "simplexml",
        "sodium",
        "spl", "sqlite3", "standard", "tokenizer", "xml", "xmlreader", "xmlwriter", "zlib", "random",
    ]
}
