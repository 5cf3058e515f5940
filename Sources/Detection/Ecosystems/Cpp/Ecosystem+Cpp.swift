// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Ecosystem {
    static let cpp = Ecosystem(
        language: "cpp", looksFor: "CMakeLists.txt, meson.build, configure.ac or a Makefile with C sources",
        sourceEndings: [".cpp", ".cc", ".c"], frameworks: Framework.cpp, read: CppProject.init,
        prepare: { project, draft in
            let files = project.source.files(endingIn: [".cpp", ".cc", ".cxx", ".c"])
            if !files.isEmpty, files.allSatisfy({ $0.hasSuffix(".c") }) {
                draft.blueprint.language = "c"
                draft.blueprint.languages = ["c"]
            }
            if project.source.exists("conanfile.txt") || project.source.exists("conanfile.py") {
                draft.installs(
                    with: "conan", "conan install . --output-folder=build --build=missing",
                    shownBy: project.source.exists("conanfile.txt") ? "conanfile.txt" : "conanfile.py")
            } else {
                draft.blueprint.packageManager = project.tool.rawValue
            }
        },
        program: CppPlan.make)
}

extension CppProject: EcosystemProject {
    /// A library by the name under which the build file finds it, or by the header that the program includes.
    func declares(_ package: String) -> String? {
        for path in [file, "vcpkg.json", "conanfile.txt", "src/CMakeLists.txt", "CMakeLists.txt"] {
            if source.text(path)?.lowercased().holds(package) == true { return path }
        }
        guard let main = Self.mainFile(source), let text = source.text(main) else { return nil }
        return text.split(separator: "\n").contains { $0.hasPrefix("#include") && $0.lowercased().holds(package) }
            ? main : nil
    }
}

extension Framework<CppProject> {
    /// Libraries whose presence makes the program a server.
    static let cpp: [Framework] = [
        library("drogon", "Drogon", "drogon", "https://github.com/drogonframework/drogon/wiki"),
        library("crow", "Crow", "crow", "https://crowcpp.org/master/guides/app/"),
        library("oatpp", "Oat++", "oatpp", "https://oatpp.io/docs/start/"),
        library("pistache", "Pistache", "pistache", "https://pistacheio.github.io/pistache/docs/"),
        library("userver", "userver", "userver", "https://userver.tech/"),
        library("cpp-httplib", "cpp-httplib", "httplib", "https://github.com/yhirose/cpp-httplib"),
        library("boost-beast", "Boost.Beast", "boost/beast", "https://www.boost.org/doc/libs/release/libs/beast/"),
        library("mongoose", "Mongoose", "mongoose.h", "https://mongoose.ws/documentation/"),
        library("libmicrohttpd", "libmicrohttpd", "microhttpd", "https://www.gnu.org/software/libmicrohttpd/"),
    ]

    private static func library(_ slug: String, _ name: String, _ package: String, _ document: String) -> Framework {
        Framework(slug: slug, name: name, signals: [.package(package)], document: document, plan: CppPlan.make)
    }
}

/// The usual commands of each build system.
enum CppPlan {
    static func make(_ project: CppProject) -> Plan {
        guard let program = project.program, CppProject.mainFile(project.source) != nil else {
            return .nothing(project.file, "builds no program that is known")
        }
        var plan = Plan(start: "./\(program)".shellQuoted, confidence: 0.75)
        switch project.tool {
        case .cmake:
            // cmake.org/cmake/help/latest/manual/cmake.1.html
            let vcpkg =
                project.source.exists("vcpkg.json")
                ? " -DCMAKE_TOOLCHAIN_FILE=$VCPKG_ROOT/scripts/buildsystems/vcpkg.cmake" : ""
            let conan =
                project.source.first(of: ["conanfile.txt", "conanfile.py"]) != nil
                ? " -DCMAKE_TOOLCHAIN_FILE=build/conan_toolchain.cmake" : ""
            plan.build =
                "cmake -S . -B build -DCMAKE_BUILD_TYPE=Release\(vcpkg)\(conan) && cmake --build build --parallel"
        case .meson: plan.build = "meson setup build --buildtype=release && meson compile -C build"
        case .autotools:
            let prepare = project.source.exists("configure") ? "" : "autoreconf -i && "
            plan.build = "\(prepare)sh ./configure && make"
        case .make:
            plan.build = "make"
            plan.confidence = 0.6
        }
        plan.note(project.file, "builds the program \(program)")
        plan.port = CppProject.mainFile(project.source).flatMap { project.source.text($0) }.flatMap(
            ListeningPort.fixed(in:))
        return plan
    }
}
