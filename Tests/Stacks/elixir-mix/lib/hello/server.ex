defmodule Hello.Server do
  def listen(port) do
    {:ok, socket} = :gen_tcp.listen(port, [:binary, packet: :raw, active: false, reuseaddr: true])
    accept(socket)
  end

  defp accept(socket) do
    {:ok, client} = :gen_tcp.accept(socket)
    # Who goes away before the answer, as health checks may, is no reason to end.
    with {:ok, _request} <- :gen_tcp.recv(client, 0) do
      body = "hello from elixir\n"
      length = byte_size(body)
      :gen_tcp.send(client, "HTTP/1.1 200 OK\r\ncontent-length: #{length}\r\nconnection: close\r\n\r\n#{body}")
    end
    :gen_tcp.close(client)
    accept(socket)
  end
end
