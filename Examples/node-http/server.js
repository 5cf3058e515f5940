// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

// Tells the time, as a page and as a stream of server-sent events. Needs no package.
const http = require("node:http");

const { version } = require("./package.json");
const port = Number(process.env.PORT ?? 3000);
const host = process.env.HOST ?? "127.0.0.1";

const server = http.createServer((request, response) => {
  switch (request.url) {
    case "/health":
      response.end("ok\n");
      break;
    case "/version":
      response.end(`${version}\n`);
      break;
    case "/ticks": {
      response.writeHead(200, { "content-type": "text/event-stream" });
      const timer = setInterval(() => response.write(`data: ${new Date().toISOString()}\n\n`), 1000);
      response.on("close", () => clearInterval(timer));
      break;
    }
    case "/":
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(`<h1>It is ${new Date().toISOString()}</h1>\n`);
      break;
    default:
      response.writeHead(404).end("no such page\n");
  }
});

server.listen(port, host, () => console.log(`listening on ${host}:${port}`));
process.on("SIGTERM", () => server.close(() => process.exit(0)));
