/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Consoles of our own writing, and what must be made of them: each is a way in which a boot can
 * look like something that it is not. The nonce of "this run" is N.
 */
#include <string.h>

#include "stage/console.h"

#define N "00c0ffee00c0ffee"
#define OTHER "ffffffffffffffff"
#define SIG "VM_BUG_ON_PAGE(page_to_pgoff(page) != offset)"
#define SIG2 "VM_BUG_ON_PAGE(!PageLocked(page))"

#define BANNER                                                                                     \
	"[    0.000000] Linux version 5.10.262 (stableport@stableport)\r\n"                        \
	"[    0.000000] Command line: console=ttyS0 -- nonce=" N " rounds=3\r\n"                   \
	"[    0.700000] Run /init as init process\r\n"
#define START "stableport " N " start tmpfs\r\n"
#define ROUND(n, w) "stableport " N " round " #n " work " #w "\r\n"
#define TOLD ROUND(1, 4) ROUND(2, 8) /* three rounds are asked for */
#define CLAIM(n, w) "stableport " N " survived rounds " #n " work " #w "\r\n"
#define SURVIVED(n, w) TOLD CLAIM(n, w)
#define UNABLE "stableport " N " unable cannot mount /mnt\r\n"
#define WRONG "stableport " N " failed it ended with 1\r\n"
#define DOWN "[    2.000000] reboot: Power down\r\n"
#define DUMP(sig)                                                                                  \
	"[    1.000000] page:00000000deadbeef refcount:3 mapcount:0 index:0x1ff\r\n"               \
	"[    1.000001] page dumped because: " sig "\r\n"                                          \
	"[    1.000002] ------------[ cut here ]------------\r\n"
#define BUG                                                                                        \
	"[    1.000003] kernel BUG at mm/filemap.c:1763!\r\n"                                      \
	"[    1.000004] invalid opcode: 0000 [#1] PREEMPT SMP\r\n"                                 \
	"[    1.000005] CPU: 1 PID: 40 Comm: init Not tainted 5.10.262 #1\r\n"
#define OTHER_BUG "[    1.000003] kernel BUG at mm/other.c:12!\r\n"
#define PANIC "[    1.000100] Kernel panic - not syncing: Fatal exception\r\n"
#define INIT_DIED                                                                                  \
	"[    1.000100] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000007\r\n"
#define NULL_DEREF                                                                                 \
	"[    1.000003] BUG: kernel NULL pointer dereference, address: 0000000000000008\r\n"       \
	"[    1.000004] Oops: 0000 [#1] PREEMPT SMP\r\n"
#define L10(x) x x x x x x x x x x
#define NOISE "[    1.200000] random: fast init done\r\n"

enum { RUNNING = 0, ENDED = 1, FAILED = 2 };

typedef struct {
	const char *name;
	const char *console;
	int end;
	SpBootOutcome outcome;
	guint round;
	const char *signature;
} Case;

