// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Testing

/// Libraries and frameworks of Python, Ruby, PHP, Perl, Julia, Lua and Scheme.
@Suite struct ScriptedLibraryTests {
    static let cases: [Case] =
        pythonServers + pythonOthers + rackApplications + rubySites + phpFrontControllers + others

    private static let address = "${HOST:-0.0.0.0}"

    private static let pythonServers: [Case] = [
        (
            "fasthtml", "python-fasthtml", "app, rt = fast_app()\napp = FastHTML()",
            ".venv/bin/uvicorn main:app --host \(address) --port $PORT"
        ),
        (
            "litestar", "litestar[standard]\nuvicorn", "app = Litestar([index])",
            ".venv/bin/uvicorn main:app --host \(address) --port $PORT"
        ),
        ("quart", "quart\nhypercorn", "app = Quart(__name__)", ".venv/bin/hypercorn main:app --bind \(address):$PORT"),
        (
            "starlette", "starlette\nuvicorn", "app = Starlette(routes=[])",
            ".venv/bin/uvicorn main:app --host \(address) --port $PORT"
        ),
        (
            "blacksheep", "blacksheep\nuvicorn", "app = Application()",
            ".venv/bin/uvicorn main:app --host \(address) --port $PORT"
        ),
        ("bottle", "bottle\ngunicorn", "app = Bottle()", ".venv/bin/gunicorn --bind \(address):$PORT main:app"),
        (
            "falcon", "falcon\nwaitress", "app = falcon.App()",
            ".venv/bin/waitress-serve --listen=\(address):$PORT main:app"
        ),
        (
            "robyn", "robyn", "app = Robyn(__file__)\napp.start(port=int(os.environ[\"PORT\"]))",
            ".venv/bin/python -u main.py"
        ),
        (
            "cherrypy", "CherryPy",
            "cherrypy.config.update({'server.socket_port': int(os.environ['PORT'])})\ncherrypy.quickstart(Root())",
            ".venv/bin/python -u main.py"
        ),
    ].map { slug, requirements, program, start in
        Case(
            slug, ["requirements.txt": "\(requirements)\n", "main.py": "import os\n\(program)\n"], language: "python",
            framework: slug, start: start)
    }

    private static let pythonOthers: [Case] = [
        Case(
            "a Streamlit gallery",
            [
                "requirements.txt": "streamlit==1.45.0\npandas\n", "streamlit_app.py": "st.title('Hi')",
                "pages/1_Map.py": "",
            ],
            language: "python", framework: "streamlit",
            start:
                ".venv/bin/streamlit run streamlit_app.py --server.address ${HOST:-0.0.0.0} --server.port $PORT --server.headless true",
            health: "/_stcore/health"),
        Case(
            "the cookiecutter of Pyramid",
            [
                "setup.py": "setup(name='shop', install_requires=['plaster_pastedeploy', 'pyramid', 'waitress'])",
                "production.ini":
                    "[app:main]\nuse = egg:shop\n\n[server:main]\nuse = egg:waitress#main\nlisten = *:6543\n",
                "development.ini": "[server:main]\nlisten = localhost:6543\n", "shop/__init__.py": "",
            ], language: "python", framework: "pyramid", start: ".venv/bin/pserve production.ini http_port=$PORT",
            port: 6543),
        Case(
            "nikola init",
            [
                "requirements.txt": "Nikola[extras]\n", "conf.py": "BLOG_AUTHOR = \"x\"\nOUTPUT_FOLDER = 'output'\n",
                "posts/1.rst": "",
            ],
            language: "python", framework: "nikola", build: ".venv/bin/nikola build", output: "output"),
    ]

    private static let rackApplications: [Case] = ["roda", "grape", "padrino", "cuba", "camping", "rack"].map { gem in
        Case(
            gem,
            [
                "Gemfile": "source 'https://rubygems.org'\n\ngem '\(gem)'\ngem 'puma', '~> 6.4'\n",
                "config.ru": "require_relative 'app'\nrun App\n", "app.rb": "class App; end\n",
            ], language: "ruby", framework: gem, start: "bundle exec puma -b tcp://\(address):$PORT")
    }

    private static let rubySites: [Case] = [
        Case(
            "bridgetown new",
            [
                "Gemfile": "source \"https://rubygems.org\"\ngem \"bridgetown\", \"~> 1.3\"\ngem \"puma\", \"< 7\"\n",
                "config.ru": "require \"bridgetown-core/rack/boot\"\n", "src/index.md": "",
            ], language: "ruby", framework: "bridgetown", build: "bundle exec bridgetown deploy", output: "output"),
        Case(
            "nanoc create-site", ["Gemfile": "gem 'nanoc', '~> 4.12'\n", "nanoc.yaml": "", "Rules": ""],
            language: "ruby",
            framework: "nanoc", build: "bundle exec nanoc compile", output: "output"),
    ]

