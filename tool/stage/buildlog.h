/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * buildlog: why a kernel build failed, told from make's output alone. Only errors in the source
 * make the verdict "does not build"; a full disk or a missing program says nothing about the
 * source.
 */
#pragma once

#include <glib.h>

/* Bytes at the end of a log that are looked at and kept. */
#define SP_BUILDLOG_LIMIT (16 * 1024 * 1024)

typedef enum {
	SP_BUILDLOG_SOURCE, /* compiler, assembler, linker or make object to the source */
	SP_BUILDLOG_TOOLS, /* the kernel's own build programs do not compile or refuse their work */
	SP_BUILDLOG_LACKS, /* a file that the variant has nothing to do with is not in the source */
	SP_BUILDLOG_DISK,  /* no space left */
	SP_BUILDLOG_PROGRAM, /* a program is not there */
	SP_BUILDLOG_KILLED,  /* out of memory, or killed from outside */
	SP_BUILDLOG_UNKNOWN,
} SpBuildlogCause;

/**
 * sp_buildlog_judge:
 * @log: make's output, LC_ALL=C
 * @prefix: absolute path of the source, taken out of the lines
 * @touched: (nullable): what the variant changes, path -> text, NULL: removed: errors there, and
 *           for lack of it, are its own fault
 * @complaint: (out): first lines that say so, printable; the last lines when nothing does; for
 *             PROGRAM the name of the program
 */
SpBuildlogCause sp_buildlog_judge(const char *log, const char *prefix, GHashTable *touched,
				  char **complaint);
