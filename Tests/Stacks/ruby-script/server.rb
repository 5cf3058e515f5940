# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

require "socket"

server = TCPServer.new(ENV.fetch("HOST", "0.0.0.0"), Integer(ENV.fetch("PORT")))
loop do
  client = server.accept
  nil while (line = client.gets) && line != "\r\n"
  body = "hello from ruby\n"
  client.write "HTTP/1.1 200 OK\r\ncontent-length: #{body.bytesize}\r\nconnection: close\r\n\r\n#{body}"
rescue SystemCallError => error
  # Who goes away before the answer, as health checks may, is no reason to end.
  warn error.message
ensure
  client&.close
end
