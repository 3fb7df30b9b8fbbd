// SPDX-License-Identifier: GPL-2.0-only
// Reproducer of "mm/khugepaged: fix filemap page_to_pgoff(page) != offset".
/*
 * /init of a small guest. It lets khugepaged fail to collapse extents of a file
 * (tmpfs, or the text of a running program), over and over, while idle-class
 * racers look up pages that were exposed meanwhile; a faulty kernel carries its
 * huge page over to another offset under a racer's feet and stops with
 * VM_BUG_ON_PAGE. In: words on the kernel command line after "--". Out: lines on
 * the console that begin with "stableport <nonce>"; only "survived" means that
 * the kernel stood the test.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define PAGE 4096L
#define EXTENT_PAGES 512L
#define EXTENT (EXTENT_PAGES * PAGE)
#define EXTENTS 16L
#define SPAN (EXTENTS * EXTENT)
#define MAX_RACERS 64
#define AROUND (16 * PAGE)     /* what one fault maps, at most */
#define TEXT_ADDR 0x40000000UL /* where the program has its extents */
#define POLL_MS 10
#define ROUND_MS_A 500	/* nothing ever completes: a round is a time */
#define ROUND_MS_B 3000 /* a round ends with its last collapse, or so */
#define DRAIN_MS 2000	/* for an old round's huge pages to go */
#define THP "/sys/kernel/mm/transparent_hugepage/"
#define MNT "/mnt"
#define HOLDER "text-holder"

struct scenario {
	const char *name;
	long bad_step; /* one extent of so many cannot be collapsed */
	long base;     /* where in the file the extents begin */
	bool text;     /* a program's text instead of tmpfs; 5.4+ */
};

static const struct scenario scenarios[] = {
	{"tmpfs", 2, 0, false},	  /* races A and B */
	{"tmpfs-a", 1, 0, false}, /* race A alone: no collapse succeeds */
	{"text", 2, EXTENT, true},
	{"text-a", 1, EXTENT, true},
};

static const struct scenario *scenario = &scenarios[0];
static const char *nonce = "-"; /* fails the test for hexadecimal digits */
static long max_rounds = 200;
static long max_seconds = 60;
static long n_racers = 8;
static pid_t racers[MAX_RACERS + 1]; /* and the program with the text */
static char *map;		     /* the file's mapping, extent-aligned */
static char *area;		     /* the reserved area around it */
static char buf[AROUND];	     /* zeroes out, anything in */

static _Noreturn void power_off(void)
{
	tcdrain(STDOUT_FILENO);
	sync();
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}

static void say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* One line, one write(): nothing of ours can come between. */
static void say(const char *fmt, ...)
{
	char line[256];
	va_list ap;
	size_t len;

	snprintf(line, sizeof(line), "stableport %s ", nonce);
	len = strlen(line);
	va_start(ap, fmt);
	vsnprintf(line + len, sizeof(line) - 1 - len, fmt, ap);
	va_end(ap);
	len = strlen(line);
	line[len++] = '\n';
	if (write(STDOUT_FILENO, line, len) == (ssize_t)len)
		tcdrain(STDOUT_FILENO);
}

#define unable(...)                                                                                \
	do {                                                                                       \
		say("unable " __VA_ARGS__);                                                        \
		power_off();                                                                       \
	} while (0)

/* This kernel collapses no such pages. */
#define inapplicable(...)                                                                          \
	do {                                                                                       \
		say("inapplicable " __VA_ARGS__);                                                  \
		power_off();                                                                       \
	} while (0)

/* If init died of a signal, the panic would look like a reproduction. */
static void on_fatal_signal(int sig)
{
	if (getpid() != 1)
		_exit(100 + sig);
	unable("init got signal %d (%s)", sig, strsignal(sig));
}

static void nap(long ms)
{
	struct timespec ts = {ms / 1000, ms % 1000 * 1000000};

	nanosleep(&ts, NULL);
}

static int64_t now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void put(const char *path, const char *value)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		unable("cannot open %s: %s", path, strerror(errno));
	if (write(fd, value, strlen(value)) < 0)
		unable("cannot write %s to %s: %s", value, path, strerror(errno));
	close(fd);
}

