/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * initramfs: the reproducer's C source -> the guest's user space, a cpio archive.
 */
#pragma once

#include <glib.h>

/**
 * sp_boot_initramfs:
 * @source: the reproducer's C source, one file; it is compiled statically
 *
 * Returns: (transfer full): path of a cpio archive in @cache with /init and /dev/console; the same
 * source and compiler give the same bytes. A reproducer that does not compile is SP_ERROR_USAGE
 * with the compiler's first messages.
 */
char *sp_boot_initramfs(const char *source, const char *cache,
			GError **error) G_GNUC_WARN_UNUSED_RESULT;
