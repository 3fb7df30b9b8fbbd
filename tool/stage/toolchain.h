/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * toolchain: the programs that build a kernel, and what they need to be told so that they build an
 * old one. In: the kernel's version and architecture, the embedded toolchain.conf. Out:
 * SpToolchain.
 */
#pragma once

#include <glib.h>

#include "base/kver.h"
#include "stage/arch.h"

typedef struct {
	char *compiler;	    /* first line of its --version */
	char *linker;	    /* likewise */
	GPtrArray *quirks;  /* char *, names of the quirks that apply */
	GPtrArray *make;    /* char *, "WERROR=0": variables for make that they bring, and
			     * "CC=...", "CROSS_COMPILE=..." where it is not plain gcc */
	GPtrArray *options; /* SpOption: configuration lines that they bring */
} SpToolchain;

void sp_toolchain_free(SpToolchain *toolchain);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpToolchain, sp_toolchain_free)

/**
 * sp_toolchain_read:
 * @path: a toolchain.conf
 * @version: the kernel that is to be built
 * @arch: for what
 *
 * Chooses the quirks; compiler and linker stay NULL.
 *
 * Errors: SP_ERROR_USAGE with file and line.
 */
SpToolchain *sp_toolchain_read(const char *path, const SpKver *version, const SpArch *arch,
			       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_toolchain_open:
 *
 * The embedded toolchain.conf, and @arch's compiler and linker.
 *
 * Errors: SP_ERROR_UNKNOWN for a program that a kernel build needs and that is not there;
 * SP_ERROR_USAGE for a compiler that is not one for @arch.
 */
SpToolchain *sp_toolchain_open(const SpKver *version, const SpArch *arch,
			       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_toolchain_surroundings:
 *
 * @toolchain: gets the variables for make that it brings
 *
 * What the embedded surroundings.conf has for allmodconfig.
 *
 * Returns: (transfer full): SpOption.
 */
GPtrArray *sp_toolchain_surroundings(SpToolchain *toolchain, const SpKver *version,
				     const SpArch *arch, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* An embedded file of tool/data, e.g. "guest-x86_64.config"; (transfer full), NUL-terminated. */
char *sp_toolchain_data(const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