static long positive(const char *word, const char *value, long max)
{
	char *end;
	long n;

	errno = 0;
	n = strtol(value, &end, 10);
	if (errno || end == value || *end || n < 1 || n > max)
		unable("bad argument %s, wants 1 to %ld", word, max);
	return n;
}

static void set_scenario(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(scenarios) / sizeof(scenarios[0]); i++) {
		scenario = &scenarios[i];
		if (!strcmp(scenario->name, name))
			return;
	}
	unable("unknown scenario %s", name);
}

static void parse(int argc, char **argv)
{
	int i;

	/* The nonce first: every complaint has to carry it. */
	for (i = 1; i < argc; i++)
		if (!strncmp(argv[i], "nonce=", 6))
			nonce = argv[i] + 6;
	if (!*nonce || strlen(nonce) > 64 || nonce[strspn(nonce, "0123456789abcdefABCDEF")]) {
		nonce = "-";
		unable("no argument nonce=HEX");
	}
	for (i = 1; i < argc; i++) {
		if (!strncmp(argv[i], "nonce=", 6))
			continue;
		else if (!strncmp(argv[i], "scenario=", 9))
			set_scenario(argv[i] + 9);
		else if (!strncmp(argv[i], "rounds=", 7))
			max_rounds = positive(argv[i], argv[i] + 7, 1000000);
		else if (!strncmp(argv[i], "seconds=", 8))
			max_seconds = positive(argv[i], argv[i] + 8, 86400);
		else if (!strncmp(argv[i], "racers=", 7))
			n_racers = positive(argv[i], argv[i] + 7, MAX_RACERS);
		else
			unable("unknown argument %s", argv[i]);
	}
}

static void mount_at(const char *type, const char *where, const char *options)
{
	if (mkdir(where, 0755) < 0 && errno != EEXIST)
		unable("cannot make %s: %s", where, strerror(errno));
	if (mount(type, where, type, 0, options) < 0)
		unable("cannot mount %s with %s: %s", type, options ? options : "no options",
		       strerror(errno));
}

static void set_up(void)
{
	mount_at("proc", "/proc", NULL);
	mount_at("sysfs", "/sys", NULL);
	put(THP "enabled", "always");
	put(THP "khugepaged/scan_sleep_millisecs", "0");
	put(THP "khugepaged/alloc_sleep_millisecs", "0");
	put(THP "khugepaged/pages_to_scan", "100000");
	put(THP "khugepaged/max_ptes_none", "511");
}

/* Collapsed, now: the counter lags per CPU unless it is refreshed. */
static long huge_pages(void)
{
	const char *key = scenario->text ? "FileHugePages:" : "ShmemHugePages:";
	char line[128];
	long kb = -1;
	FILE *f;

	put("/proc/sys/vm/stat_refresh", "1");
	f = fopen("/proc/meminfo", "re");
	if (!f)
		unable("cannot open /proc/meminfo: %s", strerror(errno));
	while (fgets(line, sizeof(line), f))
		if (!strncmp(line, key, strlen(key)))
			kb = atol(line + strlen(key));
	fclose(f);
	if (kb < 0)
		inapplicable("no %s in /proc/meminfo", key);
	return kb * 1024 / EXTENT;
}

static void write_at(int fd, const void *from, size_t len, long pos)
{
	ssize_t n = pwrite(fd, from, len, pos);

	if (n != (ssize_t)len)
		unable("cannot fill the file: %s", n < 0 ? strerror(errno) : "no room");
}

/*
 * tmpfs: a new file system, exactly full. khugepaged exposes all of a bad extent
 * but its last page, a hole, cannot get a block for it, and has to roll back.
 */
static int make_data(void)
{
	long pos, hole;
	char options[64];
	int fd;

	snprintf(options, sizeof(options), "huge=advise,nr_blocks=%ld",
		 EXTENTS * EXTENT_PAGES - EXTENTS / scenario->bad_step);
	mount_at("tmpfs", MNT, options);
	fd = open(MNT "/file", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 || ftruncate(fd, SPAN) < 0)
		unable("cannot create the file: %s", strerror(errno));
	for (pos = 0; pos < SPAN; pos += AROUND) {
		hole = pos / EXTENT % scenario->bad_step == 0 && (pos + AROUND) % EXTENT == 0;
		write_at(fd, buf, AROUND - hole * PAGE, pos);
	}
	return fd;
}

