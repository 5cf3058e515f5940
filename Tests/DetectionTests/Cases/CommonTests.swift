// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Testing

/// The commonest frameworks, as their own `create` commands make a project.
@Suite struct CommonTests {
    static let cases: [Case] = [
        Case(
            "npm create nuxt",
            [
                "package.json":
                    #"{"private": true, "type": "module", "scripts": {"build": "nuxt build", "dev": "nuxt dev", "generate": "nuxt generate", "preview": "nuxt preview", "postinstall": "nuxt prepare"}, "dependencies": {"nuxt": "^4.0.0", "vue": "^3.5.0"}}"#,
                "nuxt.config.ts": "",
            ], language: "javascript", framework: "nuxtjs", build: "npm run build",
            start: "node .output/server/index.mjs"),
        Case(
            "npx create-remix",
            [
                "package.json":
                    #"{"private": true, "type": "module", "scripts": {"build": "remix vite:build", "dev": "remix vite:dev", "start": "remix-serve ./build/server/index.js"}, "dependencies": {"@remix-run/node": "^2.16.0", "@remix-run/react": "^2.16.0", "@remix-run/serve": "^2.16.0"}, "devDependencies": {"@remix-run/dev": "^2.16.0", "vite": "^6.0.0"}}"#,
                "vite.config.ts": "",
            ], language: "javascript", framework: "remix", build: "npm run build", start: "npm start"),
        Case(
            "npx sv create with adapter-node",
            [
                "package.json":
                    #"{"private": true, "type": "module", "scripts": {"dev": "vite dev", "build": "vite build", "preview": "vite preview"}, "devDependencies": {"@sveltejs/adapter-node": "^5.2.0", "@sveltejs/kit": "^2.16.0", "svelte": "^5.0.0", "vite": "^6.0.0"}}"#,
                "svelte.config.js": "import adapter from '@sveltejs/adapter-node';",
            ], language: "javascript", framework: "sveltekit-1", build: "npm run build", start: "node build"),
        Case(
            "npm create astro",
            [
                "package.json":
                    #"{"type": "module", "scripts": {"dev": "astro dev", "build": "astro build", "preview": "astro preview", "astro": "astro"}, "dependencies": {"astro": "^5.7.0"}}"#,
                "astro.config.mjs": "export default defineConfig({});",
            ], language: "javascript", framework: "astro", build: "npm run build", output: "dist"),
        Case(
            "nest new",
            [
                "package.json":
                    #"{"private": true, "scripts": {"build": "nest build", "start": "nest start", "start:dev": "nest start --watch", "start:prod": "node dist/main"}, "dependencies": {"@nestjs/common": "^11.0.1", "@nestjs/core": "^11.0.1", "@nestjs/platform-express": "^11.0.1"}}"#,
                "nest-cli.json": "{}", "src/main.ts": "await app.listen(process.env.PORT ?? 3000);",
            ], language: "javascript", framework: "nestjs", build: "npm run build", start: "node dist/main"),
        Case(
            "sanity init, version 2",
            [
                "package.json":
                    #"{"private": true, "scripts": {"start": "sanity start", "build": "sanity build"}, "dependencies": {"@sanity/base": "^2.36.0", "@sanity/core": "^2.36.0", "react": "^17.0"}}"#,
                "sanity.json": "{\"root\": true}",
            ], language: "javascript", framework: "sanity", build: "npm run build", output: "dist"),
        Case(
            "Antora's quick start",
            [
                "package.json": #"{"devDependencies": {"antora": "3.1.10"}}"#,
                "antora-playbook.yml": "site:\n  title: Docs\noutput:\n  clean: true\n",
            ], language: "javascript", framework: "antora", build: "npx antora antora-playbook.yml",
            output: "build/site"),
        Case(
            "deno with Hono",
            [
                "deno.json":
                    #"{"imports": {"hono": "jsr:@hono/hono@^4.7.0"}, "tasks": {"start": "deno run --allow-net main.ts"}}"#,
                "main.ts": "import { Hono } from 'hono'\nconst app = new Hono()\nDeno.serve(app.fetch)\n",
            ], language: "typescript", framework: "hono", manager: "deno", start: "deno task start", port: 8000),
        Case(
            "deno with Express",
            [
                "deno.json": #"{"imports": {"express": "npm:express@5"}}"#,
                "main.ts": "import express from 'express'\nconst app = express()\napp.listen(8000)\n",
            ], language: "typescript", framework: "express", manager: "deno", start: "deno run -A main.ts", port: 8000),
        Case(
            "django-admin startproject",
            [
                "requirements.txt": "django==5.2\ngunicorn==23.0.0\n",
                "manage.py": "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
                "shop/settings.py":
                    "WSGI_APPLICATION = 'shop.wsgi.application'\nSTATIC_URL = 'static/'\nSTATIC_ROOT = BASE_DIR / 'staticfiles'\n",
                "shop/wsgi.py": "",
            ], language: "python", framework: "django", build: ".venv/bin/python manage.py collectstatic --noinput",
            start: ".venv/bin/gunicorn --bind ${HOST:-0.0.0.0}:$PORT shop.wsgi:application",
            release: ".venv/bin/python manage.py migrate --noinput"),
        Case(
            "uv init with FastAPI",
            [
                "pyproject.toml":
                    "[project]\nname = \"shop\"\nversion = \"0.1.0\"\nrequires-python = \">=3.12\"\ndependencies = [\"fastapi[standard]>=0.115\"]\n",
                "uv.lock": "", "main.py": "from fastapi import FastAPI\n\napp = FastAPI()\n",
            ], language: "python", framework: "fastapi", manager: "uv", install: "uv sync --frozen --no-dev",
            start: ".venv/bin/uvicorn main:app --host ${HOST:-0.0.0.0} --port $PORT"),
        Case(
            "Flask's factory",
            [
                "requirements.txt": "Flask\ngunicorn\n",
                "flaskr/__init__.py":
                    "from flask import Flask\n\ndef create_app():\n    app = Flask(__name__)\n    return app\n",
            ], language: "python", framework: "flask",
            start: ".venv/bin/gunicorn --bind ${HOST:-0.0.0.0}:$PORT 'flaskr:create_app()'"),
        Case(
            "rails new",
            [
                "Gemfile":
                    "source \"https://rubygems.org\"\ngem \"rails\", \"~> 8.0.2\"\ngem \"propshaft\"\ngem \"puma\", \">= 5.0\"\n",
                "Gemfile.lock": "", "config.ru": "run Rails.application", "config/application.rb": "module Shop",
                "config/routes.rb": "get \"up\" => \"rails/health#show\"", "db/migrate/1_a.rb": "",
            ], language: "ruby", framework: "rails",
            build: "SECRET_KEY_BASE_DUMMY=1 RAILS_ENV=${RAILS_ENV:-production} bundle exec rails assets:precompile",
            start:
                "RAILS_ENV=${RAILS_ENV:-production} bundle exec rails server -b ${HOST:-0.0.0.0} -p $PORT --pid ${TMPDIR:-/tmp}/rails-$PORT.pid",
            release: "RAILS_ENV=${RAILS_ENV:-production} bundle exec rails db:migrate", health: "/up"),
        Case(
            "Sinatra's classic style",
            [
                "Gemfile": "gem 'sinatra'\ngem 'rackup'\ngem 'puma'\n",
                "app.rb": "require 'sinatra'\nget('/') { 'hi' }\n",
            ],
            language: "ruby", framework: "sinatra", start: "bundle exec ruby app.rb -o ${HOST:-0.0.0.0} -p $PORT"),
        Case(
            "laravel new",
            [
                "composer.json": #"{"type": "project", "require": {"php": "^8.2", "laravel/framework": "^12.0"}}"#,
                "artisan": "", "public/index.php": "<?php", "database/migrations/1_a.php": "",
                "bootstrap/app.php": "health: '/up',",
            ], language: "php", framework: "laravel", start: "php artisan serve --host=${HOST:-0.0.0.0} --port=$PORT",
            release: "php artisan migrate --force", health: "/up"),
        Case(
            "Gin's quick start",
            [
                "go.mod": "module example.com/shop\n\ngo 1.24\n\nrequire github.com/gin-gonic/gin v1.10.0\n",
                "main.go": "package main\n\nfunc main() {\n\tr := gin.Default()\n\tr.Run()\n}\n",
            ], language: "go", framework: "gin", build: "go build -o bin/app .", start: "./bin/app"),
        Case(
            "Rocket's getting started",
            [
                "Cargo.toml":
                    "[package]\nname = \"hello\"\nversion = \"0.1.0\"\n\n[dependencies]\nrocket = \"0.5.1\"\n",
                "src/main.rs": "#[launch]\nfn rocket() -> _ { rocket::build() }\n",
            ], language: "rust", framework: "rocket", build: "cargo build --release",
            start: "ROCKET_ADDRESS=${HOST:-0.0.0.0} ROCKET_PORT=$PORT ./target/release/hello"),
        Case(
            "axum's hello world",
            [
                "Cargo.toml":
                    "[package]\nname = \"hello\"\nversion = \"0.1.0\"\n\n[dependencies]\naxum = \"0.8\"\ntokio = \"1\"\n",
                "src/main.rs": "let listener = TcpListener::bind(\"127.0.0.1:3000\").await.unwrap();\n",
            ], language: "rust", framework: "axum", build: "cargo build --release", start: "./target/release/hello",
            port: 3000),
        Case(
            "Kit's template",
            [
                "deps.edn":
                    "{:paths [\"src/clj\" \"resources\"]\n :deps {org.clojure/clojure {:mvn/version \"1.12.0\"}\n        io.github.kit-clj/kit-core {:mvn/version \"1.0.7\"}}\n :aliases {:build {:deps {io.github.clojure/tools.build {:git/sha \"x\"}} :ns-default build}}}\n",
                "build.clj":
                    "(def uber-file (format \"target/%s-standalone.jar\" (name lib)))\n(defn uber [_] (b/uber {}))\n",
                "src/clj/shop/core.clj": "(defn -main [])",
            ], language: "clojure", framework: "kit", build: "clojure -T:build uber",
            start: "java -jar target/*-standalone.jar"),
    ]

    @Test(arguments: cases) func plans(_ project: Case) throws { try project.check() }
}
