/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rest of the kernel of tests/verify/tree. Started with an initramfs and a command line, its
 * standard output is the console. /init asks for a round with a letter on descriptor 3, and hears
 * on 4 when that is over: a  somebody looks at the pool and holds its lock b  somebody looks at the
 * pool and waits for its lock n  nobody looks p  power off
 */
#include <linux/pool.h>

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char letter; /* of the round that is under way */
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

	pool_collapse(&pool, 1);
	pool_collapse(&pool, 2);
	if (!pool)
		return false;
	pool_put(pool);
	if (looker.pool)
		look();
	return true;
}

/* A number of a cpio header, "newc". */
static long field(const char *header, int number)
{
	char digits[9] = "";

	memcpy(digits, header + 6 + 8 * number, 8);
	return strtol(digits, NULL, 16);
}

/* The file "init" of the archive as a descriptor that can be executed. */
static int find_init(const char *path)
{
	int archive = open(path, O_RDONLY);
	int init = fcntl(memfd_create("init", MFD_CLOEXEC), F_DUPFD_CLOEXEC, 40);
	struct stat st;
	const char *text;

	if (archive < 0 || fstat(archive, &st) != 0)
		panic("no initramfs");
	text = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, archive, 0);
	for (const char *at = text; at + 110 < text + st.st_size;) {
		long size = field(at, 6);
		const char *data = at + (110 + field(at, 11) + 3) / 4 * 4;

		if (strcmp(at + 110, "init") == 0 && write(init, data, (size_t)size) == size)
			return init;
		at = data + (size + 3) / 4 * 4;
	}
	panic("no init");
	return -1;
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
	say("Kernel panic - not syncing: Attempted to kill init! exitcode=0x%08x", status);
	return 0;
}