static const Case cases[] = {
	{"crash", BANNER START ROUND(1, 4) DUMP(SIG) BUG PANIC, ENDED, SP_BOOT_CRASHED, 2, SIG},
	{"crash-first-round", BANNER START DUMP(SIG) BUG, RUNNING, SP_BOOT_CRASHED, 1, SIG},
	{"crash-second-signature", BANNER START DUMP(SIG2) BUG, ENDED, SP_BOOT_CRASHED, 1, SIG2},
	{"crash-caller-stamp",
	 BANNER START "[    1.000001][   T40] page dumped because: " SIG "\r\n"
		      "[    1.000003][   T40] kernel BUG at mm/filemap.c:1763!\r\n",
	 ENDED, SP_BOOT_CRASHED, 1, SIG},
	{"crash-inside-a-line-of-ours",
	 BANNER START "stableport " N " round 1 wo" DUMP(SIG) BUG PANIC, ENDED, SP_BOOT_CRASHED, 1,
	 SIG},
	{"crash-qemu-killed-too", BANNER START DUMP(SIG) BUG, FAILED, SP_BOOT_CRASHED, 1, SIG},
	{"crash-cut-off-in-its-head", BANNER START DUMP(SIG) "[    1.000003] kernel BUG at mm/fil",
	 RUNNING, SP_BOOT_CRASHED, 1, SIG},
	{"crash-then-init-dies", BANNER START DUMP(SIG) BUG INIT_DIED, ENDED, SP_BOOT_CRASHED, 1,
	 SIG},
	{"warning-is-a-signature",
	 BANNER START "[    1.000001] ------------[ cut here ]------------\r\n"
		      "[    1.000002] WARNING: CPU: 0 PID: 1 at " SIG "\r\n",
	 ENDED, SP_BOOT_CRASHED, 1, SIG},

	{"survived", BANNER START ROUND(1, 4) ROUND(2, 8) ROUND(3, 9) SURVIVED(3, 9) DOWN, ENDED,
	 SP_BOOT_SURVIVED, 3, NULL},
	{"survived-more", BANNER START SURVIVED(4, 9) DOWN, ENDED, SP_BOOT_SURVIVED, 4, NULL},
	{"survived-no-power-off", BANNER START SURVIVED(3, 9), RUNNING, SP_BOOT_SURVIVED, 3, NULL},
	{"survived-cut-by-the-kernel",
	 BANNER START TOLD "stableport " N " surv" NOISE "ived rounds 3 work 9\r\n" DOWN, ENDED,
	 SP_BOOT_SURVIVED, 3, NULL},
	{"survived-behind-a-piece",
	 BANNER START TOLD "[    1.200000] Freeing memory: stableport " N
			   " survived rounds 3 work 9\r\n" DOWN,
	 ENDED, SP_BOOT_SURVIVED, 3, NULL},
	{"warning-is-no-crash",
	 BANNER START "[    1.000002] WARNING: CPU: 0 PID: 1 at mm/slub.c:1\r\n" SURVIVED(3, 9),
	 ENDED, SP_BOOT_SURVIVED, 3, NULL},
	{"survived-fewer-rounds", BANNER START ROUND(2, 8) SURVIVED(2, 8) DOWN, ENDED,
	 SP_BOOT_UNABLE, 2, NULL},
	{"survived-without-work", BANNER START SURVIVED(3, 0) DOWN, ENDED, SP_BOOT_UNABLE, 3, NULL},
	{"survived-other-nonce", BANNER START "stableport " OTHER " survived rounds 3 work 9\r\n",
	 RUNNING, SP_BOOT_HUNG, 0, NULL},
	{"survived-cut-off", BANNER START "stableport " N " survived rounds 3 work 9", RUNNING,
	 SP_BOOT_HUNG, 0, NULL},
	{"survived-with-a-tail", BANNER START "stableport " N " survived rounds 3 work 9x\r\n",
	 RUNNING, SP_BOOT_HUNG, 0, NULL},
	{"survived-without-start", BANNER SURVIVED(3, 9) DOWN, ENDED, SP_BOOT_NOT_BOOTED, 0, NULL},
	{"survived-too-early", BANNER START CLAIM(3, 9) TOLD ROUND(3, 9) DOWN, ENDED,
	 SP_BOOT_UNABLE, 3, NULL},
	{"survived-after-one-round", BANNER START ROUND(1, 4) CLAIM(3, 9) DOWN, ENDED,
	 SP_BOOT_UNABLE, 3, NULL},
	{"survived-after-all-rounds", BANNER START TOLD ROUND(3, 9) CLAIM(3, 9) DOWN, ENDED,
	 SP_BOOT_SURVIVED, 3, NULL},
	{"survived-then-crash", BANNER START SURVIVED(3, 9) DUMP(SIG) BUG, ENDED,
	 SP_BOOT_CRASHED_ELSE, 3, SIG},
	{"survived-too-early-then-crash", BANNER START CLAIM(3, 9) TOLD DUMP(SIG) BUG, ENDED,
	 SP_BOOT_CRASHED, 3, SIG},
	{"survived-then-other-crash", BANNER START SURVIVED(3, 9) NULL_DEREF PANIC, ENDED,
	 SP_BOOT_CRASHED_ELSE, 3, NULL},
	{"survived-but-qemu-failed", BANNER START SURVIVED(3, 9), FAILED, SP_BOOT_QEMU_FAILED, 3,
	 NULL},

	{"signature-said-by-user-space",
	 BANNER START "page dumped because: " SIG "\r\nkernel BUG at mm/filemap.c:1!\r\n", RUNNING,
	 SP_BOOT_HUNG, 0, NULL},
	{"signature-said-then-survived", BANNER START "looking for " SIG "\r\n" SURVIVED(3, 9) DOWN,
	 ENDED, SP_BOOT_SURVIVED, 3, NULL},
	{"signature-said-then-init-dies", BANNER START SIG "\r\n" INIT_DIED, ENDED,
	 SP_BOOT_CRASHED_ELSE, 1, NULL},
	{"signature-in-a-marker",
	 BANNER START "stableport " N " unable did not see kernel BUG at " SIG "\r\n" DOWN, ENDED,
	 SP_BOOT_UNABLE, 0, NULL},
	{"signature-as-a-process-name",
	 BANNER START "[    1.000003] kernel BUG at mm/slub.c:1!\r\n"
		      "[    1.000005] CPU: 1 PID: 40 Comm: " SIG " Not tainted\r\n",
	 ENDED, SP_BOOT_CRASHED_ELSE, 1, NULL},
	{"signature-before-start", BANNER DUMP(SIG) BUG PANIC, ENDED, SP_BOOT_NOT_BOOTED, 0, NULL},
	{"signature-before-start-then-survived", BANNER DUMP(SIG) START SURVIVED(3, 9) DOWN, ENDED,
	 SP_BOOT_SURVIVED, 3, NULL},
	{"signature-after-other-start",
	 BANNER "stableport " OTHER " start tmpfs\r\n" DUMP(SIG) BUG PANIC, ENDED,
	 SP_BOOT_NOT_BOOTED, 0, NULL},
	{"signature-without-a-crash", BANNER START DUMP(SIG) SURVIVED(3, 9) DOWN, ENDED,
	 SP_BOOT_SURVIVED, 3, NULL},
	{"signature-long-before-a-crash",
	 BANNER START DUMP(SIG) L10(NOISE) L10(NOISE) L10(NOISE) L10(NOISE) NULL_DEREF PANIC, ENDED,
	 SP_BOOT_CRASHED_ELSE, 1, NULL},
	{"signature-long-after-another-crash",
	 BANNER START NULL_DEREF L10(NOISE) L10(NOISE) L10(NOISE) L10(NOISE) DUMP(SIG) BUG, ENDED,
	 SP_BOOT_CRASHED_ELSE, 1, NULL},

	{"signature-after-the-end-of-another-report",
	 BANNER START NULL_DEREF "[    1.000006] ---[ end trace 292bf6b311da040e ]---\r\n" DUMP(SIG)
		 BUG,
	 ENDED, SP_BOOT_CRASHED_ELSE, 1, NULL},
	{"signature-after-a-warning's-report",
	 BANNER START "[    1.000001] WARNING: CPU: 0 PID: 1 at mm/slub.c:1\r\n"
		      "[    1.000002] ---[ end trace 292bf6b311da040e ]---\r\n" DUMP(SIG) BUG,
	 ENDED, SP_BOOT_CRASHED, 1, SIG},

	{"named-bug", BANNER START ROUND(1, 2) OTHER_BUG PANIC, ENDED, SP_BOOT_OTHER_BUG, 2,
	 "kernel BUG at mm/other.c:"},
	{"named-bug-then-signature-in-another-report", BANNER START OTHER_BUG DUMP(SIG) BUG, ENDED,
	 SP_BOOT_CRASHED_ELSE, 1, NULL},
	{"signature-behind-the-head", BANNER START OTHER_BUG DUMP(SIG), ENDED, SP_BOOT_CRASHED, 1,
	 SIG},
	{"signature-behind-the-head-to-the-end",
	 BANNER START OTHER_BUG DUMP(
		 SIG) "[    1.000006] ---[ end trace 292bf6b311da040e ]---\r\n" BUG,
	 ENDED, SP_BOOT_CRASHED, 1, SIG},
	{"named-bug-then-signature-after-its-end",
	 BANNER START OTHER_BUG "[    1.000006] ---[ end trace 292bf6b311da040e ]---\r\n" DUMP(SIG)
		 BUG,
	 ENDED, SP_BOOT_CRASHED_ELSE, 1, NULL},
	{"named-bug-after-another",
	 BANNER START NULL_DEREF L10(NOISE) L10(NOISE) L10(NOISE) L10(NOISE) OTHER_BUG, ENDED,
	 SP_BOOT_CRASHED_ELSE, 1, NULL},
	{"named-bug-after-survival", BANNER START SURVIVED(3, 9) OTHER_BUG, ENDED,
	 SP_BOOT_CRASHED_ELSE, 3, NULL},
	{"named-bug-before-start", BANNER OTHER_BUG START SURVIVED(3, 9) DOWN, ENDED,
	 SP_BOOT_SURVIVED, 3, NULL},
	{"other-bug", BANNER START ROUND(1, 2) BUG PANIC, ENDED, SP_BOOT_CRASHED_ELSE, 2, NULL},
	{"other-oops", BANNER START NULL_DEREF, ENDED, SP_BOOT_CRASHED_ELSE, 1, NULL},
	{"other-protection-fault",
	 BANNER START "[    1.000004] general protection fault: 0000 [#1] SMP\r\n", ENDED,
	 SP_BOOT_CRASHED_ELSE, 1, NULL},
	{"other-splat",
	 BANNER START "[    1.000004] BUG: scheduling while atomic: khugepaged/23/0x2\r\n", RUNNING,
	 SP_BOOT_CRASHED_ELSE, 1, NULL},
	{"arm-oops",
	 BANNER START "[    1.000004] Internal error: Oops - BUG: 0 [#1] PREEMPT SMP\r\n", ENDED,
	 SP_BOOT_CRASHED_ELSE, 1, NULL},
	{"init-dies", BANNER START INIT_DIED, ENDED, SP_BOOT_CRASHED_ELSE, 1, NULL},
	{"reset-without-a-word", BANNER START ROUND(1, 2), ENDED, SP_BOOT_CRASHED_ELSE, 2, NULL},
	{"process-fault-is-no-crash",
	 BANNER START "[    1.0] traps: x[40] general protection fault ip:0\r\n"
		      "[    1.000000] init[40]: segfault at 0 ip 0\r\n",
	 RUNNING, SP_BOOT_HUNG, 0, NULL},

	{"failed", BANNER START ROUND(1, 1) WRONG DOWN, ENDED, SP_BOOT_FAILED, 2, NULL},
	{"failed-and-hangs", BANNER START WRONG, RUNNING, SP_BOOT_FAILED, 1, NULL},
	{"failed-before-start", BANNER WRONG DOWN, ENDED, SP_BOOT_NOT_BOOTED, 0, NULL},
	{"failed-other-run", BANNER START "stableport " OTHER " failed x\r\n", RUNNING,
	 SP_BOOT_HUNG, 0, NULL},
	{"failed-then-crash", BANNER START WRONG DUMP(SIG) BUG, ENDED, SP_BOOT_CRASHED, 1, SIG},
	{"failed-then-another-crash", BANNER START WRONG NULL_DEREF, ENDED, SP_BOOT_CRASHED_ELSE, 1,
	 NULL},
	{"failed-then-survived", BANNER START TOLD WRONG CLAIM(3, 3) DOWN, ENDED, SP_BOOT_FAILED, 3,
	 NULL},
	{"survived-then-failed", BANNER START SURVIVED(3, 3) WRONG DOWN, ENDED, SP_BOOT_FAILED, 3,
	 NULL},
	{"unable", BANNER START UNABLE DOWN, ENDED, SP_BOOT_UNABLE, 0, NULL},
	{"inapplicable", BANNER START "stableport " N " inapplicable no huge pages\r\n" DOWN, ENDED,
	 SP_BOOT_NOT_APPLICABLE, 0, NULL},
	{"inapplicable-then-survived",
	 BANNER START "stableport " N " inapplicable x\r\n" SURVIVED(3, 3) DOWN, ENDED,
	 SP_BOOT_NOT_APPLICABLE, 0, NULL},
	{"survived-then-inapplicable",
	 BANNER START SURVIVED(3, 3) "stableport " N " inapplicable x\r\n" DOWN, ENDED,
	 SP_BOOT_NOT_APPLICABLE, 3, NULL},
	{"unable-before-start", BANNER UNABLE DOWN, ENDED, SP_BOOT_UNABLE, 0, NULL},
	{"unable-then-init-ends", BANNER START UNABLE INIT_DIED, ENDED, SP_BOOT_UNABLE, 0, NULL},
	{"unable-then-crash", BANNER START UNABLE DUMP(SIG) BUG, ENDED, SP_BOOT_CRASHED, 1, SIG},
	{"unable-other-nonce", BANNER START "stableport " OTHER " unable x\r\n", RUNNING,
	 SP_BOOT_HUNG, 0, NULL},
	{"power-off-without-a-word", BANNER START ROUND(1, 2) DOWN, ENDED, SP_BOOT_UNABLE, 1, NULL},

	{"hung", BANNER START ROUND(1, 2) ROUND(2, 3), RUNNING, SP_BOOT_HUNG, 2, NULL},
	{"hung-round-of-other", BANNER START "stableport " OTHER " round 7 work 7\r\n", RUNNING,
	 SP_BOOT_HUNG, 0, NULL},
	{"start-only-on-the-command-line", "[    0.000000] Command line: stableport start\r\n",
	 RUNNING, SP_BOOT_NOT_BOOTED, 0, NULL},
	{"no-init", BANNER "[    0.800000] Kernel panic - not syncing: No working init found.\r\n",
	 ENDED, SP_BOOT_NOT_BOOTED, 0, NULL},
	{"silence", "", RUNNING, SP_BOOT_NOT_BOOTED, 0, NULL},
	{"silence-and-end", "", ENDED, SP_BOOT_NOT_BOOTED, 0, NULL},
	{"qemu-failed", "", FAILED, SP_BOOT_QEMU_FAILED, 0, NULL},
	{"qemu-failed-later", BANNER START ROUND(1, 2), FAILED, SP_BOOT_QEMU_FAILED, 1, NULL},
};

