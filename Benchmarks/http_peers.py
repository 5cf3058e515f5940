#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Measures the HTTP room beside its peers, in turn on the same machine: `http_peers.py --bin FOLDER --python PYTHON`.

Requests come from wrk over 64 kept connections. Each figure is the median of the rounds, in each of which every server
runs once; idle WebSockets are told by the growth of the server's resident memory.
"""

import argparse
import os
import pathlib
import re
import resource
import select
import socket
import ssl
import statistics
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).parent
UPGRADE = (
    b"GET /socket HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
NGINX = """worker_processes %(workers)d; daemon off; pid %(folder)s/pid; error_log /dev/null;
events { worker_connections 4096; }
http { access_log off; sendfile on; keepalive_requests 100000000; open_file_cache max=100;
server { listen 127.0.0.1:%(port)d; root %(folder)s/site; } }
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port):
    for _ in range(400):
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nobody listens at {port}")


class Server:
    def __init__(self, command, port):
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=HERE / "Peers")
        wait_for(port)

    def __enter__(self):
        return self.process.pid

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def servers(options, folder, workers):
    def ours(port):
        return [f"{options.bin}/httpbench", str(port), str(workers), f"{folder}/site"]

    def nginx(port):
        (folder / "nginx.conf").write_text(NGINX % {"workers": workers, "folder": folder, "port": port})
        return ["nginx", "-c", f"{folder}/nginx.conf"]

    def node(port):
        return ["node", "http_node.js", str(port), str(workers)]

    def fastapi(port):
        return [options.python, "-m", "uvicorn", "http_fastapi:app", "--port", str(port), "--no-access-log",
                "--workers", str(workers)]  # fmt: skip

    return [
        ("file, Dextra", ours, "/index.html"), ("file, nginx", nginx, "/index.html"), ("JSON, Dextra", ours, "/json"),
        ("JSON, node", node, "/json"), ("JSON, FastAPI", fastapi, "/json"),
    ]  # fmt: skip


def load(port, path, seconds):
    command = ["wrk", "-t1", "-c64", f"-d{seconds}s", "--latency", f"http://127.0.0.1:{port}{path}"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in text, text
    scale = {"us": 0.001, "ms": 1, "s": 1000}
    times = {p: float(n) * scale[u] for p, n, u in re.findall(r"(50|99)%\s+([\d.]+)(us|ms|s)", text)}
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]), times["50"], times["99"]


def processor_time(pid):
    """Microseconds that a server and its workers have used: what a busy machine distorts least."""
    workers = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()
    fields = [pathlib.Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in [pid, *workers]]
    return sum(int(each[11]) + int(each[12]) for each in fields) * 1e6 / os.sysconf("SC_CLK_TCK")


def throughput(options, folder):
    for workers in (1, 2):
        figures = {}
        for _ in range(options.rounds):
            for name, command, path in servers(options, folder, workers):
                port = free_port()
                with Server(command(port), port) as pid:
                    load(port, path, 1)
                    before = processor_time(pid)
                    rate, half, most = load(port, path, options.seconds)
                    each = (processor_time(pid) - before) / (rate * options.seconds)
                    figures.setdefault(name, []).append((rate, half, most, each))
        for name, rows in figures.items():
            rate, half, most, each = (statistics.median(column) for column in zip(*rows))
            print(f"{workers} worker(s)  {name:14} {rate:9.0f} requests/s  p50 {half:7.2f} ms  p99 {most:7.2f} ms  "
                  f"{each:6.1f} us of processor time each", flush=True)  # fmt: skip


def resident(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())[1])


def idle_sockets(name, command, port, count, tls=None):
    with Server(command, port) as pid:
        time.sleep(0.5)
        before = resident(pid)
        peers = []
        for _ in range(count):
            peer = socket.create_connection(("127.0.0.1", port))
            if tls:
                peer = tls.wrap_socket(peer)
            peer.sendall(UPGRADE)
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                head += peer.recv(4096)
            assert b" 101 " in head, head
            peers.append(peer)
        time.sleep(1)
        each = (resident(pid) - before) / count
        poll = select.epoll()
        for peer in peers:
            poll.register(peer.fileno(), select.EPOLLIN)
        left = {peer.fileno(): peer for peer in peers}
        start = time.monotonic()
        peers[0].sendall(bytes([0x81, 0x80 | 5, 0, 0, 0, 0]) + b"hello")
        while left:
            for descriptor, _ in poll.poll(10):
                left.pop(descriptor).recv(64)
                poll.unregister(descriptor)
        took = (time.monotonic() - start) * 1000
        print(f"{name:15} {count} idle WebSockets: {each:5.1f} kB each; a message to all of them: {took:6.0f} ms", flush=True)
        for peer in peers:
            peer.close()


def certificate(folder):
    """A certificate of its own making: its files, and a client that believes it."""
    files = [f"{folder}/chain.pem", f"{folder}/key.pem"]
    make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-out", files[0], "-keyout", files[1]]  # fmt: skip
    subprocess.run(make, capture_output=True, check=True)
    client = ssl.create_default_context(cafile=files[0])
    client.check_hostname = False
    return files, client


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--python", required=True)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sockets", type=int, default=10_000)
    options = parser.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        (folder / "site").mkdir()
        (folder / "site/index.html").write_text("<!doctype html><title>x</title><p>" + "hello " * 33)
        port = free_port()
        idle_sockets("Dextra", [f"{options.bin}/httpbench", str(port), "1", f"{folder}/site"], port, options.sockets)
        port = free_port()
        files, client = certificate(folder)
        command = [f"{options.bin}/httpbench", str(port), "1", f"{folder}/site", *files]
        idle_sockets("Dextra with TLS", command, port, options.sockets // 5, client)
        port = free_port()
        idle_sockets("websockets", [options.python, "websockets_idle.py", str(port)], port, options.sockets)
        throughput(options, folder)


main()