/* Copies ourselves, with a note turned into a segment that maps the extents. */
static void write_program(int fd)
{
	int self = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	Elf64_Ehdr *ehdr;
	Elf64_Phdr *phdr;
	struct stat st;
	int i;

	if (self < 0 || fstat(self, &st) < 0 || st.st_size > scenario->base)
		unable("cannot read the own program");
	ehdr = mmap(NULL, st.st_size, PROT_READ | PROT_WRITE, MAP_PRIVATE, self, 0);
	close(self);
	if (ehdr == MAP_FAILED || ehdr->e_type != ET_EXEC)
		unable("the own program is not a static one");
	phdr = (Elf64_Phdr *)((char *)ehdr + ehdr->e_phoff);
	for (i = 0; i < ehdr->e_phnum && phdr[i].p_type != PT_NOTE; i++)
		;
	if (i == ehdr->e_phnum)
		unable("the own program has no note");
	phdr[i] = (Elf64_Phdr){PT_LOAD,	  PF_R | PF_X, scenario->base, TEXT_ADDR,
			       TEXT_ADDR, SPAN,	       SPAN,	       EXTENT};
	write_at(fd, ehdr, st.st_size, 0);
	munmap(ehdr, st.st_size);
}

/*
 * Text: a new program on ramfs. khugepaged exposes all of a bad extent but its
 * last page, which is dirty for ever, and has to roll back.
 */
static int make_text(void)
{
	long extent, pos;
	int fd;

	mount_at("ramfs", MNT, NULL);
	fd = open(MNT "/file", O_RDWR | O_CREAT | O_CLOEXEC, 0700);
	if (fd < 0 || ftruncate(fd, scenario->base + SPAN) < 0)
		unable("cannot create the program: %s", strerror(errno));
	write_program(fd);
	for (extent = 0; extent < EXTENTS; extent += scenario->bad_step)
		write_at(fd, "", 1, scenario->base + (extent + 1) * EXTENT - PAGE);
	close(fd); /* nobody may execute it while it is open so */
	fd = open(MNT "/file", O_RDONLY | O_CLOEXEC);
	for (pos = 0; pos < SPAN; pos += AROUND)
		if (pread(fd, buf, AROUND, scenario->base + pos) != AROUND)
			unable("cannot read the program: %s", strerror(errno));
	return fd;
}

/*
 * Looks pages of bad extents up at random. Idle class: easily preempted between
 * look-up and lock, and woken late when khugepaged gives the lock up.
 */
static _Noreturn void race(int fd)
{
	const struct sched_param none = {0};
	uint64_t x = 88172645463325252ULL ^ ((uint64_t)getpid() << 20);
	long extent, pos;
	char *m = NULL, c;

	if (scenario->text)
		m = mmap(NULL, SPAN, PROT_READ, MAP_SHARED, fd, scenario->base);
	if (m == MAP_FAILED || sched_setscheduler(0, SCHED_IDLE, &none) < 0)
		_exit(1);
	for (;;) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		extent = x % EXTENTS / scenario->bad_step * scenario->bad_step;
		pos = (x >> 32) % (EXTENT_PAGES - 1) * PAGE + extent * EXTENT;
		if (!scenario->text) {
			if (pread(fd, &c, 1, pos) != 1)
				_exit(2);
			continue;
		}
		(void)*(volatile char *)(m + pos);
		if (madvise(m + pos / AROUND * AROUND, AROUND, MADV_DONTNEED))
			_exit(3);
	}
}

/* The program with the text: all it does is to run. */
static _Noreturn void hold(void)
{
	if (madvise((void *)TEXT_ADDR, SPAN, MADV_HUGEPAGE) < 0)
		_exit(4);
	for (;;)
		pause();
}

static void start_racers(int fd)
{
	char *const argv[] = {HOLDER, NULL};
	long i;

	for (i = 0; i < n_racers + scenario->text; i++) {
		racers[i] = fork();
		if (racers[i] < 0)
			unable("cannot fork: %s", strerror(errno));
		if (racers[i])
			continue;
		if (i < n_racers)
			race(fd);
		execv(MNT "/file", argv);
		_exit(5);
	}
}