static const char *const signatures[] = {SIG, SIG2, NULL};
static const char *const others[] = {"kernel BUG at mm/other.c:", NULL};

static void check(const Case *c, const SpBoot *boot)
{
	g_assert_cmpstr(sp_boot_outcome_name(boot->outcome), ==, sp_boot_outcome_name(c->outcome));
	g_assert_cmpuint(boot->round, ==, c->round);
	g_assert_cmpstr(boot->signature, ==, c->signature);
	g_assert_cmpstr(boot->nonce, ==, N);
	g_assert_cmpuint(strlen(boot->excerpt), <=, 4096);
}

/* All in one, for a console that is there as a whole. */
static SpBoot *judge(const char *text, gsize length, const char *const *known,
		     const char *const *of_others, gboolean ended, gboolean qemu_failed)
{
	g_autoptr(SpConsole) all = sp_console_new(N, 3, known, of_others);

	sp_console_feed(all, text, length);
	return sp_console_finish(all, ended, qemu_failed);
}

static void test_case(gconstpointer data)
{
	const Case *c = data;
	gsize length = strlen(c->console);
	g_autoptr(SpConsole) bytewise = sp_console_new(N, 3, signatures, others);
	g_autoptr(SpBoot) whole =
		judge(c->console, length, signatures, others, c->end == ENDED, c->end == FAILED);
	g_autoptr(SpBoot) pieces = NULL;

	check(c, whole);
	for (gsize i = 0; i < length; i++)
		sp_console_feed(bytewise, c->console + i, 1);
	pieces = sp_console_finish(bytewise, c->end == ENDED, c->end == FAILED);
	check(c, pieces);
	g_assert_cmpstr(whole->excerpt, ==, pieces->excerpt);
	g_assert_cmpuint(whole->work, ==, pieces->work);
	if (c->outcome == SP_BOOT_CRASHED)
		g_assert_nonnull(strstr(whole->excerpt, c->signature));
}

