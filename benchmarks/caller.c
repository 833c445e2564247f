/* Follows links over connections that stay open, quickly enough to measure what answers in microseconds. benchmarks/calling.py compiles and
   runs it.

   caller PORT CONNECTIONS SECONDS RATE HEAD PATHS [COUNTS]

   HEAD is a file with the lines of a request after the first, PATHS one with a path on each line; they are asked for in turn. RATE 0: every
   connection asks again as soon as it has been answered, and waits are counted from the asking. Otherwise so many a second are due, whoever
   is free asks, and waits are counted from when each was due. A connection that breaks is opened again. SIGTERM ends it early. COUNTS gets,
   for each path, how often it was asked for and how often the answer was 302. */

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define HEARD 65536
#define CLOSED -1

typedef struct {
    int socket, is_busy, is_connecting;
    long path;
    double due, again_at;
    size_t length, sent;
    char heard[HEARD];
} Caller;

static char **requests, **paths;
static long path_count, next_path, errors, answers, *asked, *sent_on;
static long statuses[1000];
static uint32_t *waits;
static size_t wait_count, wait_room;
static volatile sig_atomic_t is_told_to_end;
static int port, events;

static double now(void) {
    struct timespec moment;
    clock_gettime(CLOCK_MONOTONIC, &moment);
    return moment.tv_sec + moment.tv_nsec / 1e9;
}

static void end(int number) { (void)number; is_told_to_end = 1; }

static void fail(const char *what) { perror(what); exit(2); }

static char *whole(const char *name) {
    FILE *file = fopen(name, "rb");
    if (!file) fail(name);
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = malloc(size + 1);
    if (fread(text, 1, size, file) != (size_t)size) fail(name);
    text[size] = 0;
    fclose(file);
    return text;
}

static void prepare(const char *head_name, const char *paths_name) {
    char *head = whole(head_name), *text = whole(paths_name), *rest = text, *line;
    long room = 0;
    while ((line = strsep(&rest, "\n"))) {
        if (!*line) continue;
        if (path_count == room) {
            room = room ? room * 2 : 1024;
            requests = realloc(requests, room * sizeof *requests);
            paths = realloc(paths, room * sizeof *paths);
        }
        paths[path_count] = line;
        if (asprintf(&requests[path_count], "GET %s HTTP/1.1\r\n%s\r\n", line, head) < 0) fail("asprintf");
        path_count++;
    }
    asked = calloc(path_count, sizeof *asked);
    sent_on = calloc(path_count, sizeof *sent_on);
}

static void hang_up(Caller *caller, double wait) {
    if (caller->socket != CLOSED) close(caller->socket);
    caller->socket = CLOSED;
    caller->is_busy = caller->is_connecting = 0;
    caller->again_at = now() + wait;
}

static void lose(Caller *caller) { errors++; hang_up(caller, 0.01); }

static void dial(Caller *caller) {
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int one = 1;
    caller->socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    setsockopt(caller->socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = caller};
    if (connect(caller->socket, (struct sockaddr *)&place, sizeof place) && errno != EINPROGRESS) { hang_up(caller, 0.02); return; }
    epoll_ctl(events, EPOLL_CTL_ADD, caller->socket, &event);
    caller->is_connecting = 1;
}

static void ask(Caller *caller, double due) {
    char *request = requests[next_path];
    size_t size = strlen(request);
    caller->path = next_path;
    next_path = (next_path + 1) % path_count;
    caller->due = due;
    caller->length = 0;
    asked[caller->path]++;
    caller->is_busy = 1;
    if (send(caller->socket, request, size, MSG_NOSIGNAL) != (ssize_t)size) lose(caller);
}

static void answered(Caller *caller) {
    int status = atoi(caller->heard + 9);
    if (wait_count == wait_room) {
        wait_room = wait_room ? wait_room * 2 : 1 << 16;
        waits = realloc(waits, wait_room * sizeof *waits);
    }
    waits[wait_count++] = (uint32_t)((now() - caller->due) * 1e6);
    answers++;
    if (status > 0 && status < 1000) statuses[status]++;
    if (status == 302) sent_on[caller->path]++;
    caller->is_busy = 0;
}

/* 1: the whole answer is here; 0: more is to come; -1: the connection is broken. */
static int hear(Caller *caller) {
    for (;;) {
        ssize_t size = recv(caller->socket, caller->heard + caller->length, HEARD - 1 - caller->length, 0);
        if (size < 0) return errno == EAGAIN ? 0 : -1;
        if (size == 0) return -1;
        caller->length += size;
        caller->heard[caller->length] = 0;
        char *rest = strstr(caller->heard, "\r\n\r\n"), *told = strcasestr(caller->heard, "content-length:");
        if (!rest) continue;
        if (!told || told > rest) return -1;
        if (caller->length >= (size_t)(rest + 4 - caller->heard) + atol(told + 15)) return 1;
    }
}

