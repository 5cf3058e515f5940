// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "supervise.h"
#include "cgroup.h"
#include "files.h"
#include "launch.h"
#include "log.h"
#include "process.h"
#include "record.h"
#include "report.h"
#include "restart.h"
#include "signals.h"
#include "state.h"
#include "tree.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum phase { PHASE_RUNNING, PHASE_WAITING, PHASE_STOPPING, PHASE_RESTARTING };

struct service {
    struct plan *plan;
    int directory;
    int signals;
    int pipe[2];
    struct log log;
    struct record record;
    struct state state;
    struct history history;
    enum phase phase;
    /// On the monotonic clock: when to start again or to kill; 0 for none.
    uint64_t deadline;
    uint64_t started;
};

static void say(struct service *service, const char *state) {
    service->state.name = state;
    state_write(service->directory, &service->state);
}

/// Ends the shim. The record goes last: as long as it is there, a successor looks for leftovers.
static void over(struct service *service, const char *state) __attribute__((noreturn));
static void over(struct service *service, const char *state) {
    log_pump(&service->log, service->pipe[0]);
    if (service->plan->cgroup != NULL) cgroup_remove(service->plan->cgroup);
    service->state.pid = 0;
    service->state.start_time = 0;
    service->state.next_start_at_ms = 0;
    say(service, state);
    record_remove(service->directory);
    _exit(0);
}

/// Starts the command: its record is on the disk before it runs. Returns 0, or a status and the reason in the state.
static int start(struct service *service) {
    struct launch launch;
    struct record *record = &service->record;
    service->deadline = 0;
    service->state.next_start_at_ms = 0;
    service->state.message[0] = '\0';
    if (!launch_begin(service->plan, service->pipe[1], true, &launch)) {
        snprintf(service->state.message, sizeof service->state.message, "can't fork: %s", strerror(errno));
        return STATUS_FAILED;
    }
    record->child = launch.pid;
    record->child_start = process_start_time(launch.pid);
    service->state.pid = launch.pid;
    service->state.start_time = record->child_start;
    service->state.started_at_ms = wall_clock_ms();
    service->started = monotonic_ms();
    service->phase = PHASE_RUNNING;
    if (service->plan->cgroup != NULL) cgroup_enter(service->plan->cgroup, launch.pid);
    say(service, "starting");
    if (!record_write(service->directory, record)) {
        snprintf(service->state.message, sizeof service->state.message, "can't write the record: %s", strerror(errno));
        launch_abandon(&launch);
        return STATUS_FAILED;
    }
    int refusal = launch_release(&launch, service->state.message, sizeof service->state.message);
    if (refusal == 0) say(service, "running");
    return refusal;
}

static void wait_and_restart(struct service *service, uint64_t delay_ms) {
    service->phase = PHASE_WAITING;
    service->deadline = monotonic_ms() + delay_ms;
    service->state.next_start_at_ms = wall_clock_ms() + delay_ms;
    say(service, service->history.crash_looping ? "crash_looping" : "backoff");
}

/// Nothing of the command is left: what next?
static void ended(struct service *service, int status) {
    struct state *state = &service->state;
    state->pid = 0;
    state->start_time = 0;
    state->has_ended = true;
    state->last_wait_status = status;
    state->last_end_at_ms = wall_clock_ms();
    service->record.child = 0;
    log_pump(&service->log, service->pipe[0]);
    uint64_t now = monotonic_ms(), delay;
    enum verdict verdict =
        history_end(&service->history, service->plan, now, now - service->started, status, random_bits(), &delay);
    if (WIFSIGNALED(status)) log_note(&service->log, "the command was killed by signal %d", WTERMSIG(status));
    else log_note(&service->log, "the command ended with status %d", WEXITSTATUS(status));
    if (verdict == VERDICT_OVER) over(service, service->history.crash_looping ? "crash_looping" : "exited");
    wait_and_restart(service, delay);
}

static void start_again(struct service *service) {
    service->state.restarts++;
    int refusal = start(service);
    if (refusal == 0) return;
    // Counted as an end like any other, so that it backs off and a loop is seen.
    log_note(&service->log, "%s", service->state.message);
    tree_kill(service->state.pid, service->plan->cgroup);
    ended(service, refusal << 8);
}

/// Everything of the command has gone after a stop or for a restart.
static void cleared(struct service *service, int status) {
    if (status >= 0) {
        service->state.has_ended = true;
        service->state.last_wait_status = status;
        service->state.last_end_at_ms = wall_clock_ms();
    }
    if (service->phase == PHASE_STOPPING) over(service, "stopped");
    log_pump(&service->log, service->pipe[0]);
    start_again(service);
}

static void clear_now(struct service *service) {
    int status = tree_kill(service->state.pid, service->plan->cgroup);
    cleared(service, status);
}

