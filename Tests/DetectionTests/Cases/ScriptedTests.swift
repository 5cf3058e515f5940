// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Testing

/// Deno, Perl, R, Julia, Lua, Racket and Scheme, and sites made by generators that need no manifest.
@Suite struct ScriptedTests {
    private static let address = "host = Sys.getenv('HOST', '0.0.0.0'), port = as.integer(Sys.getenv('PORT'))"

    static let cases: [Case] = [
        Case(
            "deno init --serve",
            [
                "deno.json": "{\"tasks\": {\"dev\": \"deno serve --watch main.ts\"}}",
                "main.ts": "export default {\n fetch(req) { }\n} satisfies Deno.ServeDefaultExport;",
            ],
            language: "typescript", manager: "deno", install: "deno install",
            start: "deno serve -A --host ${HOST:-0.0.0.0} --port $PORT main.ts"),
        Case(
            "a Deno server with Oak in a configuration with comments",
            [
                "deno.jsonc": "{\n // tasks\n \"imports\": {\"@oak/oak\": \"jsr:@oak/oak@^17\",},\n}", "deno.lock": "",
                "main.ts": "import { Application } from \"@oak/oak\";\nconst port = Deno.env.get(\"PORT\");",
            ],
            language: "typescript", framework: "oak", install: "deno install --frozen", start: "deno run -A main.ts"),
        Case(
            "a lone script with Deno.serve", ["server.ts": "Deno.serve((_req) => new Response('hi'));"],
            language: "typescript", start: "deno run -A server.ts", port: 8000),
        Case(
            "Fresh 1",
            [
                "deno.json":
                    "{\"tasks\": {\"start\": \"deno run -A --watch=static/,routes/ dev.ts\", \"build\": \"deno run -A dev.ts build\", \"preview\": \"deno run -A main.ts\"}, \"imports\": {\"$fresh/\": \"https://deno.land/x/fresh@1.7.3/\"}}",
                "main.ts": "await start(manifest, config);", "fresh.gen.ts": "",
                "fresh.config.ts": "export default defineConfig({});",
            ], language: "typescript", framework: "fresh", build: "deno task build", start: "deno run -A main.ts",
            port: 8000),
        Case(
            "Fresh 2",
            [
                "deno.json":
                    "{\"tasks\": {\"build\": \"vite build\", \"start\": \"deno serve -A _fresh/server.js\"}, \"imports\": {\"fresh\": \"jsr:@fresh/core@^2.0.0\"}}",
                "main.ts": "",
            ],
            language: "typescript", framework: "fresh", build: "deno task build",
            start: "deno serve -A --host ${HOST:-0.0.0.0} --port $PORT _fresh/server.js"),
        Case(
            "mojo generate app",
            [
                "cpanfile": "requires 'Mojolicious', '>= 9.0';\n",
                "script/shop":
                    "#!/usr/bin/env perl\nuse Mojolicious::Commands;\nMojolicious::Commands->start_app('Shop');",
                "lib/Shop.pm": "",
            ],
            language: "perl", framework: "mojolicious", manager: "cpanm",
            install: "cpanm --notest -L local --installdeps .",
            start:
                "PERL5LIB=local/lib/perl5 PATH=local/bin:$PATH perl script/shop prefork -m production -l http://${HOST:-0.0.0.0}:$PORT"
        ),
        Case(
            "mojo generate lite-app",
            [
                "myapp.pl":
                    "#!/usr/bin/env perl\nuse Mojolicious::Lite -signatures;\nget '/health' => sub ($c) { };\napp->start;"
            ],
            language: "perl", framework: "mojolicious",
            start: "perl myapp.pl prefork -m production -l http://${HOST:-0.0.0.0}:$PORT", health: "/health"),
        Case(
            "dancer2 gen",
            [
                "cpanfile": "requires \"Dancer2\" => \"1.1.1\";\nrequires \"Starman\";\n", "cpanfile.snapshot": "",
                "bin/app.psgi": "Shop->to_app;",
            ],
            language: "perl", framework: "dancer2", manager: "carton", install: "carton install --deployment",
            start: "carton exec -- plackup -E production -s Starman -o ${HOST:-0.0.0.0} -p $PORT bin/app.psgi"),
        Case(
            "shiny", ["app.R": "library(shiny)\nshinyApp(ui, server)"], language: "r", framework: "shiny",
            start: "Rscript -e \"shiny::runApp('.', \(address))\""),
        Case(
            "plumber with renv",
            [
                "plumber.R": "#* @get /health\nfunction() 'ok'\n",
                "renv.lock": "{\"R\": {\"Version\": \"4.4.1\"}, \"Packages\": {\"plumber\": {}}}",
            ],
            language: "r", framework: "plumber", manager: "renv",
            start: "Rscript -e \"plumber::pr_run(plumber::pr('plumber.R'), \(address), docs = FALSE)\"",
            health: "/health", asks: "r 4.4.1"),
        Case(
            "an R package",
            ["DESCRIPTION": "Package: kit\nImports:\n    shiny\n", "NAMESPACE": "export(f)", "R/f.R": ""],
            language: "r", framework: "shiny"),
        Case(
            "Genie.Generator.newapp",
            [
                "Project.toml":
                    "name = \"Shop\"\nuuid = \"x\"\n[deps]\nGenie = \"c43c736e\"\n[compat]\njulia = \"1.10\"\n",
                "bootstrap.jl": "", "routes.jl": "route(\"/health\") do\n \"ok\"\nend",
            ],
            language: "julia", framework: "genie", manager: "pkg",
            start:
                "GENIE_ENV=prod julia --project=. -e 'using Genie; Genie.loadapp(); up(parse(Int, ENV[\"PORT\"]), get(ENV, \"HOST\", \"0.0.0.0\"); async = false)'",
            health: "/health", asks: "julia 1.10"),
        Case(
            "HTTP.jl",
            ["Project.toml": "[deps]\nHTTP = \"cd3eb016\"\n", "server.jl": "HTTP.serve(f, \"0.0.0.0\", 8081)"],
            language: "julia", framework: "http-jl", start: "julia --project=. server.jl", port: 8081),
        Case(
            "a Julia package", ["Project.toml": "name = \"Kit\"\nuuid = \"x\"\n", "src/Kit.jl": "module Kit end"],
            language: "julia"),
        Case(
            "lapis new",
            [
                "config.lua": "local config = require(\"lapis.config\")\nconfig(\"production\", { port = 80 })",
                "app.lua": "local lapis = require(\"lapis\")",
                "nginx.conf": "server { listen ${{PORT}}; content_by_lua 'x'; }",
            ],
            language: "lua", framework: "lapis", start: "LAPIS_PORT=$PORT lapis server production"),
        Case(
            "OpenResty",
            [
                "conf/nginx.conf":
                    "http {\n  server {\n    listen 8080;\n    location / { content_by_lua_block { ngx.say('hi') } }\n  }\n}"
            ],
            language: "lua", framework: "openresty",
            start: "mkdir -p logs && openresty -p . -c conf/nginx.conf -g 'daemon off;'", port: 8080),
        Case(
            "Racket", ["main.rkt": "#lang racket\n(require web-server/servlet-env)\n(serve/servlet start #:port 8000)"],
            language: "racket", framework: "racket-web-server", build: "raco make main.rkt", start: "racket main.rkt",
            port: 8000),
        Case(
            "Guile", ["server.scm": "(use-modules (web server))\n(run-server handler 'http '(#:port 8081))"],
            language: "scheme", start: "guile --no-auto-compile -L . server.scm", port: 8081),
        Case(
            "CHICKEN", ["main.scm": "(import spiffy)\n(server-port 8082)\n(start-server)"],
            language: "scheme", framework: "spiffy", build: "mkdir -p bin && csc -O2 main.scm -o bin/app",
            start: "./bin/app", port: 8082),
        Case(
            "Haunt", ["haunt.scm": "(use-modules (haunt site))"], language: "scheme", framework: "haunt",
            build: "haunt build", output: "site"),
        Case(
            "hugo new site", ["hugo.toml": "baseURL = 'https://example.org/'\n", "archetypes/default.md": ""],
            language: "html", framework: "hugo", build: "hugo --gc --minify", output: "public"),
        Case(
            "an older Hugo site with another folder",
            [
                "config.toml": "baseURL = \"/\"\npublishDir = \"docs\"\n", "content/a.md": "",
                "package.json": "{\"devDependencies\": {\"postcss-cli\": \"11\"}}",
            ],
            language: "html", framework: "hugo", manager: "npm", install: "npm install", build: "hugo --gc --minify",
            output: "docs"),
        Case(
            "zola init",
            [
                "config.toml": "base_url = \"https://example.com\"\n", "content/_index.md": "",
                "templates/index.html": "",
            ],
            language: "html", framework: "zola", build: "zola build", output: "public"),
        Case(
            "mdbook init", ["book.toml": "[book]\ntitle = \"x\"\n[output.html]\n", "src/SUMMARY.md": ""],
            language: "html", framework: "mdbook", build: "mdbook build", output: "book"),
        Case(
            "elm init", ["elm.json": "{\"type\": \"application\"}", "src/Main.elm": "module Main exposing (main)"],
            language: "html", framework: "elm", build: "elm make src/Main.elm --optimize --output=dist/index.html",
            output: "dist"),
        Case(
            "elm with a page",
            [
                "elm.json": "{\"type\": \"application\"}", "src/Main.elm": "",
                "index.html": "<script src=\"main.js\"></script>",
            ],
            language: "html", framework: "elm", build: "elm make src/Main.elm --optimize --output=main.js", output: "."),
        Case(
            "Antora", ["antora-playbook.yml": "site:\n  title: x\noutput:\n  dir: ./public\n"],
            language: "html", framework: "antora", build: "npx antora --fetch antora-playbook.yml", output: "public"),
        Case(
            "quarto create project website", ["_quarto.yml": "project:\n  type: website\n"],
            language: "html", framework: "quarto", build: "quarto render", output: "_site"),
    ]

    @Test(arguments: cases) func plans(_ project: Case) throws { try project.check() }
}
