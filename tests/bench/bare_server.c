// SPDX-License-Identifier: Apache-2.0
// The limit that lists are measured against: an epoll server that answers every request with the same bytes.
// Usage: bare_server PORT FILE [THREADS]. It reads a request up to the empty line, and looks at nothing in
// it.
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static char *reply;
static size_t reply_length;
static uint16_t port;

static bool reply_load(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct stat status;
    if (!file || fstat(fileno(file), &status) != 0) return false;
    size_t length = (size_t)status.st_size;
    reply = malloc(length + 256);
    if (!reply) return false;
    int head = snprintf(reply, 256,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n", length);
    bool whole = fread(reply + head, 1, length, file) == length;
    fclose(file);
    reply_length = (size_t)head + length;
    return whole;
}

static int listener_open(void)
{
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    int yes = 1;
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (listener < 0 || setsockopt(listener, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes) != 0 ||
        bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 512) != 0)
        return -1;
    return listener;
}

// Writes the whole reply; the socket's buffer takes a page at once, so that waiting is rare.
static bool reply_write(int client)
{
    for (size_t done = 0; done < reply_length;) {
        ssize_t written = write(client, reply + done, reply_length - done);
        if (written > 0)
            done += (size_t)written;
        else if (errno != EAGAIN && errno != EINTR)
            return false;
    }
    return true;
}

static bool client_serve(int client)
{
    char input[4096];
    ssize_t length = read(client, input, sizeof input);
    if (length <= 0) return length < 0 && errno == EAGAIN;
    return memmem(input, (size_t)length, "\r\n\r\n", 4) == NULL || reply_write(client);
}

static void *serve(void *unused)
{
    (void)unused;
    int listener = listener_open();
    int poll = epoll_create1(0);
    if (listener < 0 || poll < 0) {
        perror("bare_server");
        exit(2);
    }
    struct epoll_event events[64] = {{.events = EPOLLIN, .data.fd = listener}};
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, events);
    for (;;) {
        int count = epoll_wait(poll, events, 64, -1);
        for (int i = 0; i < count; i++) {
            int ready = events[i].data.fd;
            if (ready == listener) {
                int client = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
                struct epoll_event event = {.events = EPOLLIN, .data.fd = client};
                if (client >= 0) epoll_ctl(poll, EPOLL_CTL_ADD, client, &event);
            } else if (!client_serve(ready)) {
                close(ready);
            }
        }
    }
    return NULL;
}

int main(int count, char **arguments)
{
    if (count < 3 || !reply_load(arguments[2])) {
        fprintf(stderr, "usage: bare_server PORT FILE [THREADS]\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    port = (uint16_t)strtoul(arguments[1], NULL, 10);
    unsigned long threads = count > 3 ? strtoul(arguments[3], NULL, 10) : 2;
    for (unsigned long i = 1; i < threads; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, serve, NULL);
    }
    serve(NULL);
    return 0;
}
