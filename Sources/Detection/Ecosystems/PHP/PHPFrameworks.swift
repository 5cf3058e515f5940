// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Framework<PHPProject> {
    static let php: [Framework] = [
        Framework(
            slug: "laravel", name: "Laravel", signals: [.package("laravel/framework"), .file("artisan")],
            document: "https://laravel.com/docs/deployment",
            plan: { project in
                var plan = Plan(confidence: 0.9)
                plan.start = "php artisan serve --host=${HOST:-0.0.0.0} --port=$PORT"
                if project.declares("laravel/octane") != nil {
                    plan.start = "php artisan octane:start --host=${HOST:-0.0.0.0} --port=$PORT"
                }
                if project.source.exists("database/migrations") {
                    plan.release = "php artisan migrate --force"
                    plan.note("database/migrations", "has migrations, which run before each release")
                }
                if project.source.text("bootstrap/app.php")?.holds("health: '/up'") == true {
                    plan.healthPath = "/up"
                    plan.note("bootstrap/app.php", "declares the health check /up")
                }
                return plan
            }),
        Framework(
            slug: "symfony", name: "Symfony", signals: [.package("symfony/framework-bundle"), .file("symfony.lock")],
            document: "https://symfony.com/doc/current/deployment.html",
            plan: { project in
                guard project.source.exists("public/index.php") else {
                    return .nothing("composer.json", "uses Symfony without public/index.php: a bundle or a library")
                }
                var plan = Plan(start: project.serve("public", router: "public/index.php"), confidence: 0.85)
                if project.declares("symfony/asset-mapper") != nil {
                    plan.build = "APP_ENV=prod php bin/console asset-map:compile"
                    plan.note("composer.json", "depends on symfony/asset-mapper: assets are compiled")
                }
                if project.declares("doctrine/doctrine-migrations-bundle") != nil {
                    plan.release = "php bin/console doctrine:migrations:migrate --no-interaction --allow-no-migration"
                }
                return plan
            }),
        Framework(
            slug: "bedrock", name: "Bedrock (WordPress)", signals: [.package("roots/wordpress")],
            document: "https://roots.io/bedrock/docs/deployment/",
            plan: { Plan(start: $0.serve("web"), confidence: 0.8) }),
        Framework(
            slug: "wordpress", name: "WordPress",
            signals: [.file("wp-config.php"), .file("wp-config-sample.php"), .file("wp-load.php")],
            document: "https://developer.wordpress.org/advanced-administration/",
            plan: { Plan(start: $0.serve(""), confidence: 0.7) }),
        rooted("slim", "Slim", "slim/slim", "public", "https://www.slimframework.com/docs/v4/"),
        Framework(
            slug: "codeigniter", name: "CodeIgniter", signals: [.package("codeigniter4/framework")],
            document: "https://codeigniter.com/user_guide/installation/deployment.html",
            plan: { project in
                var plan = Plan(start: project.serve("public", router: "public/index.php"), confidence: 0.85)
                let folder = "app/Database/Migrations"
                if project.source.list(folder).contains(where: { $0.name.hasSuffix(".php") }) {
                    plan.release = "php spark migrate --all"
                    plan.note(folder, "has migrations, which run before each release")
                }
                return plan
            }),
        Framework(
            slug: "drupal", name: "Drupal", signals: [.package("drupal/core-recommended"), .package("drupal/core")],
            document: "https://www.drupal.org/docs/getting-started/installing-drupal",
            plan: { project in
                let root = project.source.exists("docroot") ? "docroot" : "web"
                return Plan(start: project.serve(root), confidence: 0.75)
            }),
        Framework(
            slug: "jigsaw", name: "Jigsaw", signals: [.package("tightenco/jigsaw")],
            document: "https://jigsaw.tighten.com/docs/deploying-your-site/",
            plan: { _ in Plan(build: "vendor/bin/jigsaw build production", outputDirectory: "build_production") }),
        rooted("cakephp", "CakePHP", "cakephp/cakephp", "webroot", "https://book.cakephp.org/5/en/deployment.html"),
        rooted("yii", "Yii", "yiisoft/yii2", "web", "https://www.yiiframework.com/doc/guide/2.0/en/start-installation"),
        rooted("laminas", "Laminas", "laminas/laminas-mvc", "public", "https://docs.laminas.dev/tutorials/"),
        rooted("mezzio", "Mezzio", "mezzio/mezzio", "public", "https://docs.mezzio.dev/mezzio/v3/getting-started/"),
        rooted("lumen", "Lumen", "laravel/lumen-framework", "public", "https://lumen.laravel.com/docs"),
        rooted("craft", "Craft CMS", "craftcms/cms", "web", "https://craftcms.com/docs/5.x/deploy.html"),
        rooted("phalcon", "Phalcon", "ext-phalcon", "public", "https://docs.phalcon.io/latest/webserver-setup/"),
        rooted("flight", "Flight", "flightphp/core", "public", "https://docs.flightphp.com/"),
        rooted("thinkphp", "ThinkPHP", "topthink/framework", "public", "https://doc.thinkphp.cn/"),
        rooted("leaf", "Leaf", "leafs/leaf", "public", "https://leafphp.dev/docs/"),
    ]

    /// A front controller in the one folder that the world may see; in the root where a project has none.
    private static func rooted(
        _ slug: String, _ name: String, _ package: String, _ root: String, _ document: String
    ) -> Framework {
        Framework(
            slug: slug, name: name, signals: [.package(package)], document: document,
            plan: { project in
                let folders = [root, "public", "web", "www", "htdocs", "public_html"]
                if let folder = folders.first(where: { project.source.exists("\($0)/index.php") }) {
                    return Plan(start: project.serve(folder, router: "\(folder)/index.php"), confidence: 0.85)
                }
                guard project.source.exists("index.php") else {
                    return .nothing("composer.json", "has no index.php: a library")
                }
                return Plan(start: project.serve("", router: "index.php"), confidence: 0.7)
            })
    }
}
