// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Testing

/// Libraries for servers in Go, Rust, Zig, Crystal and C++: each gives its name to a program built as any other.
@Suite struct CompiledLibraryTests {
    static let cases: [Case] = goPrograms + rustPrograms + zigPrograms + crystalPrograms + cppPrograms + others

    private static let goPrograms: [Case] = [
        ("fiber", "github.com/gofiber/fiber/v3 v3.0.0"), ("chi", "github.com/go-chi/chi/v5 v5.2.1"),
        ("gorilla", "github.com/gorilla/mux v1.8.1"), ("hertz", "github.com/cloudwego/hertz v0.10.0"),
        ("buffalo", "github.com/gobuffalo/buffalo v1.1.0"), ("fuego", "github.com/go-fuego/fuego v0.18.0"),
        ("huma", "github.com/danielgtaylor/huma/v2 v2.32.0"), ("goframe", "github.com/gogf/gf/v2 v2.9.0"),
        ("kratos", "github.com/go-kratos/kratos/v2 v2.8.0"), ("beego", "github.com/beego/beego/v2 v2.3.0"),
        ("httprouter", "github.com/julienschmidt/httprouter v1.3.0"), ("connect", "connectrpc.com/connect v1.18.1"),
        ("iris", "github.com/kataras/iris/v12 v12.2.11"),
    ].map { slug, requirement in
        Case(
            slug,
            [
                "go.mod": "module example.com/shop\n\ngo 1.25\n\nrequire (\n\t\(requirement)\n)\n",
                "cmd/shop/main.go": "package main\n\nfunc main() { listen(\":\" + os.Getenv(\"PORT\")) }\n",
            ], language: "go", framework: slug, build: "go build -o bin/app ./cmd/shop", start: "./bin/app")
    }

    private static let rustPrograms: [Case] = [
        ("warp", "warp = \"0.3\""), ("poem", "poem = { version = \"3\", features = [\"server\"] }"),
        ("salvo", "salvo = \"0.78\""), ("gotham", "gotham = \"0.7\""),
        ("ntex", "ntex = { version = \"2\", features = [\"tokio\"] }"), ("tide", "tide = \"0.16.0\""),
    ].map { slug, dependency in
        Case(
            slug,
            [
                "Cargo.toml":
                    "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n[dependencies]\n\(dependency)\n",
                "Cargo.lock": "", "src/main.rs": "fn main() { let port = std::env::var(\"PORT\"); }",
            ], language: "rust", framework: slug, install: "cargo fetch --locked",
            build: "cargo build --release --locked", start: "./target/release/shop")
    }

    private static let zigPrograms: [Case] = [
        ("jetzig", "jetzig", " --bind ${HOST:-0.0.0.0} --port $PORT"), ("httpz", "httpz", ""),
        ("tokamak", "tokamak", ""), ("zzz", "zzz", ""),
    ].map { slug, package, arguments in
        Case(
            slug,
            [
                "build.zig":
                    "const exe = b.addExecutable(.{\n  .name = \"shop\",\n});\nconst dep = b.dependency(\"\(package)\", .{});\nb.installArtifact(exe);\n",
                "build.zig.zon":
                    ".{\n  .name = .shop,\n  .version = \"0.0.0\",\n  .dependencies = .{\n    .\(package) = .{ .url = \"git+https://example.com\" },\n  },\n}\n",
                "src/main.zig": "pub fn main() !void {}",
            ], language: "zig", framework: slug, install: "zig build --fetch",
            build: "zig build -Doptimize=ReleaseSafe", start: "./zig-out/bin/shop\(arguments)")
    }

    private static let crystalPrograms: [Case] = [
        ("amber", "amber:\n    github: amberframework/amber"),
        ("athena", "athena:\n    github: athena-framework/athena"),
        ("grip", "grip:\n    github: grip-framework/grip"), ("marten", "marten:\n    github: martenframework/marten"),
        ("spider-gazelle", "action-controller:\n    github: spider-gazelle/action-controller"),
    ].map { slug, dependency in
        Case(
            slug,
            [
                "shard.yml":
                    "name: shop\nversion: 0.1.0\n\ntargets:\n  server:\n    main: src/server.cr\n\ndependencies:\n  \(dependency)\n",
                "shard.lock": "", "src/server.cr": "port = ENV[\"PORT\"]",
            ], language: "crystal", framework: slug, build: "shards build server --release --production",
            start: "./bin/server")
    }

