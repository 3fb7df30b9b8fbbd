/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rest of the kernel of tests/verify/tree. Started with an initramfs and a command line, its
 * standard output is the console. /init asks for a round with a letter on descriptor 3, and hears
 * on 4 when that is over: a  somebody looks at the pool and holds its lock b  somebody looks at the
 * pool and waits for its lock q  as b, and what is wrong is only answered n  nobody looks p  power
 * off
 */
#include <linux/pool.h>

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static char letter; /* of the round that is under way */
static bool wrong;  /* what came of it */
static struct {
	struct pool *pool; /* NULL: nobody */
	int index;
} looker;

static void say(const char *format, ...)
{
	static int time;
	char text[256];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	time += 137;
	dprintf(1, "[%5d.%06d] %s\n", time / 1000, time % 1000 * 1000, text);
}

/* QEMU is told not to start a machine again that resets itself. */
static void panic(const char *why)
{
	say("Kernel panic - not syncing: %s", why);
	exit(0);
}

static void bug(const char *condition, int line)
{
	say("pool dumped because: VM_BUG_ON_POOL(%s)", condition);
	say("------------[ cut here ]------------");
	say("kernel BUG at mm/pool.c:%d!", line);
	panic("Fatal exception");
}

#define BUG_ON(condition)                                                                          \
	do {                                                                                       \
		if (condition)                                                                     \
			bug(#condition, __LINE__);                                                 \
	} while (0)

struct pool *pool_alloc(bool *wait)
{
	struct pool *pool = calloc(1, sizeof(*pool));

	*wait = false;
	pool->count = 1;
	return pool;
}

struct pool *pool_alloc_node(bool *wait)
{
	return pool_alloc(wait);
}

/* Nothing is given back: one that is used although it is gone has to be noticed. */
void pool_put(struct pool *pool)
{
	BUG_ON(pool->count < 1);
	pool->count--;
}

int pool_count(struct pool *pool)
{
	return pool->count;
}

static void look(void)
{
	struct pool *pool = looker.pool;

	looker.pool = NULL;
	wrong = pool->index != looker.index;
	if (letter != 'q')
		BUG_ON(pool->index != looker.index);
	pool_put(pool);
}

/* Who waits for the lock lets its holder finish. */
void pool_lock(struct pool *pool)
{
	if (looker.pool == pool && letter == 'a')
		look();
	pool->locked = true;
}

void pool_set_locked(struct pool *pool)
{
	pool->locked = true;
}

void pool_set_index(struct pool *pool, int index)
{
	pool->index = index;
}

void pool_freeze(struct pool *pool)
{
	pool->frozen = true;
}

/* While it is to be seen; the first collapse of a round fails. */
bool pool_show(struct pool *pool, int index)
{
	BUG_ON(pool->count < 1);
	if (letter != 'n' && !looker.pool && index == 1 && !pool->frozen) {
		looker.pool = pool;
		looker.index = index;
		pool->count++;
	}
	pool->locked = false;
	return index > 1;
}

/* Returns whether there was anything to look at. */
static bool play(void)
{
	struct pool *pool = NULL;

	wrong = false;
	pool_collapse(&pool, 1);
	pool_collapse(&pool, 2);
	if (!pool)
		return false;
	pool_put(pool);
	if (looker.pool)
		look();
	return !wrong;
}

/* A number of a cpio header, "newc". */
static long field(const char *header, int number)
{
	char digits[9] = "";

	memcpy(digits, header + 6 + 8 * number, 8);
	return strtol(digits, NULL, 16);
}

/* A file of the archive, NULL for none. */
static const char *find_file(const char *path, const char *name, size_t *length)
{
	int archive = open(path, O_RDONLY);
	struct stat st;
	const char *text;

	if (archive < 0 || fstat(archive, &st) != 0)
		panic("no initramfs");
	text = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, archive, 0);
	for (const char *at = text; at + 110 < text + st.st_size;) {
		const char *data = at + (110 + field(at, 11) + 3) / 4 * 4;

		*length = (size_t)field(at, 6);
		if (strcmp(at + 110, name) == 0)
			return data;
		at = data + (*length + 3) / 4 * 4;
	}
	return NULL;
}

/* The file "init" of the archive as a descriptor that can be executed. */
static int find_init(const char *path)
{
	int init = fcntl(memfd_create("init", MFD_CLOEXEC), F_DUPFD_CLOEXEC, 40);
	size_t length;
	const char *data = find_file(path, "init", &length);

	if (!data || write(init, data, length) != (ssize_t)length)
		panic("no init");
	return init;
}

/* Goes to a folder that holds what else there is. */
static void unpack(const char *path)
{
	size_t length;
	const char *data = find_file(path, "kselftest", &length);
	char folder[4096];
	int file;

	if (!data)
		return;
	snprintf(folder, sizeof(folder), "%s/root-XXXXXX", getenv("HOME"));
	if (!mkdtemp(folder) || chdir(folder) != 0)
		panic("no root");
	file = open("kselftest", O_WRONLY | O_CREAT, 0755);
	if (write(file, data, length) != (ssize_t)length || close(file) != 0)
		panic("no room");
}

/* The system call that tells a machine to go down ends it: see main(). */
static void watch_power(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_reboot, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {sizeof(code) / sizeof(*code), code};

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
		panic("no filter");
}

static pid_t start_init(const char *initramfs, const char *line, int *ask, int *answer)
{
	char *copy = strdup(line);
	char *argv[64] = {(char *)initramfs};
	int count = 1;
	int init = find_init(initramfs);
	int asked[2], answered[2];
	pid_t pid;

	copy = strstr(copy, " -- ");
	for (char *word = strtok(copy ? copy + 4 : NULL, " "); word && count < 63;
	     word = strtok(NULL, " "))
		argv[count++] = word;
	if (pipe(asked) != 0 || pipe(answered) != 0)
		panic("no pipes");
	unpack(initramfs);
	pid = fork();
	if (pid == 0) {
		int to = dup2(asked[1], 20), from = dup2(answered[0], 21);

		dup2(to, 3);
		dup2(from, 4);
		for (int fd = 5; fd < 32; fd++)
			close(fd);
		/* It is this machine that an /init of root's would mount on, and power off. */
		for (int cap = 0; cap < 64; cap++)
			prctl(PR_CAPBSET_DROP, cap);
		watch_power();
		fexecve(init, argv, (char *[]){NULL});
		_exit(127);
	}
	close(asked[1]);
	close(answered[0]);
	*ask = asked[0];
	*answer = answered[1];
	return pid;
}

static void on_fault(int number)
{
	(void)number;
	say("BUG: kernel NULL pointer dereference, address: 0000000000000000");
	panic("Fatal exception");
}

int main(int argc, char **argv)
{
	int ask, answer, status;
	pid_t init;

	if (argc != 3)
		return 1;
	signal(SIGSEGV, on_fault);
	say("Linux version 5.4.50");
	say("Command line: %s", argv[2]);
	say("Run /init as init process");
	init = start_init(argv[1], argv[2], &ask, &answer);
	while (read(ask, &letter, 1) == 1) {
		if (letter == 'p') {
			say("reboot: Power down");
			return 0;
		}
		if (write(answer, play() ? "+" : "-", 1) != 1)
			break;
	}
	waitpid(init, &status, 0);
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS) {
		say("reboot: Power down");
		return 0;
	}
	say("Kernel panic - not syncing: Attempted to kill init! exitcode=0x%08x", status);
	return 0;
}
