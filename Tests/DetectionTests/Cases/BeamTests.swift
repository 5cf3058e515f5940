// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Testing

/// Elixir, Erlang and Gleam: releases of the Erlang virtual machine.
@Suite struct BeamTests {
    private static let phoenix = """
        defmodule Shop.MixProject do
          use Mix.Project

          def project do
            [
              app: :shop,
              version: "0.1.0",
              elixir: "~> 1.15",
              aliases: aliases(),
              deps: deps()
            ]
          end

          def application do
            [
              mod: {Shop.Application, []},
              extra_applications: [:logger, :runtime_tools]
            ]
          end

          defp deps do
            [
              {:phoenix, "~> 1.8.1"},
              # {:kaffy, "~> 0.9"},
              {:ecto_sql, "~> 3.13"},
              {:bandit, "~> 1.5"}
            ]
          end

          defp aliases do
            ["assets.deploy": ["tailwind shop --minify", "phx.digest"]]
          end
        end
        """
    private static let runtime = """
        port = String.to_integer(System.get_env("PORT") || "4000")
        secret_key_base = System.get_env("SECRET_KEY_BASE") || raise "missing"
        """
    private static let install = "mix local.hex --force && mix local.rebar --force && mix deps.get --only prod"

    static let cases: [Case] = [
        Case(
            "mix phx.new",
            ["mix.exs": phoenix, "config/runtime.exs": runtime, "priv/repo/migrations/.formatter.exs": ""],
            language: "elixir", framework: "phoenix", manager: "mix", install: install,
            build: "MIX_ENV=prod mix compile && MIX_ENV=prod mix assets.deploy && MIX_ENV=prod mix release --overwrite",
            start: "PHX_SERVER=true _build/prod/rel/shop/bin/shop start", release: "MIX_ENV=prod mix ecto.migrate",
            asks: "elixir 1.20.4"),
        Case(
            "mix phx.gen.release",
            ["mix.exs": phoenix, "rel/overlays/bin/migrate": "#!/bin/sh", "priv/repo/migrations/1.exs": ""],
            language: "elixir", framework: "phoenix",
            build: "MIX_ENV=prod mix compile && MIX_ENV=prod mix assets.deploy && MIX_ENV=prod mix release --overwrite",
            start: "PHX_SERVER=true _build/prod/rel/shop/bin/shop start", release: "_build/prod/rel/shop/bin/migrate"),
        Case(
            "assets with npm packages",
            ["mix.exs": phoenix, "assets/package.json": "{}", "assets/package-lock.json": "{}"],
            language: "elixir", framework: "phoenix", install: install + " && npm --prefix assets ci",
            build: "MIX_ENV=prod mix compile && MIX_ENV=prod mix assets.deploy && MIX_ENV=prod mix release --overwrite",
            start: "PHX_SERVER=true _build/prod/rel/shop/bin/shop start"),
        Case(
            "mix new --sup",
            [
                "mix.exs":
                    "[app: :hello,\n elixir: \"~> 1.17\"]\n[mod: {Hello.Application, []}]\ndefp deps do\n[{:plug_cowboy, \"~> 2.0\"}]"
            ], language: "elixir", framework: "plug",
            build: "MIX_ENV=prod mix compile && MIX_ENV=prod mix release --overwrite",
            start: "_build/prod/rel/hello/bin/hello start"),
        Case(
            "a library that extends Phoenix",
            ["mix.exs": "[app: :phoenix_extra, deps: deps()]\ndefp deps do\n[{:phoenix, \">= 1.7.0\"}]"],
            language: "elixir", framework: "phoenix"),
        Case(
            "an umbrella without releases",
            [
                "mix.exs": "[apps_path: \"apps\", deps: deps()]\ndefp deps do\n[]",
                "apps/web/mix.exs": "[app: :web]\n[mod: {Web.Application, []}]\n[{:phoenix, \"~> 1.7\"}]",
            ], language: "elixir", framework: "phoenix", build: "MIX_ENV=prod mix compile",
            start: "PHX_SERVER=true MIX_ENV=prod mix phx.server"),
        Case(
            "an umbrella with a release",
            [
                "mix.exs": "[apps_path: \"apps\",\n releases: [\n  site: [applications: [web: :permanent]]\n ]]",
                "apps/web/mix.exs": "[{:phoenix, \"~> 1.7\"}]",
            ], language: "elixir", framework: "phoenix",
            build: "MIX_ENV=prod mix compile && MIX_ENV=prod mix release --overwrite",
            start: "PHX_SERVER=true _build/prod/rel/site/bin/site start"),
        Case(
            "rebar3 new release",
            [
                "rebar.config":
                    "{erl_opts, [debug_info]}.\n{deps, [{cowboy, \"2.12.0\"}]}.\n{relx, [{release, {shop, \"0.1.0\"},\n [shop,\n sasl]}]}.\n"
            ], language: "erlang", framework: "cowboy", manager: "rebar3", install: "rebar3 get-deps",
            build: "rebar3 as prod release", start: "./_build/prod/rel/shop/bin/shop foreground"),
        Case(
            "rebar3 new lib",
            ["rebar.config": "{erl_opts, [debug_info]}.\n{deps, []}.\n%% {relx, [{release, {no, \"1\"}}]}."],
            language: "erlang"),
        Case(
            "gleam new with wisp",
            [
                "gleam.toml":
                    "name = \"shop\"\nversion = \"1.0.0\"\n[dependencies]\ngleam_stdlib = \">= 0.44.0\"\nwisp = \">= 1.0.0\"\nmist = \"~> 4.0\"\n",
                "src/shop.gleam": "pub fn main() {\n  mist.new(x) |> mist.port(8000) |> mist.start_http\n}\n",
            ], language: "gleam", framework: "wisp", manager: "gleam", install: "gleam deps download",
            build: "gleam export erlang-shipment", start: "./build/erlang-shipment/entrypoint.sh run", port: 8000),
        Case(
            "a Gleam library", ["gleam.toml": "name = \"list_extra\"\n", "src/list_extra.gleam": "pub fn zip() { 1 }"],
            language: "gleam"),
    ]

    @Test(arguments: cases) func plans(_ project: Case) throws { try project.check() }
}