static void stop_racers(void)
{
	int status;
	long i;

	for (i = 0; i < n_racers + scenario->text; i++)
		kill(racers[i], SIGKILL);
	for (i = 0; i < n_racers + scenario->text; i++) {
		if (waitpid(racers[i], &status, 0) < 0)
			unable("lost a racer: %s", strerror(errno));
		if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
			unable("racer %ld ended with status %#x", i, status);
	}
}

/*
 * After the racers' start: khugepaged would go through their mappings too. v6.1
 * takes a mapping for one to go through when the advice is given, and asks about
 * it before the advice is written down: there, the second time counts.
 */
static void map_file(int fd)
{
	uintptr_t start;

	area = mmap(NULL, SPAN + EXTENT, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1,
		    0);
	if (area == MAP_FAILED)
		unable("cannot reserve addresses: %s", strerror(errno));
	start = ((uintptr_t)area + EXTENT - 1) / EXTENT * EXTENT;
	map = mmap((void *)start, SPAN, PROT_READ, MAP_SHARED | MAP_FIXED, fd, scenario->base);
	if (map == MAP_FAILED)
		unable("cannot map the file: %s", strerror(errno));
	for (int i = 0; !scenario->text && i < 2; i++)
		if (madvise(map, SPAN, MADV_HUGEPAGE) < 0)
			unable("cannot advise huge pages: %s", strerror(errno));
}

/*
 * A failed collapse leaves no count behind, but it unmaps every page that it
 * came to. So touch each bad extent's last good page: where that faults again,
 * khugepaged had been through the whole extent since the last look.
 */
static long touch_bad(void)
{
	struct rusage before, after;
	long extent, faults = 0;

	for (extent = 0; extent < EXTENTS; extent += scenario->bad_step) {
		getrusage(RUSAGE_SELF, &before);
		(void)*(volatile char *)(map + (extent + 1) * EXTENT - 2 * PAGE);
		getrusage(RUSAGE_SELF, &after);
		faults += after.ru_minflt > before.ru_minflt;
	}
	return faults;
}

/*
 * Lets khugepaged work on the file; returns how much work it was seen to do:
 * huge pages beyond the old ones, or where there can be none, failures.
 */
static long watch(long old)
{
	long goal = EXTENTS - EXTENTS / scenario->bad_step, work = 0;
	int64_t start = now_ms();

	if (!goal) {
		touch_bad();
		while (now_ms() - start < ROUND_MS_A) {
			nap(POLL_MS);
			work += touch_bad();
		}
		return work;
	}
	while (work < goal && now_ms() - start < ROUND_MS_B) {
		nap(POLL_MS);
		work = huge_pages() - old;
	}
	return work > 0 ? work : 0;
}

static long run_round(void)
{
	int64_t start = now_ms();
	long old, work;
	int fd;

	/* An old file's pages may go late: khugepaged can hold it a while. */
	while ((old = huge_pages()) > 0 && now_ms() - start < DRAIN_MS)
		nap(POLL_MS);
	fd = scenario->text ? make_text() : make_data();
	start_racers(fd);
	map_file(fd);
	work = watch(old);
	stop_racers();
	munmap(area, SPAN + EXTENT);
	close(fd);
	if (umount2(MNT, MNT_DETACH) < 0)
		unable("cannot unmount the file system: %s", strerror(errno));
	return work;
}

int main(int argc, char **argv)
{
	static const int fatal[] = {SIGBUS, SIGSEGV, SIGILL, SIGFPE, SIGABRT};
	long round, work = 0;
	int64_t end;
	size_t i;

	if (getpid() != 1 && !strcmp(argv[0], HOLDER))
		hold();
	if (getpid() != 1) {
		fprintf(stderr, "this is a guest's init: run it in QEMU\n");
		return 2;
	}
	for (i = 0; i < sizeof(fatal) / sizeof(fatal[0]); i++)
		signal(fatal[i], on_fatal_signal);
	parse(argc, argv);
	set_up();
	say("start %s", scenario->name);
	end = now_ms() + max_seconds * 1000;
	for (round = 0; round < max_rounds && now_ms() < end;) {
		work += run_round();
		say("round %ld work %ld", ++round, work);
	}
	if (!work)
		inapplicable("khugepaged did no work in %ld rounds", round);
	say("survived rounds %ld work %ld", round, work);
	power_off();
}