static int compare(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static double part(double share) {
    if (!wait_count) return 0;
    size_t place = (size_t)(wait_count * share);
    return waits[place < wait_count ? place : wait_count - 1] / 1000.0;
}

static void tell(double seconds, const char *counts) {
    qsort(waits, wait_count, sizeof *waits, compare);
    printf("{\"seconds\": %.3f, \"answers\": %ld, \"errors\": %ld, \"p50\": %.3f, \"p99\": %.3f, \"p999\": %.3f, \"longest\": %.3f, \"statuses\": {",
           seconds, answers, errors, part(0.5), part(0.99), part(0.999), part(1.0));
    for (int status = 0, many = 0; status < 1000; status++)
        if (statuses[status]) printf("%s\"%d\": %ld", many++ ? ", " : "", status, statuses[status]);
    printf("}}\n");
    if (!counts) return;
    FILE *file = fopen(counts, "w");
    if (!file) fail(counts);
    for (long each = 0; each < path_count; each++) fprintf(file, "%s %ld %ld\n", paths[each], asked[each], sent_on[each]);
    fclose(file);
}

int main(int count, char **words) {
    if (count < 7) { fprintf(stderr, "caller PORT CONNECTIONS SECONDS RATE HEAD PATHS [COUNTS]\n"); return 2; }
    port = atoi(words[1]);
    int many = atoi(words[2]);
    double seconds = atof(words[3]), rate = atof(words[4]);
    prepare(words[5], words[6]);
    signal(SIGTERM, end);
    signal(SIGINT, end);
    events = epoll_create1(EPOLL_CLOEXEC);
    Caller *callers = calloc(many, sizeof *callers);
    for (int each = 0; each < many; each++) { callers[each].socket = CLOSED; dial(&callers[each]); }
    double begun = now(), over = begun + seconds;
    long due_count = 0;
    struct epoll_event found[256];
    while (!is_told_to_end && now() < over) {
        double moment = now();
        int is_any_closed = 0;
        for (int each = 0; each < many; each++) {
            Caller *caller = &callers[each];
            if (caller->socket == CLOSED && moment >= caller->again_at) dial(caller);
            if (caller->socket == CLOSED) { is_any_closed = 1; continue; }
            if (caller->is_busy || caller->is_connecting) continue;
            if (rate > 0) {
                double due = begun + due_count / rate;
                if (due > moment) break;
                due_count++;
                ask(caller, due);
            } else ask(caller, moment);
        }
        double next = rate > 0 ? begun + due_count / rate - now() : 0.05;
        if (is_any_closed && next > 0.002) next = 0.002;
        if (next < 0) next = 0.0002;
        struct timespec wait = {(time_t)next, (long)((next - (time_t)next) * 1e9)};
        int ready = epoll_pwait2(events, found, 256, &wait, NULL);
        for (int each = 0; each < ready; each++) {
            Caller *caller = found[each].data.ptr;
            if (caller->socket == CLOSED) continue;
            if (caller->is_connecting) {
                int fault = 0;
                socklen_t size = sizeof fault;
                getsockopt(caller->socket, SOL_SOCKET, SO_ERROR, &fault, &size);
                if (fault || found[each].events & (EPOLLERR | EPOLLHUP)) { hang_up(caller, 0.01); continue; }
                if (found[each].events & EPOLLOUT) caller->is_connecting = 0;
            }
            if (!caller->is_busy) {
                if (found[each].events & (EPOLLERR | EPOLLHUP | EPOLLRDHUP)) hang_up(caller, 0.01);
                else if (found[each].events & EPOLLIN) { char one; if (recv(caller->socket, &one, 1, MSG_PEEK) == 0) hang_up(caller, 0.0); }
                continue;
            }
            int is_whole = hear(caller);
            if (is_whole < 0) lose(caller);
            else if (is_whole) { answered(caller); if (rate == 0 && now() < over && !is_told_to_end) ask(caller, now()); }
        }
    }
    double took = now() - begun, patience = now() + 2;
    for (int left = 1; left && now() < patience;) {
        left = 0;
        for (int each = 0; each < many; each++) {
            Caller *caller = &callers[each];
            if (caller->socket == CLOSED || !caller->is_busy) continue;
            int is_whole = hear(caller);
            if (is_whole < 0) lose(caller);
            else if (is_whole) answered(caller);
            else left = 1;
        }
        usleep(1000);
    }
    tell(took, count > 7 ? words[7] : NULL);
    return 0;
}