static void collect(struct service *service) {
    int status, last = -1;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
        if (pid == service->state.pid) last = status;
    if (last >= 0 && service->phase == PHASE_RUNNING) {
        tree_kill(0, service->plan->cgroup);
        ended(service, last);
        return;
    }
    if (last >= 0) {
        service->state.has_ended = true;
        service->state.last_wait_status = last;
        service->state.last_end_at_ms = wall_clock_ms();
    }
    // Stopping is over when the last descendant has gone, not the first process.
    bool is_clearing = service->phase == PHASE_STOPPING || service->phase == PHASE_RESTARTING;
    if (is_clearing && pid < 0 && errno == ECHILD) cleared(service, -1);
    else if (is_clearing && last >= 0) {
        // What left the group is ours now that its leader has ended, and hasn't been asked yet.
        tree_signal_others(service->state.pid, (int)service->plan->stop_signal);
        // Collected: from now on the number may be another process's.
        service->state.pid = 0;
    }
}

static void clear_gently(struct service *service, enum phase phase) {
    bool is_first = service->phase == PHASE_RUNNING;
    if (service->phase == PHASE_WAITING) {
        service->phase = phase;
        cleared(service, -1);
        return;
    }
    service->phase = phase;
    if (!is_first) return;
    service->deadline = monotonic_ms() + service->plan->stop_grace_ms;
    say(service, "stopping");
    kill(-service->state.pid, (int)service->plan->stop_signal);
}

static void take_signals(struct service *service) {
    struct signalfd_siginfo signal;
    while (read(service->signals, &signal, sizeof signal) == sizeof signal) {
        switch (signal.ssi_signo) {
        case SIGCHLD: collect(service); break;
        case SIGTERM: case SIGINT: clear_gently(service, PHASE_STOPPING); break;
        case SIGUSR1: if (service->phase != PHASE_STOPPING) clear_gently(service, PHASE_RESTARTING); break;
        case SIGQUIT: service->phase = PHASE_STOPPING; clear_now(service); break;
        default: break;
        }
    }
}

static void run(struct service *service) __attribute__((noreturn));
static void run(struct service *service) {
    for (;;) {
        int timeout = -1;
        uint64_t now = monotonic_ms();
        if (service->deadline > 0)
            timeout = service->deadline <= now ? 0 : service->deadline - now > 60000 ? 60000 : (int)(service->deadline - now);
        struct pollfd watched[2] = {{.fd = service->signals, .events = POLLIN},
                                    {.fd = service->pipe[0], .events = POLLIN}};
        int ready = poll(watched, 2, timeout);
        if (ready > 0 && watched[1].revents != 0) log_pump(&service->log, service->pipe[0]);
        if (ready > 0 && watched[0].revents != 0) take_signals(service);
        if (service->deadline == 0 || monotonic_ms() < service->deadline) continue;
        if (service->phase == PHASE_WAITING) start_again(service);
        else if (service->phase != PHASE_RUNNING) clear_now(service);
    }
}

/// The shims themselves sit beside the services' groups, outside the server's, which may be ended as a whole.
static void leave_server_group(const struct plan *plan) {
    char path[PATH_MAX];
    if (plan->cgroup == NULL) return;
    const char *slash = strrchr(plan->cgroup, '/');
    snprintf(path, sizeof path, "%.*s/shims", (int)(slash - plan->cgroup), plan->cgroup);
    mkdir(path, 0755);
    cgroup_enter(path, getpid());
}

static void prepare(struct service *service) {
    struct plan *plan = service->plan;
    struct record *record = &service->record;
    struct record before;
    struct stat status;
    log_open(&service->log, service->directory, plan->log_max_bytes, plan->log_keep);
    if (record_read(service->directory, &before)) {
        int killed = record_sweep(&before);
        if (killed > 0) log_note(&service->log, "killed %d processes that a lost supervisor left behind", killed);
    }
    leave_server_group(plan);
    if (plan->cgroup != NULL && !cgroup_create(plan)) plan->cgroup = NULL;
    if (plan->cgroup != NULL) snprintf(record->cgroup, sizeof record->cgroup, "%s", plan->cgroup);
    boot_id(record->boot);
    record->shim = getpid();
    record->shim_start = process_start_time(record->shim);
    snprintf(record->token, sizeof record->token, "%016" PRIx64 "%016" PRIx64, random_bits(), random_bits());
    if (fstat(service->pipe[0], &status) == 0) record->pipe = status.st_ino;
    char mark[64];
    snprintf(mark, sizeof mark, "DEXTRA_SERVICE=%s", record->token);
    list_add(&plan->environment, mark);
}

void supervise(struct plan *plan, int directory, int ready) {
    struct service service = {.plan = plan, .directory = directory};
    signals_block();
    tree_adopt_orphans();
    sigset_t set = signals_waited();
    service.signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (service.signals < 0 || pipe2(service.pipe, O_CLOEXEC) != 0) _exit(STATUS_FAILED);
    fcntl(service.pipe[0], F_SETFL, O_NONBLOCK);
    // So that the application goes on while the disk is slow; the system may refuse.
    fcntl(service.pipe[0], F_SETPIPE_SZ, 256 << 10);
    prepare(&service);
    int refusal = start(&service);
    char answer[320];
    int length = snprintf(answer, sizeof answer, "%c%s", refusal, refusal == 0 ? "" : service.state.message);
    if (refusal != 0) tree_kill(service.state.pid, plan->cgroup);
    write_all(ready, answer, refusal == 0 ? 1 : (size_t)length);
    close(ready);
    if (refusal != 0) over(&service, "exited");
    run(&service);
}
