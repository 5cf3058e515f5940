// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Testing

/// Swift, Dart, Crystal, Haskell, Zig, C++ and COBOL: a compiler makes one program.
@Suite struct CompiledTests {
    private static let vapor = """
        // swift-tools-version:6.0
        import PackageDescription
        let package = Package(
            name: "hello",
            dependencies: [
                .package(url: "https://github.com/vapor/vapor.git", from: "4.115.0"),
                .package(url: "https://github.com/vapor/fluent.git", from: "4.9.0"),
            ],
            targets: [
                .executableTarget(
                    name: "hello",
                    dependencies: [.product(name: "Vapor", package: "vapor")]
                ),
                .testTarget(name: "helloTests"),
            ]
        )
        """

    static let cases: [Case] = [
        Case(
            "vapor new",
            [
                "Package.swift": vapor, "Sources/hello/configure.swift": "app.migrations.add(CreateTodo())",
                "Sources/hello/routes.swift": "app.get(\"health\") { _ in \"ok\" }",
            ],
            language: "swift", framework: "vapor", manager: "swiftpm", install: "swift package resolve",
            build: "swift build -c release --product hello",
            start: "./.build/release/hello serve --env production --hostname ${HOST:-0.0.0.0} --port $PORT",
            release: "./.build/release/hello migrate --yes --env production", health: "/health", asks: "swift 6.0.3"),
        Case(
            "the Hummingbird template",
            [
                "Package.swift":
                    "// swift-tools-version:6.0\nlet package = Package(name: \"todos\", products: [.executable(name: \"App\", targets: [\"App\"])], dependencies: [.package(url: \"https://github.com/hummingbird-project/hummingbird.git\", from: \"2.0.0\")], targets: [.executableTarget(name: \"App\")])",
                "Sources/App/App.swift":
                    "@main struct AppCommand: AsyncParsableCommand { @Option var hostname = \"127.0.0.1\"; @Option var port = 8080 }",
            ], language: "swift", framework: "hummingbird", build: "swift build -c release --product App",
            start: "./.build/release/App --hostname ${HOST:-0.0.0.0} --port $PORT"),
        Case(
            "swift package init --type library",
            [
                "Package.swift":
                    "let package = Package(name: \"Kit\", products: [.library(name: \"Kit\", targets: [\"Kit\"])])"
            ],
            language: "swift"),
        Case(
            "dart create -t server-shelf",
            [
                "pubspec.yaml":
                    "name: shop\nenvironment:\n  sdk: ^3.5.0\n\ndependencies:\n  args: ^2.4.0\n  shelf: ^1.4.0\n  shelf_router: ^1.1.0\n\ndev_dependencies:\n  test: ^1.24.0\n",
                "bin/server.dart": "final port = int.parse(Platform.environment['PORT'] ?? '8080');",
            ], language: "dart", framework: "shelf", manager: "pub", install: "dart pub get",
            build: "dart compile exe bin/server.dart -o bin/server", start: "./bin/server", asks: "dart ^3.5.0"),
        Case(
            "dart_frog create",
            [
                "pubspec.yaml": "name: api\ndependencies:\n  dart_frog: ^1.1.0\n", "routes/index.dart": "",
                "routes/health.dart": "",
            ],
            language: "dart", framework: "dart-frog",
            build: "dart pub global activate dart_frog_cli && dart pub global run dart_frog_cli:dart_frog build "
                + "&& cd build && dart pub get && dart compile exe bin/server.dart -o bin/server",
            start: "./build/bin/server", health: "/health"),
        Case(
            "flutter create",
            [
                "pubspec.yaml": "name: app\ndependencies:\n  flutter:\n    sdk: flutter\n", "web/index.html": "",
                "lib/main.dart": "", "linux/CMakeLists.txt": "add_executable(x main.cc)",
            ], language: "dart", framework: "flutter", install: "flutter pub get",
            build: "flutter build web --release", output: "build/web"),
        Case(
            "crystal init app with Kemal",
            [
                "shard.yml":
                    "name: shop\nversion: 0.1.0\n\ntargets:\n  shop:\n    main: src/shop.cr\n\ndependencies:\n  kemal:\n    github: kemalcr/kemal\n\ncrystal: '>= 1.12.1'\n",
                "shard.lock": "", "src/shop.cr": "require \"kemal\"\nget \"/health\" do\n  \"ok\"\nend\nKemal.run\n",
            ], language: "crystal", framework: "kemal", manager: "shards", install: "shards install --production",
            build: "shards build shop --release --production",
            start: "KEMAL_ENV=production ./bin/shop --bind ${HOST:-0.0.0.0} --port $PORT", health: "/health",
            asks: "crystal 1.21.1"),
        Case("crystal init lib", ["shard.yml": "name: kit\n", "src/kit.cr": "module Kit\nend"], language: "crystal"),
        Case(
            "lucky init",
            [
                "shard.yml":
                    "name: shop\ntargets:\n  shop:\n    main: src/shop.cr\ndependencies:\n  lucky:\n    github: luckyframework/lucky\n",
                "src/start_server.cr": "", "tasks.cr": "", "db/migrations/1.cr": "",
            ], language: "crystal", framework: "lucky",
            build: "mkdir -p bin && crystal build --release src/start_server.cr -o bin/start_server",
            start: "LUCKY_ENV=production ./bin/start_server",
            release: "LUCKY_ENV=production crystal run tasks.cr -- db.migrate"),
        Case(
            "stack new",
            [
                "stack.yaml": "resolver: lts-22.13\npackages:\n- .\n",
                "package.yaml":
                    "name: shop\ndependencies:\n- base >= 4.7 && < 5\n- scotty\nexecutables:\n  shop-exe:\n    main: Main.hs\n    source-dirs: app\ntests:\n  shop-test:\n    main: Spec.hs\n",
                "app/Main.hs": "main = scotty 3000 $ get \"/\" $ text \"hi\"",
            ], language: "haskell", framework: "scotty", manager: "stack",
            build: "stack build --copy-bins --local-bin-path bin", start: "./bin/shop-exe", port: 3000,
            asks: "stackage lts-22.13"),
        Case(
            "cabal init",
            [
                "shop.cabal":
                    "cabal-version: 3.0\nname: shop\nexecutable shop\n    main-is: Main.hs\n    build-depends: base, servant-server\n"
            ],
            language: "haskell", framework: "servant", manager: "cabal",
            build: "cabal install exe:shop --installdir=bin --install-method=copy --overwrite-policy=always",
            start: "./bin/shop"),
        Case("a Haskell library", ["kit.cabal": "name: kit\nlibrary\n  build-depends: base\n"], language: "haskell"),
        Case(
            "zig init with Zap",
            [
                "build.zig":
                    "const exe = b.addExecutable(.{\n    .name = \"shop\",\n    .root_module = mod,\n});\nconst zap = b.dependency(\"zap\", .{});",
                "build.zig.zon":
                    ".{\n .name = .shop,\n .minimum_zig_version = \"0.14.0\",\n .dependencies = .{ .zap = .{ .url = \"x\" } },\n}",
                "src/main.zig": "var listener = zap.HttpListener.init(.{ .port = 3000, .on_request = f });",
            ], language: "zig", framework: "zap", manager: "zig", build: "zig build -Doptimize=ReleaseSafe",
            start: "./zig-out/bin/shop", port: 3000, asks: "zig 0.14.0"),
        Case(
            "a Zig library",
            ["build.zig": "const lib = b.addLibrary(.{ .name = \"kit\" });\n// b.addExecutable(.{ .name = \"no\" })"],
            language: "zig"),
        Case(
            "CMake with Crow",
            [
                "CMakeLists.txt":
                    "cmake_minimum_required(VERSION 3.20)\nproject(shop LANGUAGES CXX)\nfind_package(Crow REQUIRED)\nadd_executable(${PROJECT_NAME} src/main.cpp)\n",
                "src/main.cpp":
                    "int main() {\n crow::SimpleApp app;\n CROW_ROUTE(app, \"/health\")([]{ return 1; });\n app.port(18080).run();\n}",
            ], language: "cpp", framework: "crow", manager: "cmake",
            build: "cmake -S . -B build -DCMAKE_BUILD_TYPE=Release && cmake --build build --parallel",
            start: "./build/shop", port: 18080, health: "/health"),
        Case(
            "a C++ library with tests under a condition",
            [
                "CMakeLists.txt":
                    "project(kit)\nadd_library(kit src/kit.cpp)\nif(KIT_TESTS)\n  add_executable(kit_test a.cpp)\nendif()\n",
                "src/kit.cpp": "int add() { return 1; }",
            ], language: "cpp"),
        Case(
            "meson init",
            [
                "meson.build": "project('shop', 'c')\nexecutable('shop', 'shop.c', install: true)\n",
                "shop.c": "int main(void) { return 0; }",
            ],
            language: "c", build: "meson setup build --buildtype=release && meson compile -C build",
            start: "./build/shop"),
        Case(
            "a Makefile of C",
            [
                "Makefile": "CC = gcc\nTARGET = server\n\n$(TARGET): server.c\n\t$(CC) -o $@ $<\n",
                "server.c": "int main(void) { listen(fd, 5); }",
            ],
            language: "c", build: "make", start: "./server"),
        Case(
            "autotools",
            [
                "configure.ac": "AC_INIT([shop], [1.0])", "Makefile.am": "SUBDIRS = src",
                "src/Makefile.am": "bin_PROGRAMS = shop\n", "src/main.c": "int main() { return 0; }",
            ],
            language: "c", build: "autoreconf -i && sh ./configure && make", start: "./src/shop"),
        Case(
            "COBOL in the free form",
            [
                "main.cbl":
                    "IDENTIFICATION DIVISION.\nPROGRAM-ID. main.\nPROCEDURE DIVISION.\nDISPLAY 'hi'.\nSTOP RUN.\n"
            ],
            language: "cobol", build: "mkdir -p bin && cobc -x -free -o bin/app main.cbl", start: "./bin/app"),
        Case(
            "COBOL in the fixed form", ["app.cob": "000100 IDENTIFICATION DIVISION.\n000200 PROGRAM-ID. app.\n"],
            language: "cobol", build: "mkdir -p bin && cobc -x -o bin/app app.cob", start: "./bin/app"),
    ]

    @Test(arguments: cases) func plans(_ project: Case) throws { try project.check() }
}