/* A boot that is still going on: when does it become certain? */
static void test_state(void)
{
	g_autoptr(SpConsole) console = sp_console_new(N, 3, signatures, others);

#define FEED(text) sp_console_feed(console, text, strlen(text))
	FEED(BANNER "[    0.500000] BUG: sleeping function called from invalid context\r\n");
	g_assert_cmpint(sp_console_state(console), ==, SP_CONSOLE_OPEN);
	g_assert_false(sp_console_started(console));
	FEED("stableport " N " start");
	g_assert_false(sp_console_started(console));
	FEED(" tmpfs\r\n");
	g_assert_true(sp_console_started(console));
	FEED(ROUND(1, 5));
	g_assert_cmpuint(sp_console_round(console), ==, 1);
	FEED("[    1.000001] page dumped because: " SIG "\r\n");
	g_assert_cmpint(sp_console_state(console), ==, SP_CONSOLE_OPEN);
	FEED(SURVIVED(3, 9));
	g_assert_cmpint(sp_console_state(console), ==, SP_CONSOLE_SAID);
	FEED(BUG);
	g_assert_cmpint(sp_console_state(console), ==, SP_CONSOLE_CRASHED);
#undef FEED
}

/* What a guest writes is bounded and made printable. */
static void test_dirt(void)
{
	static const char dirt[] = "\0\033[2J\377\376\200 garbage \033]0;title\007\r\n";
	g_autoptr(GString) text = g_string_new(BANNER START);
	g_autoptr(SpBoot) boot = NULL;

	for (guint i = 0; i < 5000; i++)
		g_string_append_len(text, dirt, sizeof(dirt) - 1);
	g_string_append(text, DUMP(SIG) BUG);
	for (guint i = 0; i < 5000; i++)
		g_string_append_len(text, dirt, sizeof(dirt) - 1);
	boot = judge(text->str, text->len, signatures, NULL, FALSE, FALSE);
	g_assert_cmpint(boot->outcome, ==, SP_BOOT_CRASHED);
	g_assert_cmpuint(strlen(boot->excerpt), <=, 4096);
	g_assert_nonnull(strstr(boot->excerpt, SIG));
	g_assert_true(g_utf8_validate(boot->excerpt, -1, NULL));
	for (const char *p = boot->excerpt; *p; p++)
		g_assert_true((guchar)*p >= 0x20 || *p == '\n' || *p == '\t');
}

