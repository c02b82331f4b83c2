/* recorder.c: preloaded into a process, writes down in order what it does to the files of one folder.
 *
 * POWERCUT_FOLDER  the watched folder: absolute, without symbolic links, no slash at its end
 * POWERCUT_LOG     the log; recording.py reads it
 * POWERCUT_MARKS   a file outside the folder: what is written there stands in the log as a mark
 *
 * One lock is held over a call and its record, so the log's order is the order on disk. A record is
 * written only for what succeeded. What cannot be seen here (memory maps) is named in the log, and
 * copies made inside the kernel are refused, so that the caller falls back to plain writes.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { FDS = 65536 };
enum { UNKNOWN, WATCHED, MARKS };

struct record { /* 40 bytes, then path, other path and data */
    uint32_t op, flags, path_bytes, other_bytes;
    uint64_t node; /* inode number */
    int64_t offset;
    uint64_t data_bytes;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned char kinds[FDS];
static char *folder, *marks;
static int log_fd = -1;
static pid_t recorded;

__attribute__((constructor)) static void begin(void) {
    char *log = getenv("POWERCUT_LOG");
    folder = getenv("POWERCUT_FOLDER");
    marks = getenv("POWERCUT_MARKS");
    if (!log || !folder || !marks) return;
    log_fd = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    recorded = getpid();
}

/* A child of the process, vforked above all, shares this memory and must not touch it. */
static int recording(void) { return log_fd >= 0 && getpid() == recorded; }

static int kind_of(int fd) {
    return recording() && fd >= 0 && fd < FDS ? kinds[fd] : UNKNOWN;
}

static void put(const void *data, size_t left) {
    const char *at = data;
    while (left > 0) {
        ssize_t done = syscall(SYS_write, log_fd, at, left);
        if (done < 0) abort(); /* a log with a hole proves nothing */
        at += done;
        left -= done;
    }
}

static void note(char op, unsigned flags, uint64_t node, int64_t offset, const char *path,
                 const char *other, const void *data, size_t bytes) {
    struct record record = {op, flags, strlen(path), strlen(other), node, offset, bytes};
    int kept = errno;
    put(&record, sizeof record);
    put(path, record.path_bytes);
    put(other, record.other_bytes);
    put(data, bytes);
    errno = kept;
}

static uint64_t node_of(int fd) {
    struct stat status;
    return fstat(fd, &status) == 0 ? status.st_ino : 0;
}

/* `path` with its folder's links resolved, absolute; 0 where that folder does not exist. */
static int resolve(int base, const char *path, char *resolved) {
    char text[PATH_MAX] = "", parent[PATH_MAX];
    size_t used = 0;
    if (path[0] != '/') {
        char link[64];
        snprintf(link, sizeof link, base == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", base);
        ssize_t length = readlink(link, text, sizeof text - 2);
        if (length < 0) return 0;
        used = length;
        text[used++] = '/';
    }
    if (used + strlen(path) >= sizeof text) return 0;
    strcpy(text + used, path);
    char *name = strrchr(text, '/');
    *name++ = '\0';
    if (!realpath(text[0] ? text : "/", parent)) return 0;
    return snprintf(resolved, PATH_MAX, "%s/%s", strcmp(parent, "/") ? parent : "", name) < PATH_MAX;
}

/* The path inside the watched folder ("" is the folder itself), or NULL for a path elsewhere. */
static const char *inside(int base, const char *path, char *resolved) {
    size_t length = recording() ? strlen(folder) : 0;
    if (!length || !resolve(base, path, resolved) || strncmp(resolved, folder, length)) return NULL;
    if (resolved[length] == '\0') return resolved + length;
    return resolved[length] == '/' ? resolved + length + 1 : NULL;
}

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) abort();
    return found;
}

#define BEGIN pthread_mutex_lock(&lock)
#define END pthread_mutex_unlock(&lock)

/* --- opening ---------------------------------------------------------------------------------- */

