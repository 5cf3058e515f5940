// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Hosting
import Testing

@Suite struct StartLineTests {
    @Test(arguments: [
        "python3 app.py", "  node server.js", ".venv/bin/gunicorn --bind ${HOST:-0.0.0.0}:$PORT 'shop:create_app()'",
        "./target/release/web", "java -jar app.jar --title=\"a; b && c\"", "bundle exec puma -b tcp://0.0.0.0:$PORT",
        "env A=1 ./run # with a comment", "npm run start -- --port \"$PORT\" it\\;self", "/usr/bin/printf hello",
    ])
    func `one program takes the shell's place`(line: String) {
        #expect(StartLine.executing(line) == "exec " + line)
    }

    @Test(arguments: [
        "", "   ", "cd backend && python3 app.py", "python3 app.py; true", "python3 app.py | tee log", "run &",
        "PYTHONPATH=src python3 app.py", "exec python3 app.py", "while true", "(run)", "run > log", "run 2>&1",
        "$PROGRAM --fast", "\"./my app\"", "~/bin/run", "run $(cat port)", "run `cat port`", "run 'unclosed", "run \\",
        "echo hello", ". ./start", "run\nrun", "! run", "{ run", "[ -f run ]", "-c", "run*", "\"a\"b c",
    ])
    func `a line that needs the shell stays as it is`(line: String) {
        #expect(StartLine.executing(line) == line)
    }
}
