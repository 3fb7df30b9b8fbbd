/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * arch: an architecture is a row of tool/data/arch.conf, where each key is told. In: its name and
 * what the user puts in the place of the row's compiler. Out: SpArch, from which the steps that
 * build and boot take what differs between architectures.
 */
#pragma once

#include <glib.h>

/* What --arch is where it is not given. */
#define SP_ARCH_DEFAULT "x86_64"

typedef struct {
	char *name; /* of the row */
	char *kernel, *image, *machine, *cross, *config, *append;
	char *qemu, *qemu_machine, *cpu, *kvm_cpu;
	char *cc_package, *libc_package, *qemu_package;
	/* what is made of it; NULL and FALSE in a table */
	char *folder;	 /* of the source: "arch/x86" */
	char *prefix;	 /* make's CROSS_COMPILE, "" for none */
	char *cc;	 /* the compiler, for kernel and reproducer */
	char *ld;	 /* the linker */
	gboolean native; /* this machine's own: KVM may run it */
} SpArch;

void sp_arch_free(SpArch *arch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpArch, sp_arch_free)

/**
 * sp_arch_read:
 * @entries: elements SpConfEntry
 * @path: for messages
 *
 * Returns: (transfer full): the rows, elements SpArch. SP_ERROR_USAGE with file and line for an
 * unknown, missing or repeated key.
 */
GPtrArray *sp_arch_read(const GPtrArray *entries, const char *path,
			GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_arch_choose:
 * @rows: from sp_arch_read()
 * @name: (nullable): NULL for the default
 * @cc: (nullable): the compiler's program, as in make's CC=; NULL for <prefix>gcc
 * @cross: (nullable): the prefix, as in make's CROSS_COMPILE=; NULL for the row's, or none at all
 *         where @host has the processor
 * @host: this machine's processor, as uname -m has it
 *
 * A path in the result's prefix, cc and ld is absolute.
 *
 * Errors: SP_ERROR_USAGE for a name that is not in the table (those that are, are told), and for a
 * @cc or @cross that is not the name or path of one program.
 */
SpArch *sp_arch_choose(const GPtrArray *rows, const char *name, const char *cc, const char *cross,
		       const char *host, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same with the embedded table, on this machine. */
SpArch *sp_arch_open(const char *name, const char *cc, const char *cross,
		     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_arch_have_compiler:
 *
 * Errors: SP_ERROR_UNKNOWN for a compiler or linker that is not there, with its Debian package;
 * SP_ERROR_USAGE for a compiler that is one for another processor.
 */
gboolean sp_arch_have_compiler(const SpArch *arch, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* SP_ERROR_UNKNOWN, with the Debian package, when QEMU is not there. */
gboolean sp_arch_have_qemu(const SpArch *arch, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* make's target, which is the image's file name; owned by @arch. */
const char *sp_arch_target(const SpArch *arch);
