require "http/server"

server = HTTP::Server.new do |context|
  context.response.content_type = "text/plain"
  context.response.print "hello from crystal\n"
end

server.bind_tcp ENV.fetch("HOST", "0.0.0.0"), ENV.fetch("PORT", "8080").to_i
server.listen
