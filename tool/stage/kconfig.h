/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kconfig: fragments of a kernel configuration: what is asked for, and whether a .config has it.
 * Kconfig drops silently what it does not know or cannot have; here that is found out.
 */
#pragma once

#include <glib.h>

#include "base/kver.h"

/* One line that is asked for. */
typedef struct {
	char *symbol; /* "CONFIG_NUMA" */
	char *line;   /* "CONFIG_NUMA=y", "# CONFIG_NUMA is not set" */
	char *origin; /* "kernel.config:12" */
} SpOption;

/* SpOption, freed with the array. */
GPtrArray *sp_kconfig_new(void);

/**
 * sp_kconfig_add:
 * @options: from sp_kconfig_new(); the lines are added, and replace earlier ones of the same symbol
 * @text: a fragment: "CONFIG_X=value", "# CONFIG_X is not set", comments, blank lines. A comment
 *        "# kernels = 5.4.." limits the lines after it, up to the next blank one, to these kernels.
 * @origin: its file name, for messages
 * @line: number of its first line, 1 for a whole file
 * @version: the kernel
 *
 * Errors: SP_ERROR_USAGE with file and line for anything else.
 */
gboolean sp_kconfig_add(GPtrArray *options, const char *text, const char *origin, guint line,
			const SpKver *version, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* All lines, one after the other, to be appended to a .config; (transfer full). */
char *sp_kconfig_text(const GPtrArray *options);

/**
 * sp_kconfig_missing:
 * @config: text of a .config as olddefconfig left it
 *
 * Returns: (transfer container): those that it does not have as asked, elements SpOption of
 * @options; empty when all is well.
 */
GPtrArray *sp_kconfig_missing(const GPtrArray *options, const char *config);

/**
 * sp_kconfig_explain:
 * @source: a kernel source folder
 * @arch: the architecture's folder there, "arch/x86"; what others define does not count
 *
 * Returns: (transfer full): why @symbol may not be had: that no Kconfig file knows it, or the file
 * that does and what it depends on there.
 */
char *sp_kconfig_explain(const char *source, const char *arch, const char *symbol);
