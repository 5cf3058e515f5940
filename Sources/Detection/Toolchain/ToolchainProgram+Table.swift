// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension ToolchainProgram {
    /// Every program that an ecosystem's commands begin with.
    package static let all: [ToolchainProgram] = scripts + compilers + machines + sites

    private static let scripts: [ToolchainProgram] = [
        .init("node", ["nodejs"], "https://nodejs.org/en/download", runtime: "node"),
        .init("npm", ["npm"], "https://docs.npmjs.com/downloading-and-installing-node-js-and-npm", runtime: "npm"),
        .init("npx", ["npm"], "https://docs.npmjs.com/downloading-and-installing-node-js-and-npm"),
        .init("corepack", [], "https://github.com/nodejs/corepack#how-to-install"),
        .init("pnpm", [], "https://pnpm.io/installation", runtime: "pnpm"),
        .init("yarn", [], "https://yarnpkg.com/getting-started/install", runtime: "yarn"),
        .init("rush", [], "https://rushjs.io/pages/intro/get_started"),
        .init("bun", [], "https://bun.sh/docs/installation", runtime: "bun"),
        .init("bunx", [], "https://bun.sh/docs/installation"),
        .init("deno", [], "https://docs.deno.com/runtime/getting_started/installation/", runtime: "deno"),
        .init("python3", ["python3", "python3-venv"], "https://www.python.org/downloads/", runtime: "python"),
        .init("uv", [], "https://docs.astral.sh/uv/getting-started/installation/", runtime: "uv"),
        .init("poetry", ["python3-poetry"], "https://python-poetry.org/docs/#installation", runtime: "poetry"),
        .init("pdm", [], "https://pdm-project.org/latest/#installation", runtime: "pdm"),
        .init("pipenv", ["pipenv"], "https://pipenv.pypa.io/en/latest/installation.html"),
        .init("ruby", ["ruby"], "https://www.ruby-lang.org/en/documentation/installation/", runtime: "ruby"),
        .init("bundle", ["bundler"], "https://bundler.io/"),
        .init("rackup", ["ruby-rack"], "https://github.com/rack/rackup"),
        .init("php", ["php-cli"], "https://www.php.net/manual/en/install.php", runtime: "php"),
        .init("composer", ["composer"], "https://getcomposer.org/download/"),
        .init("perl", ["perl"], "https://www.perl.org/get.html", runtime: "perl"),
        .init("cpanm", ["cpanminus"], "https://metacpan.org/dist/App-cpanminus"),
        .init("carton", ["carton"], "https://metacpan.org/dist/Carton"),
        .init("plackup", ["libplack-perl"], "https://metacpan.org/pod/plackup"),
        .init("lua", ["lua5.4"], "https://www.lua.org/download.html", version: ["-v"]),
        .init("luarocks", ["luarocks"], "https://luarocks.org/#quick-start"),
        .init("lapis", [], "https://leafo.net/lapis/reference/getting_started.html", version: ["--version"]),
        .init("openresty", [], "https://openresty.org/en/linux-packages.html", version: ["-v"]),
        .init("Rscript", ["r-base-core"], "https://cran.r-project.org/bin/linux/debian/", runtime: "r"),
        .init("julia", [], "https://julialang.org/install/", runtime: "julia"),
        .init("racket", ["racket"], "https://download.racket-lang.org/"),
        .init("raco", ["racket"], "https://download.racket-lang.org/", version: ["version"]),
        .init("guile", ["guile-3.0"], "https://www.gnu.org/software/guile/download/"),
        .init("haunt", ["haunt"], "https://dthompson.us/projects/haunt.html"),
        .init("art", [], "https://www.gnu.org/software/artanis/", version: ["version"]),
    ]

    private static let compilers: [ToolchainProgram] = [
        .init("go", ["golang-go"], "https://go.dev/doc/install", runtime: "go", version: ["version"]),
        .init("cargo", ["cargo"], "https://www.rust-lang.org/tools/install", runtime: "rust"),
        .init("trunk", [], "https://trunkrs.dev/guide/getting-started/installation.html"),
        .init("dx", [], "https://dioxuslabs.com/learn/0.6/getting_started/"),
        .init("swift", [], "https://www.swift.org/install/linux/", runtime: "swift"),
        .init("cmake", ["cmake", "build-essential"], "https://cmake.org/download/"),
        .init("meson", ["meson", "build-essential"], "https://mesonbuild.com/Getting-meson.html"),
        .init("make", ["build-essential"], "https://www.gnu.org/software/make/"),
        .init("autoreconf", ["autoconf", "automake", "libtool"], "https://www.gnu.org/software/autoconf/"),
        .init("conan", [], "https://docs.conan.io/2/installation.html"),
        .init("cobc", ["gnucobol"], "https://gnucobol.sourceforge.io/"),
        .init("crystal", ["crystal"], "https://crystal-lang.org/install/", runtime: "crystal"),
        .init("shards", [], "https://crystal-lang.org/install/"),
        .init("csc", ["chicken-bin"], "https://code.call-cc.org/", version: ["-release"]),
        .init("chicken-install", ["chicken-bin"], "https://code.call-cc.org/", version: ["-version"]),
        .init("ghc", ["ghc"], "https://www.haskell.org/ghcup/install/", runtime: "haskell"),
        .init("cabal", ["cabal-install", "ghc"], "https://www.haskell.org/ghcup/install/"),
        .init("stack", ["haskell-stack"], "https://docs.haskellstack.org/en/stable/install_and_upgrade/"),
        .init("dart", [], "https://dart.dev/get-dart", runtime: "dart"),
        .init("flutter", [], "https://docs.flutter.dev/install", runtime: "flutter"),
        .init("zig", [], "https://ziglang.org/download/", runtime: "zig", version: ["version"]),
    ]

    private static let machines: [ToolchainProgram] = [
        .init("java", ["default-jre-headless"], "https://adoptium.net/installation/", runtime: "java"),
        .init("mvn", ["maven"], "https://maven.apache.org/install.html", runtime: "maven"),
        .init("gradle", ["gradle"], "https://gradle.org/install/", runtime: "gradle"),
        .init("sbt", [], "https://www.scala-sbt.org/download/"),
        .init("mill", [], "https://mill-build.org/mill/cli/installation-ide.html"),
        .init("scala-cli", [], "https://scala-cli.virtuslab.org/install/"),
        .init("lein", ["leiningen"], "https://leiningen.org/#install"),
        .init("clojure", [], "https://clojure.org/guides/install_clojure"),
        .init("clj", [], "https://clojure.org/guides/install_clojure"),
        .init("dotnet", [], "https://learn.microsoft.com/dotnet/core/install/linux-debian", runtime: "dotnet"),
        .init("mix", ["elixir"], "https://elixir-lang.org/install.html", runtime: "elixir"),
        .init("elixir", ["elixir"], "https://elixir-lang.org/install.html", runtime: "elixir"),
        .init("rebar3", ["rebar3"], "https://rebar3.org/docs/getting-started/"),
        .init("gleam", [], "https://gleam.run/getting-started/installing/", runtime: "gleam"),
    ]

    private static let sites: [ToolchainProgram] = [
        .init("hugo", ["hugo"], "https://gohugo.io/installation/linux/", version: ["version"]),
        .init("jekyll", ["jekyll"], "https://jekyllrb.com/docs/installation/"),
        .init("zola", [], "https://www.getzola.org/documentation/getting-started/installation/"),
        .init("mdbook", [], "https://rust-lang.github.io/mdBook/guide/installation.html"),
        .init("mkdocs", ["mkdocs"], "https://www.mkdocs.org/user-guide/installation/"),
        .init("sphinx-build", ["python3-sphinx"], "https://www.sphinx-doc.org/en/master/usage/installation.html"),
        .init("pelican", ["pelican"], "https://docs.getpelican.com/en/latest/install.html"),
        .init("soupault", [], "https://soupault.app/install/"),
    ]
}