typedef int (*openat_call)(int, const char *, int, ...);

static int opened(openat_call call, int base, const char *path, int flags, mode_t mode) {
    char text[PATH_MAX];
    const char *place = inside(base, path, text);
    BEGIN;
    int existed = place && faccessat(base, path, F_OK, 0) == 0;
    int fd = call(base, path, flags, mode);
    if (fd >= 0 && fd < FDS && recording()) {
        kinds[fd] = place ? WATCHED : strcmp(path, marks) ? UNKNOWN : MARKS;
        if (place && (flags & O_TMPFILE) == O_TMPFILE) note('?', 0, 0, 0, place, "O_TMPFILE", "", 0);
        else if (place && !existed) note('O', 0, node_of(fd), 0, place, "", "", 0);
        else if (place && flags & O_TRUNC) note('T', 0, node_of(fd), 0, place, "", "", 0);
    }
    END;
    return fd;
}

#define MODE(flags, mode)                                      \
    mode_t mode = 0;                                           \
    if (flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE) { \
        va_list rest;                                          \
        va_start(rest, flags);                                 \
        mode = va_arg(rest, mode_t);                           \
        va_end(rest);                                          \
    }

int open(const char *path, int flags, ...) {
    MODE(flags, mode)
    return opened(REAL(openat), AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    MODE(flags, mode)
    return opened(REAL(openat64), AT_FDCWD, path, flags, mode);
}
int openat(int base, const char *path, int flags, ...) {
    MODE(flags, mode)
    return opened(REAL(openat), base, path, flags, mode);
}
int openat64(int base, const char *path, int flags, ...) {
    MODE(flags, mode)
    return opened(REAL(openat64), base, path, flags, mode);
}
int creat(const char *path, mode_t mode) { return open(path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

int close(int fd) {
    BEGIN;
    if (kind_of(fd)) kinds[fd] = UNKNOWN;
    int result = REAL(close)(fd);
    END;
    return result;
}

static int copied(int old, int new) {
    if (recording() && new >= 0 && new < FDS) kinds[new] = kind_of(old);
    return new;
}
#define FCNTL(name)                                     \
    int name(int fd, int command, ...) {                \
        va_list rest;                                   \
        va_start(rest, command);                        \
        void *value = va_arg(rest, void *);             \
        va_end(rest);                                   \
        int result = REAL(name)(fd, command, value);    \
        int doubled = command == F_DUPFD || command == F_DUPFD_CLOEXEC; \
        return doubled ? copied(fd, result) : result;   \
    }
FCNTL(fcntl)
FCNTL(fcntl64)
int dup(int fd) { return copied(fd, REAL(dup)(fd)); }
int dup2(int fd, int to) { return copied(fd, REAL(dup2)(fd, to)); }
int dup3(int fd, int to, int flags) { return copied(fd, REAL(dup3)(fd, to, flags)); }

/* --- contents --------------------------------------------------------------------------------- */

static void wrote(int fd, int64_t offset, const void *data, ssize_t bytes) {
    if (bytes <= 0) return;
    if (kind_of(fd) == MARKS) note('K', 0, 0, 0, "", "", data, bytes);
    else if (kind_of(fd)) note('W', 0, node_of(fd), offset, "", "", data, bytes);
}

/* Called after a write that moved the position, also in append mode. */
static int64_t start_of(int fd, ssize_t bytes) { return lseek(fd, 0, SEEK_CUR) - bytes; }

ssize_t write(int fd, const void *data, size_t bytes) {
    if (!kind_of(fd)) return REAL(write)(fd, data, bytes);
    BEGIN;
    ssize_t done = REAL(write)(fd, data, bytes);
    wrote(fd, start_of(fd, done), data, done);
    END;
    return done;
}

#define PWRITE(name, offset_type)                                               \
    ssize_t name(int fd, const void *data, size_t bytes, offset_type offset) {  \
        if (!kind_of(fd)) return REAL(name)(fd, data, bytes, offset);           \
        BEGIN;                                                                  \
        ssize_t done = REAL(name)(fd, data, bytes, offset);                     \
        wrote(fd, offset, data, done);                                          \
        END;                                                                    \
        return done;                                                            \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

/* Several pieces: written one by one, as short writes are always allowed. */
ssize_t writev(int fd, const struct iovec *pieces, int count) {
    if (!kind_of(fd)) return REAL(writev)(fd, pieces, count);
    return count > 0 ? write(fd, pieces[0].iov_base, pieces[0].iov_len) : 0;
}
ssize_t pwritev(int fd, const struct iovec *pieces, int count, off_t offset) {
    if (!kind_of(fd)) return REAL(pwritev)(fd, pieces, count, offset);
    return count > 0 ? pwrite(fd, pieces[0].iov_base, pieces[0].iov_len, offset) : 0;
}
ssize_t pwritev64(int fd, const struct iovec *pieces, int count, off64_t offset) {
    return pwritev(fd, pieces, count, offset);
}
ssize_t pwritev2(int fd, const struct iovec *pieces, int count, off_t offset, int flags) {
    if (!kind_of(fd)) return REAL(pwritev2)(fd, pieces, count, offset, flags);
    return pwritev(fd, pieces, count, offset);
}
ssize_t pwritev64v2(int fd, const struct iovec *pieces, int count, off64_t offset, int flags) {
    return pwritev2(fd, pieces, count, offset, flags);
}

#define FTRUNCATE(name, size_type)                                              \
    int name(int fd, size_type size) {                                          \
        BEGIN;                                                                  \
        int result = REAL(name)(fd, size);                                      \
        if (result == 0 && kind_of(fd)) note('T', 0, node_of(fd), size, "", "", "", 0); \
        END;                                                                    \
        return result;                                                          \
    }
FTRUNCATE(ftruncate, off_t)
FTRUNCATE(ftruncate64, off64_t)

/* --- refused where watched: the caller then does the same by plain writes --------------------- */

#define REFUSE(fd) if (kind_of(fd)) { errno = ENOSYS; return -1; }
ssize_t sendfile(int to, int from, off_t *offset, size_t bytes) {
    REFUSE(to)
    ssize_t (*call)(int, int, off_t *, size_t) = real("sendfile");
    return call(to, from, offset, bytes);
}
ssize_t sendfile64(int to, int from, off64_t *offset, size_t bytes) {
    REFUSE(to)
    ssize_t (*call)(int, int, off64_t *, size_t) = real("sendfile64");
    return call(to, from, offset, bytes);
}
ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *into, size_t bytes, unsigned flags) {
    REFUSE(to)
    return REAL(copy_file_range)(from, at, to, into, bytes, flags);
}
int fallocate(int fd, int mode, off_t offset, off_t bytes) {
    if (kind_of(fd)) { errno = EOPNOTSUPP; return -1; }
    return REAL(fallocate)(fd, mode, offset, bytes);
}
int fallocate64(int fd, int mode, off64_t offset, off64_t bytes) {
    return fallocate(fd, mode, offset, bytes);
}
int posix_fallocate(int fd, off_t offset, off_t bytes) {
    return kind_of(fd) ? EOPNOTSUPP : REAL(posix_fallocate)(fd, offset, bytes);
}
int posix_fallocate64(int fd, off64_t offset, off64_t bytes) {
    return posix_fallocate(fd, offset, bytes);
}

#define MMAP(name, offset_type)                                                            \
    void *name(void *at, size_t bytes, int access, int flags, int fd, offset_type offset) { \
        if (kind_of(fd) && flags & MAP_SHARED && access & PROT_WRITE) {                    \
            BEGIN;                                                                         \
            note('H', 0, node_of(fd), offset, "", "", "", 0);                              \
            END;                                                                           \
        }                                                                                  \
        return REAL(name)(at, bytes, access, flags, fd, offset);                           \
    }
MMAP(mmap, off_t)
MMAP(mmap64, off64_t)

/* --- made durable ------------------------------------------------------------------------------ */

#define SYNC(name)                                                     \
    int name(int fd) {                                                 \
        if (!kind_of(fd)) return REAL(name)(fd);                       \
        BEGIN;                                                         \
        int result = REAL(name)(fd);                                   \
        if (result == 0) synced(fd);                                   \
        END;                                                           \
        return result;                                                 \
    }
static void synced(int fd) {
    char link[64], place[PATH_MAX] = "", text[PATH_MAX];
    struct stat status;
    if (fstat(fd, &status)) abort();
    if (!S_ISDIR(status.st_mode)) {
        note('S', 0, status.st_ino, 0, "", "", "", 0);
        return;
    }
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if (readlink(link, place, sizeof place - 1) < 0) abort();
    const char *path = inside(AT_FDCWD, place, text);
    if (path) note('D', 0, 0, 0, path, "", "", 0);
}
SYNC(fsync)
SYNC(fdatasync)

/* --- names ------------------------------------------------------------------------------------ */

static int moved(char op, int result, const char *from, const char *to) {
    if (result != 0 || (!from && !to)) return result;
    note(from && to ? op : '?', 0, 0, 0, from ? from : "", to ? to : "", "", 0);
    return result;
}
static int named(char op, int result, const char *place) {
    if (result == 0 && place) note(op, 0, 0, 0, place, "", "", 0);
    return result;
}

#define TWO(op, from_base, from, to_base, to, call)                                        \
    char one[PATH_MAX], two[PATH_MAX];                                                     \
    const char *old = inside(from_base, from, one), *fresh = inside(to_base, to, two);     \
    BEGIN;                                                                                 \
    int result = moved(op, call, old, fresh);                                              \
    END;                                                                                   \
    return result;
#define ONE(op, base, path, call)                                                          \
    char text[PATH_MAX];                                                                   \
    const char *place = inside(base, path, text);                                          \
    BEGIN;                                                                                 \
    int result = named(op, call, place);                                                   \
    END;                                                                                   \
    return result;

int rename(const char *from, const char *to) {
    TWO('R', AT_FDCWD, from, AT_FDCWD, to, REAL(rename)(from, to))
}
int renameat(int base, const char *from, int to_base, const char *to) {
    TWO('R', base, from, to_base, to, REAL(renameat)(base, from, to_base, to))
}
int renameat2(int base, const char *from, int to_base, const char *to, unsigned flags) {
    TWO(flags & RENAME_EXCHANGE ? '?' : 'R', base, from, to_base, to,
        REAL(renameat2)(base, from, to_base, to, flags))
}
int link(const char *from, const char *to) {
    TWO('L', AT_FDCWD, from, AT_FDCWD, to, REAL(link)(from, to))
}
int linkat(int base, const char *from, int to_base, const char *to, int flags) {
    TWO('L', base, from, to_base, to, REAL(linkat)(base, from, to_base, to, flags))
}
int symlink(const char *target, const char *path) {
    ONE('?', AT_FDCWD, path, REAL(symlink)(target, path))
}
int unlink(const char *path) { ONE('U', AT_FDCWD, path, REAL(unlink)(path)) }
int unlinkat(int base, const char *path, int flags) {
    ONE('U', base, path, REAL(unlinkat)(base, path, flags))
}
int rmdir(const char *path) { ONE('U', AT_FDCWD, path, REAL(rmdir)(path)) }
int mkdir(const char *path, mode_t mode) { ONE('M', AT_FDCWD, path, REAL(mkdir)(path, mode)) }
int mkdirat(int base, const char *path, mode_t mode) {
    ONE('M', base, path, REAL(mkdirat)(base, path, mode))
}
int truncate(const char *path, off_t size) { ONE('?', AT_FDCWD, path, REAL(truncate)(path, size)) }
int truncate64(const char *path, off64_t size) { return truncate(path, size); }