    private static let phpFrontControllers: [Case] = [
        ("yii", "yiisoft/yii2", "web"), ("laminas", "laminas/laminas-mvc", "public"),
        ("mezzio", "mezzio/mezzio", "public"),
        ("lumen", "laravel/lumen-framework", "public"), ("craft", "craftcms/cms", "web"),
        ("phalcon", "ext-phalcon", "public"), ("flight", "flightphp/core", "public"),
        ("thinkphp", "topthink/framework", "public"), ("leaf", "leafs/leaf", "public"),
    ].map { slug, package, folder in
        Case(
            slug,
            [
                "composer.json": "{\"type\": \"project\", \"require\": {\"php\": \">=8.1\", \"\(package)\": \"*\"}}",
                "\(folder)/index.php": "<?php",
            ], language: "php", framework: slug,
            start: "PHP_CLI_SERVER_WORKERS=4 php -S \(address):$PORT -t \(folder) \(folder)/index.php")
    }

    private static let others: [Case] = [
        Case(
            "composer create-project roots/bedrock",
            [
                "composer.json":
                    "{\"type\": \"project\", \"require\": {\"php\": \">=8.1\", \"roots/wordpress\": \"6.7\"}}",
                "web/index.php": "<?php", "web/wp-config.php": "<?php", "config/application.php": "<?php",
            ], language: "php", framework: "bedrock",
            start: "PHP_CLI_SERVER_WORKERS=4 php -S ${HOST:-0.0.0.0}:$PORT -t web"),
        Case(
            "dancer -a",
            [
                "Makefile.PL": "WriteMakefile(PREREQ_PM => { 'Dancer' => 1.3513 });", "app.psgi": "",
                "lib/Shop.pm": "use Dancer;",
            ],
            language: "perl", framework: "dancer",
            start:
                "PERL5LIB=local/lib/perl5 PATH=local/bin:$PATH plackup -E production -o ${HOST:-0.0.0.0} -p $PORT app.psgi"
        ),
        Case(
            "catalyst.pl Shop",
            [
                "cpanfile": "requires 'Catalyst::Runtime', '5.90130';\nrequires 'Starman';\n", "shop.psgi": "use Shop;",
                "lib/Shop.pm": "use Catalyst qw/Static::Simple/;",
            ], language: "perl", framework: "catalyst",
            start:
                "PERL5LIB=local/lib/perl5 PATH=local/bin:$PATH plackup -E production -s Starman -o ${HOST:-0.0.0.0} -p $PORT shop.psgi"
        ),
        Case(
            "a PSGI file", ["app.psgi": "my $app = sub { [200, [], ['hi']] };"], language: "perl", framework: "plack",
            start: "plackup -E production -o ${HOST:-0.0.0.0} -p $PORT app.psgi"),
        Case(
            "newsite() of Franklin",
            [
                "Project.toml": "[deps]\nFranklin = \"713c75ef-9fc9-4b05-94a9-213340da978e\"\n", "config.md": "",
                "index.md": "",
            ],
            language: "julia", framework: "franklin", build: "julia --project=. -e 'using Franklin; optimize()'",
            output: "__site"),
        Case(
            "Oxygen",
            [
                "Project.toml": "[deps]\nOxygen = \"df9a0d86-3283-4920-82dc-4555fc0d1d8b\"\nHTTP = \"x\"\n",
                "main.jl": "using Oxygen\nserve(host=\"0.0.0.0\", port=parse(Int, ENV[\"PORT\"]))\n",
            ], language: "julia", framework: "oxygen", start: "julia --project=. main.jl"),
        Case(
            "Dash for Julia",
            [
                "Project.toml": "[deps]\nDash = \"1b08a953-4be3-4667-9a23-3db579824955\"\n",
                "app.jl": "run_server(app, \"0.0.0.0\", parse(Int, ENV[\"PORT\"]))\n",
            ], language: "julia", framework: "dash-jl", start: "julia --project=. app.jl"),
        Case(
            "Pegasus",
            [
                "shop-1.0-1.rockspec": "dependencies = {\n  \"lua >= 5.1\",\n  \"pegasus >= 1.0\"\n}",
                "main.lua": "local server = require('pegasus'):new({ port = '9090' })",
            ], language: "lua", framework: "pegasus",
            start: "eval \"$(luarocks path --tree lua_modules)\" && lua main.lua", port: 9090),
        Case(
            "art create",
            ["ENTRY": "", "conf/artanis.conf": "host.port = 3000", "main.scm": "(use-modules (artanis artanis))"],
            language: "scheme", framework: "artanis", start: "art work --host=${HOST:-0.0.0.0} --port=$PORT"),
    ]

    @Test(arguments: cases) func plans(_ project: Case) throws { try project.check() }
}
