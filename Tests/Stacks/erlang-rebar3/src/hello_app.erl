-module(hello_app).
-behaviour(application).
-export([start/2, stop/1]).

start(_Type, _Arguments) ->
    Port = list_to_integer(os:getenv("PORT", "8080")),
    {ok, Socket} = gen_tcp:listen(Port, [binary, {active, false}, {reuseaddr, true}]),
    {ok, spawn_link(fun() -> accept(Socket) end)}.

stop(_State) -> ok.

accept(Socket) ->
    {ok, Client} = gen_tcp:accept(Socket),
    %% Who goes away before the answer, as health checks may, is no reason to end.
    case gen_tcp:recv(Client, 0) of
        {ok, _Request} ->
            gen_tcp:send(Client, "HTTP/1.1 200 OK\r\ncontent-length: 18\r\nconnection: close\r\n\r\nhello from erlang\n");
        {error, _} -> ok
    end,
    gen_tcp:close(Client),
    accept(Socket).
