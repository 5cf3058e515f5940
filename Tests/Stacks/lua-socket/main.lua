local socket = require("socket")

local server = assert(socket.bind(os.getenv("HOST") or "*", tonumber(os.getenv("PORT") or 8080)))
while true do
  local client = server:accept()
  repeat local line = client:receive() until not line or line == ""
  local body = "hello from lua\n"
  client:send("HTTP/1.1 200 OK\r\ncontent-length: " .. #body .. "\r\nconnection: close\r\n\r\n" .. body)
  client:close()
end
