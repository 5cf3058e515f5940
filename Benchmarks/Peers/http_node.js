// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

// A peer of httpbench: `node http_node.js PORT WORKERS`.
const cluster = require("node:cluster");
const http = require("node:http");

const [port, workers] = process.argv.slice(2).map(Number);
if (cluster.isPrimary && workers > 1) {
  for (let i = 0; i < workers; i++) cluster.fork();
} else {
  http
    .createServer((request, response) => {
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify({ message: "hello", number: 42 }));
    })
    .listen(port, "127.0.0.1");
}
