// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

// The app that is redeployed under load: a quick answer, a POST, and a response that takes its time.
const fs = require("node:fs");
const http = require("node:http");
const path = require("node:path");

const version = fs.readFileSync(path.join(__dirname, "VERSION"), "utf8").trim();

const server = http.createServer((request, response) => {
  const url = new URL(request.url, "http://localhost");
  switch (url.pathname) {
    case "/entries":
      request.resume().on("end", () => response.writeHead(201).end("created\n"));
      break;
    case "/slow":
      setTimeout(() => response.end(`${version}\n`), 1000 * Number(url.searchParams.get("seconds") ?? 1));
      break;
    default:
      response.end(`${version}\n`);
  }
});

// Longer than any pause of the load: a keep-alive connection is closed by its client, not under it.
server.keepAliveTimeout = 120_000;
server.listen(Number(process.env.PORT), process.env.HOST);
process.on("SIGTERM", () => server.close(() => process.exit(0)));