    private static let cppPrograms: [Case] = [
        ("drogon", "find_package(Drogon CONFIG REQUIRED)", "#include <drogon/drogon.h>"),
        ("oatpp", "find_package(oatpp 1.3.0 REQUIRED)", "#include \"oatpp/network/Server.hpp\""),
        (
            "pistache", "pkg_check_modules(Pistache REQUIRED IMPORTED_TARGET libpistache)",
            "#include <pistache/endpoint.h>"
        ),
        ("userver", "find_package(userver COMPONENTS core REQUIRED)", "#include <userver/utils/daemon_run.hpp>"),
        ("cpp-httplib", "", "#include <httplib.h>"), ("boost-beast", "", "#include <boost/beast/http.hpp>"),
        ("mongoose", "", "#include \"mongoose.h\""),
        ("libmicrohttpd", "pkg_check_modules(MHD REQUIRED libmicrohttpd)", "#include <microhttpd.h>"),
    ].map { slug, package, include in
        Case(
            slug,
            [
                "CMakeLists.txt":
                    "cmake_minimum_required(VERSION 3.20)\nproject(shop)\n\(package)\nadd_executable(${PROJECT_NAME} main.cc)\n",
                "main.cc": "\(include)\nint main() { auto port = std::getenv(\"PORT\"); }\n",
            ], language: "cpp", framework: slug,
            build: "cmake -S . -B build -DCMAKE_BUILD_TYPE=Release && cmake --build build --parallel",
            start: "./build/shop")
    }

    private static let others: [Case] = [
        // A Revel application has no main package: the tool of the framework writes one.
        Case(
            "revel new",
            [
                "go.mod": "module shop\n\nrequire github.com/revel/revel v1.1.0\n", "conf/app.conf": "http.port = 9000",
                "app/init.go": "package app\n",
            ], language: "go", framework: "revel"),
        Case(
            "dx new, jumpstart",
            [
                "Cargo.toml":
                    "[package]\nname = \"shop\"\nedition = \"2021\"\n[dependencies]\ndioxus = { version = \"0.7.0\", features = [\"router\"] }\n[features]\ndefault = [\"web\"]\nweb = [\"dioxus/web\"]\n",
                "Dioxus.toml": "[application]\n", "src/main.rs": "fn main() { dioxus::launch(App); }",
            ], language: "rust", framework: "dioxus", build: "dx bundle --platform web --release",
            output: "target/dx/shop/release/web/public"),
        Case(
            "dx new, jumpstart with fullstack",
            [
                "Cargo.toml":
                    "[package]\nname = \"shop\"\nedition = \"2021\"\n[dependencies]\ndioxus = { version = \"0.7.0\", features = [\"router\", \"fullstack\"] }\n[features]\ndefault = [\"web\"]\nweb = [\"dioxus/web\"]\nserver = [\"dioxus/server\"]\n",
                "Dioxus.toml": "[application]\n", "src/main.rs": "fn main() { dioxus::launch(App); }",
            ], language: "rust", framework: "dioxus", build: "dx bundle --platform web --release",
            start: "IP=${HOST:-0.0.0.0} ./target/dx/shop/release/web/server"),
        Case(
            "serverpod create, the server's package",
            [
                "pubspec.yaml":
                    "name: shop_server\n\nenvironment:\n  sdk: '^3.8.0'\n\ndependencies:\n  serverpod: 3.0.1\n\ndev_dependencies:\n  serverpod_test: 3.0.1\n",
                "bin/main.dart": "void main(List<String> args) { run(args); }", "config/production.yaml": "",
            ], language: "dart", framework: "serverpod", build: "dart compile exe bin/main.dart -o bin/main",
            start: "./bin/main --mode production --apply-migrations", port: 8080),
        Case(
            "jaspr create --mode static",
            [
                "pubspec.yaml":
                    "name: site\n\nenvironment:\n  sdk: '>=3.5.0 <4.0.0'\n\ndependencies:\n  jaspr: ^0.18.0\n  jaspr_content: ^0.1.0\n\njaspr:\n  mode: static\n"
            ], language: "dart", framework: "jaspr",
            build: "dart pub global activate jaspr_cli && dart pub global run jaspr_cli:jaspr build",
            output: "build/jaspr"),
        Case(
            "jaspr create --mode server",
            [
                "pubspec.yaml":
                    "name: site\n\ndependencies:\n  jaspr: ^0.21.0\n  shelf: ^1.3.1\n  shelf_router: ^1.1.3\n\njaspr:\n  mode: server\n"
            ], language: "dart", framework: "jaspr",
            build: "dart pub global activate jaspr_cli && dart pub global run jaspr_cli:jaspr build",
            start: "./build/jaspr/app"),
    ]

    @Test(arguments: cases) func plans(_ project: Case) throws { try project.check() }
}
