/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * initramfs: the reproducer's C source -> the guest's user space, a cpio archive.
 */
#pragma once

#include <glib.h>

#include "stage/arch.h"

/**
 * sp_boot_initramfs:
 * @source: the reproducer's C source, one file; it is compiled statically
 * @program: (nullable): a static program that lies beside it as /kselftest
 * @arch: with this compiler
 *
 * Returns: (transfer full): path of a cpio archive in @cache with /init and /dev/console; the same
 * source and compiler give the same bytes. A reproducer that does not compile is SP_ERROR_USAGE
 * with the compiler's first messages; a compiler or C library that is not there SP_ERROR_UNKNOWN
 * with its Debian package.
 */
char *sp_boot_initramfs(const char *source, const char *program, const SpArch *arch,
			const char *cache, GError **error) G_GNUC_WARN_UNUSED_RESULT;
