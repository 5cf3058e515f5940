// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "net.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

static __thread void *current_loop;

void *dx_current_loop(void) { return current_loop; }
void dx_set_current_loop(void *loop) { current_loop = loop; }

int dx_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

static int control(int epoll, int operation, int descriptor, uint32_t events, uint64_t token) {
    struct epoll_event event = {.events = events, .data.u64 = token};
    return epoll_ctl(epoll, operation, descriptor, &event);
}

int dx_epoll_add(int epoll, int descriptor, uint32_t events, uint64_t token) {
    return control(epoll, EPOLL_CTL_ADD, descriptor, events, token);
}

int dx_epoll_modify(int epoll, int descriptor, uint32_t events, uint64_t token) {
    return control(epoll, EPOLL_CTL_MOD, descriptor, events, token);
}

int dx_epoll_remove(int epoll, int descriptor) { return control(epoll, EPOLL_CTL_DEL, descriptor, 0, 0); }

int dx_epoll_wait(int epoll, dx_event *events, int capacity, int timeout_ms) {
    struct epoll_event ready[512];
    int count = epoll_wait(epoll, ready, capacity < 512 ? capacity : 512, timeout_ms);
    for (int i = 0; i < count; i++) {
        events[i].events = ready[i].events;
        events[i].token = ready[i].data.u64;
    }
    return count < 0 ? 0 : count;
}

int dx_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

void dx_eventfd_signal(int descriptor) {
    uint64_t one = 1;
    ssize_t written = write(descriptor, &one, sizeof one);
    (void)written;
}

void dx_eventfd_drain(int descriptor) {
    uint64_t value;
    ssize_t got = read(descriptor, &value, sizeof value);
    (void)got;
}

int dx_socket(int family) { return socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0); }

int dx_bind(int descriptor, const void *address, uint32_t length) {
    return bind(descriptor, address, length) == 0 ? 0 : errno;
}

int dx_connect(int descriptor, const void *address, uint32_t length) {
    if (connect(descriptor, address, length) == 0 || errno == EINPROGRESS || errno == EINTR) return 0;
    return errno;
}

int dx_socket_error(int descriptor) {
    int error = 0;
    socklen_t length = sizeof error;
    return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) == 0 ? error : errno;
}

void dx_reuse_address(int descriptor) {
    int one = 1;
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
}

void dx_no_delay(int descriptor) {
    int one = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

int dx_accept(int listener) {
    for (;;) {
        int descriptor = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor >= 0) return descriptor;
        switch (errno) {
        case EAGAIN: return DX_WOULD_BLOCK;
        case EMFILE:
        case ENFILE:
        case ENOMEM:
        case ENOBUFS: return DX_EXHAUSTED;
        case EBADF:
        case EINVAL:
        case ENOTSOCK: return DX_FAILED;
        default: continue;  // accept(2): errors of the connection itself are to be retried
        }
    }
}

int dx_peer_credentials(int descriptor, dx_peer *peer) {
    struct ucred credentials;
    socklen_t length = sizeof credentials;
    if (getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) != 0) return errno;
    peer->uid = credentials.uid;
    peer->gid = credentials.gid;
    peer->pid = credentials.pid;
    return 0;
}

uint32_t dx_unix_address(const char *path, void *address, uint32_t capacity) {
    struct sockaddr_un result = {.sun_family = AF_UNIX};
    size_t length = strlen(path);
    if (length == 0 || length >= sizeof result.sun_path || capacity < sizeof result) return 0;
    memcpy(result.sun_path, path, length);
    memcpy(address, &result, sizeof result);
    return sizeof result;
}

uint32_t dx_numeric_address(const char *host, uint16_t port, void *address, uint32_t capacity) {
    struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons(port)};
    if (capacity >= sizeof four && inet_pton(AF_INET, host, &four.sin_addr) == 1) {
        memcpy(address, &four, sizeof four);
        return sizeof four;
    }
    struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    if (capacity >= sizeof six && inet_pton(AF_INET6, host, &six.sin6_addr) == 1) {
        memcpy(address, &six, sizeof six);
        return sizeof six;
    }
    return 0;
}

static int describe(const struct sockaddr_storage *address, char *host, uint32_t capacity, uint16_t *port) {
    if (address->ss_family == AF_INET) {
        const struct sockaddr_in *four = (const struct sockaddr_in *)address;
        *port = ntohs(four->sin_port);
        return inet_ntop(AF_INET, &four->sin_addr, host, capacity) ? 0 : errno;
    }
    if (address->ss_family == AF_INET6) {
        const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)address;
        *port = ntohs(six->sin6_port);
        return inet_ntop(AF_INET6, &six->sin6_addr, host, capacity) ? 0 : errno;
    }
    return EAFNOSUPPORT;
}

int dx_local_address(int descriptor, char *host, uint32_t capacity, uint16_t *port) {
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    if (getsockname(descriptor, (struct sockaddr *)&address, &length) != 0) return errno;
    return describe(&address, host, capacity, port);
}

int dx_remote_address(int descriptor, char *host, uint32_t capacity, uint16_t *port) {
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    if (getpeername(descriptor, (struct sockaddr *)&address, &length) != 0) return errno;
    return describe(&address, host, capacity, port);
}

ssize_t dx_receive(int descriptor, void *bytes, size_t count) {
    for (;;) {
        ssize_t received = recv(descriptor, bytes, count, 0);
        if (received >= 0) return received;
        if (errno != EINTR) return errno == EAGAIN ? DX_WOULD_BLOCK : DX_FAILED;
    }
}

ssize_t dx_transmit(int descriptor, const void *bytes, size_t count) {
    for (;;) {
        ssize_t sent = send(descriptor, bytes, count, MSG_NOSIGNAL);
        if (sent >= 0) return sent;
        if (errno != EINTR) return errno == EAGAIN ? DX_WOULD_BLOCK : DX_FAILED;
    }
}

ssize_t dx_sendfile(int socket, int file, int64_t *offset, size_t count) {
    for (;;) {
        off_t position = *offset;
        ssize_t sent = sendfile(socket, file, &position, count);
        if (sent >= 0) {
            *offset = position;
            return sent;
        }
        if (errno != EINTR) return errno == EAGAIN ? DX_WOULD_BLOCK : DX_FAILED;
    }
}

void dx_shutdown_output(int descriptor) { shutdown(descriptor, SHUT_WR); }

int dx_open_beneath(int directory, const char *path) {
    struct open_how how = {
        .flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
    };
    for (;;) {
        long descriptor = syscall(SYS_openat2, directory, path, &how, sizeof how);
        if (descriptor >= 0) return (int)descriptor;
        // EAGAIN: something was renamed during the lookup, which must be done again (openat2(2)).
        if (errno != EINTR && errno != EAGAIN) return -errno;
    }
}