/* One endless line, and more than the limit. */
static void test_flood(void)
{
	g_autofree char *block = g_malloc(1024 * 1024);
	g_autoptr(SpConsole) console = sp_console_new(N, 3, signatures, others);
	g_autoptr(SpBoot) boot = NULL;

	memset(block, '[', 1024 * 1024);
	sp_console_feed(console, BANNER START, strlen(BANNER START));
	for (guint i = 0; i < 17; i++)
		sp_console_feed(console, block, 1024 * 1024);
	g_assert_true(sp_console_full(console));
	sp_console_feed(console, SURVIVED(3, 9), strlen(SURVIVED(3, 9)));
	boot = sp_console_finish(console, FALSE, FALSE);
	g_assert_cmpint(boot->outcome, ==, SP_BOOT_FLOODED);
	g_assert_cmpuint(strlen(boot->excerpt), <=, 4096);
}

/* Only rounds in which the work rose count, and warnings are counted. */
static void test_work(void)
{
	static const char text[] = BANNER "[    0.900000] WARNING: CPU: 0 PID: 1 at mm/a.c:1\r\n" START
		ROUND(1, 4) ROUND(2, 4) "[    1.000001] WARNING: CPU: 0 PID: 1 at mm/b.c:1\r\n" ROUND(
			3, 5) "[    1.000002] INFO: task x:1 blocked for more than 120\r\n" CLAIM(3,
												  5)
			DOWN;
	static const char last[] = BANNER START ROUND(1, 4) ROUND(2, 5) CLAIM(3, 6) DOWN;
	g_autoptr(SpBoot) boot = judge(text, strlen(text), signatures, NULL, TRUE, FALSE);
	g_autoptr(SpBoot) told = judge(last, strlen(last), signatures, NULL, TRUE, FALSE);

	g_assert_cmpint(boot->outcome, ==, SP_BOOT_SURVIVED);
	g_assert_cmpuint(boot->round, ==, 3);
	g_assert_cmpuint(boot->worked, ==, 2);
	g_assert_cmpuint(boot->splats, ==, 2);
	g_assert_cmpint(told->outcome, ==, SP_BOOT_SURVIVED);
	g_assert_cmpuint(told->worked, ==, 3);
	g_assert_cmpuint(told->splats, ==, 0);
}

static void test_no_signatures(void)
{
	static const char text[] = BANNER START DUMP(SIG) BUG;
	g_autoptr(SpBoot) boot = judge(text, strlen(text), NULL, NULL, TRUE, FALSE);

	g_assert_cmpint(boot->outcome, ==, SP_BOOT_CRASHED_ELSE);
	g_assert_null(boot->signature);
	g_assert_nonnull(strstr(boot->excerpt, "kernel BUG at mm/filemap.c"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/console/", cases[i].name, NULL);

		g_test_add_data_func(path, &cases[i], test_case);
	}
	g_test_add_func("/console/state", test_state);
	g_test_add_func("/console/dirt", test_dirt);
	g_test_add_func("/console/flood", test_flood);
	g_test_add_func("/console/work", test_work);
	g_test_add_func("/console/no-signatures", test_no_signatures);
	return g_test_run();
}
