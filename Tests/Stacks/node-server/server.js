// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

const http = require("node:http");

http
  .createServer((_request, response) => response.end("hello from node\n"))
  .listen(Number(process.env.PORT ?? 3000), process.env.HOST);
