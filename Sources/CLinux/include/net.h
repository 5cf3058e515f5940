// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
//
// Sockets and epoll for the HTTP room. epoll_event is packed and holds a union, SO_PEERCRED and accept4 need
// _GNU_SOURCE, openat2 has no libc wrapper: all of that stays on the C side.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// The results of non-blocking calls that are not a count.
#define DX_WOULD_BLOCK (-1)
#define DX_FAILED (-2)
#define DX_EXHAUSTED (-3)

typedef struct {
    uint32_t events;
    uint64_t token;
} dx_event;

typedef struct {
    uint32_t uid;
    uint32_t gid;
    int32_t pid;
} dx_peer;

void *dx_current_loop(void);
void dx_set_current_loop(void *loop);

int dx_epoll_create(void);
int dx_epoll_add(int epoll, int descriptor, uint32_t events, uint64_t token);
int dx_epoll_modify(int epoll, int descriptor, uint32_t events, uint64_t token);
int dx_epoll_remove(int epoll, int descriptor);
// Waits for at most 512 events; 0 when interrupted or timed out.
int dx_epoll_wait(int epoll, dx_event *events, int capacity, int timeout_ms);

int dx_eventfd(void);
void dx_eventfd_signal(int descriptor);
void dx_eventfd_drain(int descriptor);

// A socket of the family, non-blocking and close-on-exec; -1 with errno.
int dx_socket(int family);
int dx_bind(int descriptor, const void *address, uint32_t length);
// Starts connecting; 0 when done or under way, else errno.
int dx_connect(int descriptor, const void *address, uint32_t length);
// The outcome of a connect, 0 or an errno value.
int dx_socket_error(int descriptor);
void dx_reuse_address(int descriptor);
void dx_no_delay(int descriptor);
// The next connection, DX_WOULD_BLOCK, DX_EXHAUSTED (descriptors or memory ran out) or DX_FAILED.
int dx_accept(int listener);
int dx_peer_credentials(int descriptor, dx_peer *peer);
// The sockaddr_un of a path; its length, or 0 when the path is empty or does not fit (107 bytes).
uint32_t dx_unix_address(const char *path, void *address, uint32_t capacity);
// The sockaddr of a numeric IPv4 or IPv6 host; its length, or 0 when the host is a name.
uint32_t dx_numeric_address(const char *host, uint16_t port, void *address, uint32_t capacity);
// The numeric host and the port of a socket's own end; 0 on success.
int dx_local_address(int descriptor, char *host, uint32_t capacity, uint16_t *port);
// The numeric host and the port of a socket's far end; 0 on success.
int dx_remote_address(int descriptor, char *host, uint32_t capacity, uint16_t *port);

// A count, 0 at the end of input, DX_WOULD_BLOCK or DX_FAILED.
ssize_t dx_receive(int descriptor, void *bytes, size_t count);
ssize_t dx_transmit(int descriptor, const void *bytes, size_t count);
// Sends file bytes from *offset, which it moves on.
ssize_t dx_sendfile(int socket, int file, int64_t *offset, size_t count);
void dx_shutdown_output(int descriptor);

// Opens a path below a directory for reading; symbolic links may lead anywhere inside it, never out.
// Negative errno on failure.
int dx_open_beneath(int directory, const char *path);
