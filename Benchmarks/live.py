#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Measures live events: `live.py --bin FOLDER --python PYTHON`.

Idle WebSockets with a subscription each, told by the growth of the server's resident memory, and events that go out to
1,000 event streams, from just before their commit until a client has them. The clients share the machine with the server.
"""

import argparse
import http.client
import os
import pathlib
import re
import resource
import select
import socket
import statistics
import subprocess
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).parent
UPGRADE = (
    b"GET /v1/live HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
SUBSCRIBE = b'{"op":"subscribe","id":"activity","topic":"events"}'
# How long nothing may arrive, in seconds.
PATIENCE = 60
# Events to all idle WebSockets: a single one says more about the machine's moment than about the server.
ROUNDS = 7


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, command, port):
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=HERE / "Peers")
        for _ in range(400):
            try:
                return socket.create_connection(("127.0.0.1", port)).close()
            except OSError:
                time.sleep(0.05)
        raise SystemExit(f"nobody listens at {port}")

    def __enter__(self):
        return self.process.pid

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def resident(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())[1])


def processor_time(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def append(port, count, rate):
    peer = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    peer.request("POST", f"/append?count={count}&rate={rate}")
    answer = peer.getresponse()
    assert answer.status == 200, answer.read()
    peer.close()


def until(peer, mark):
    text = b""
    while mark not in text:
        part = peer.recv(4096)
        assert part, text
        text += part
    return text


def arrivals(poll, peers):
    """What has come, as descriptors and bytes; a connection that ends or is silent for long ends the program."""
    ready = poll.poll(PATIENCE)
    if not ready:
        raise SystemExit(f"{len(peers)} connections wait for something that never came")
    for descriptor, _ in ready:
        data = peers[descriptor].recv(1 << 20)
        if not data:
            raise SystemExit("a connection was cut off")
        yield descriptor, data


def idle_sockets(name, command, port, count):
    with Server(command, port) as pid:
        time.sleep(0.5)
        before = resident(pid)
        peers = []
        frame = bytes([0x81, 0x80 | len(SUBSCRIBE), 0, 0, 0, 0]) + SUBSCRIBE
        for _ in range(count):
            peer = socket.create_connection(("127.0.0.1", port))
            peer.sendall(UPGRADE)
            until(peer, b"\r\n\r\n")
            peer.sendall(frame)
            until(peer, b"subscribed")
            peers.append(peer)
        time.sleep(1)
        each = (resident(pid) - before) / count
        used = processor_time(pid)
        time.sleep(10)
        used = (processor_time(pid) - used) * 10
        poll = select.epoll()
        left = {peer.fileno(): peer for peer in peers}
        for peer in peers:
            poll.register(peer.fileno(), select.EPOLLIN)
        took, busy = zip(*(event_to_all(pid, port, poll, left) for _ in range(ROUNDS)))
        print(f"{name:8} {count} idle WebSockets with a subscription: {each:5.2f} kB each, {used:.1f} % of a processor; "
              f"an event to all of them: {statistics.median(took) * 1000:.0f} ms ({min(took) * 1000:.0f} to "
              f"{max(took) * 1000:.0f}), {statistics.median(busy) * 1000:.0f} ms of the server's processor", flush=True)  # fmt: skip
        for peer in peers:
            peer.close()


def event_to_all(pid, port, poll, peers):
    """Seconds until every peer has the event, and how many of them the server worked."""
    used = processor_time(pid)
    left = set(peers)
    texts = dict.fromkeys(peers, b"")
    start = time.monotonic()
    writer = threading.Thread(target=append, args=(port, 1, 0))
    writer.start()
    while left:
        for descriptor, data in arrivals(poll, peers):
            texts[descriptor] += data
            # A ping may come before the event.
            if b'"n":0}' in texts[descriptor]:
                left.discard(descriptor)
    took = time.monotonic() - start
    writer.join()
    time.sleep(0.2)
    return took, processor_time(pid) - used


def fan_out(name, command, port, clients, count, rate):
    with Server(command, port) as pid:
        time.sleep(0.5)
        before = resident(pid)
        poll = select.epoll()
        peers = {}
        for _ in range(clients):
            peer = socket.create_connection(("127.0.0.1", port))
            peer.sendall(b"GET /v1/events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n")
            until(peer, b"retry: ")
            peer.setblocking(False)
            peers[peer.fileno()] = peer
            poll.register(peer.fileno(), select.EPOLLIN)
        time.sleep(0.5)
        each = (resident(pid) - before) / clients
        used = processor_time(pid)
        writer = threading.Thread(target=append, args=(port, count, rate))
        start = time.monotonic()
        writer.start()
        mark = re.compile(rb'"at":(\d{6,}),"n"')
        last = b'"n":%d}' % (count - 1)
        latencies, finished, delivered = [], 0, 0
        rests = dict.fromkeys(peers, b"")
        while finished < clients:
            for descriptor, data in arrivals(poll, peers):
                now = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
                # Whole events; one may come in two parts.
                text, _, rests[descriptor] = (rests[descriptor] + data).rpartition(b"\n\n")
                times = mark.findall(text)
                delivered += len(times)
                # A part of them, so that the client has time to measure.
                if descriptor % 16 == 0:
                    latencies += [now - int(at) for at in times]
                if last in text:
                    finished += 1
        took = time.monotonic() - start
        writer.join()
        used = processor_time(pid) - used
        quantiles = statistics.quantiles(latencies, n=100)
        print(f"{name:8} {clients} event streams, {count} events at {rate or 'full'} /s: {delivered / took:9.0f} deliveries/s  "
              f"p50 {quantiles[49] / 1000:6.1f} ms  p99 {quantiles[98] / 1000:6.1f} ms  "
              f"{used * 1e6 / max(delivered, 1):5.1f} us of processor time each  {each:5.1f} kB a stream idle", flush=True)  # fmt: skip
        for peer in peers.values():
            peer.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--python", required=True)
    parser.add_argument("--sockets", type=int, default=10_000)
    parser.add_argument("--streams", type=int, default=1_000)
    parser.add_argument("--events", type=int, default=2_000)
    options = parser.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    # On a disk: /tmp may be memory, where a sync costs nothing.
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        number = 0

        def ours():
            nonlocal number
            number += 1
            place = pathlib.Path(folder, str(number))
            place.mkdir()
            port = free_port()
            return [f"{options.bin}/livebench", str(port), str(place)], port

        def theirs():
            port = free_port()
            return [options.python, "-m", "uvicorn", "live_fastapi:app", "--port", str(port), "--no-access-log",
                    "--ws-ping-interval", "3600", "--backlog", "4096"], port  # fmt: skip

        # In turn: a shared machine has slow minutes, which would count for one of them.
        for name, server in (("Dextra", ours), ("FastAPI", theirs)) * 3:
            idle_sockets(name, *server(), options.sockets)
        for rate in (20, 0):
            count = 200 if rate else options.events
            for name, server in (("Dextra", ours), ("FastAPI", theirs)):
                fan_out(name, *server(), options.streams, count, rate)


main()
