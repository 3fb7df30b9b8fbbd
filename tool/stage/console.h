/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * console: what a guest's serial console says about one boot. Pure text in, SpBoot out; it can be
 * fed while the guest runs. The reproducer's lines carry this run's nonce:
 *   stableport <nonce> start <scenario>
 *   stableport <nonce> round <n> work <w>          (round n is over)
 *   stableport <nonce> survived rounds <n> work <w>
 *   stableport <nonce> unable <reason>
 *   stableport <nonce> inapplicable <reason>
 *   stableport <nonce> failed <reason>             (what it looks at came out wrong)
 * The kernel's lines are those with a printk time stamp; everything else is from user space.
 */
#pragma once

#include <glib.h>

/* Bytes of a console that are looked at. */
#define SP_CONSOLE_LIMIT (16 * 1024 * 1024)

typedef enum {
	SP_BOOT_CRASHED,      /* with a signature of the fix */
	SP_BOOT_CRASHED_ELSE, /* a kernel BUG, oops or panic that is not the signature, or is, but
			       * after the marker of a survivor; or a reset without a word */
	SP_BOOT_OTHER_BUG,    /* with the text of another bug that fix.conf names, and none of the
			       * fix's signatures anywhere */
	SP_BOOT_SURVIVED, /* the reproducer's own marker, this run's nonce, rounds done as asked */
	SP_BOOT_UNABLE,	  /* the reproducer says that it could not do its work, did none, or
			   * fewer rounds than asked, did not tell of each before it said that it
			   * survived, or powered off without a word */
	SP_BOOT_NOT_APPLICABLE, /* the reproducer says that this kernel has nothing for it to work
				   on */
	SP_BOOT_FAILED,		/* the reproducer says, once started, that what it looks at came out
				 * wrong; the kernel itself reports nothing */
	SP_BOOT_HUNG,		/* it started, but the time ran out */
	SP_BOOT_NOT_BOOTED,	/* the reproducer never started */
	SP_BOOT_FLOODED,	/* the console was full before anything was certain */
	SP_BOOT_QEMU_FAILED,	/* QEMU itself ended in an error */
} SpBootOutcome;

typedef struct {
	SpBootOutcome outcome;
	guint round;	/* crashed: the round it happened in; else rounds done */
	guint64 work;	/* what the reproducer says it has done, its own unit */
	guint worked;	/* rounds, of those done, in which that rose */
	guint splats;	/* the kernel's warnings that are no crash, after the start marker */
	double seconds; /* wall time of QEMU */
	char *nonce;
	char *signature; /* the text that matched, another bug's for SP_BOOT_OTHER_BUG, or NULL */
	char *excerpt;	 /* console around what decided, printable, at most 4 KiB */
	char *log;	 /* path of the console log, cut at 16 MiB */
	char *log_sha256;
	char *date; /* when it ended, ISO 8601 */
} SpBoot;

void sp_boot_free(SpBoot *boot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpBoot, sp_boot_free)

/* "crashed", "crashed-otherwise", "other-bug", "survived", "unable", "not-applicable", "failed",
 * "hung", "not-booted", "flooded", "qemu-failed" */
const char *sp_boot_outcome_name(SpBootOutcome outcome);

typedef struct _SpConsole SpConsole;

typedef enum {
	SP_CONSOLE_OPEN,    /* nothing is certain yet */
	SP_CONSOLE_CRASHED, /* the kernel has crashed; the rest of its report may follow */
	SP_CONSOLE_SAID,    /* the reproducer has had its last word; a power-off should follow */
} SpConsoleState;

/**
 * sp_console_new:
 * @nonce: this run's
 * @rounds: rounds that were asked for
 * @signatures: texts, NULL-terminated, may be NULL
 * @others: those of other bugs, likewise
 */
SpConsole *sp_console_new(const char *nonce, guint rounds, const char *const *signatures,
			  const char *const *others);
void sp_console_free(SpConsole *console);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpConsole, sp_console_free)

/* More of the console; any bytes, cut anywhere. What goes beyond SP_CONSOLE_LIMIT is dropped. */
void sp_console_feed(SpConsole *console, const char *data, gsize length);

gboolean sp_console_full(const SpConsole *console);
gboolean sp_console_started(const SpConsole *console);
guint sp_console_round(const SpConsole *console); /* rounds done */
SpConsoleState sp_console_state(const SpConsole *console);

/**
 * sp_console_finish:
 * @ended: QEMU came to its end by itself, with status 0
 * @qemu_failed: it ended otherwise, and not by us
 *
 * A signature counts only after the start marker, in a line of the kernel, near the head of a crash
 * report ("kernel BUG at", "BUG:", an oops or a WARNING) that is a line of the kernel as well, and
 * not after the end of another crash's report.
 *
 * Returns: (transfer full): without log and seconds.
 */
SpBoot *sp_console_finish(SpConsole *console, gboolean ended, gboolean qemu_failed);
