/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * boot: image + reproducer -> SpBoot: one boot in QEMU and what came of it, told by the serial
 * console alone (see stage/console.h for that). The reproducer is the guest's /init and gets
 * nonce=<hex> rounds=<n> and the scenario's arguments.
 */
#pragma once

#include <glib.h>

#include "stage/arch.h"
#include "stage/console.h"
#include "stage/initramfs.h"

typedef struct {
	const SpArch *arch;
	const char *image;	       /* kernel image */
	const char *initramfs;	       /* from sp_boot_initramfs() */
	const char *args;	       /* the reproducer's, without nonce and rounds */
	const char *const *signatures; /* texts, NULL-terminated */
	const char *const *others;     /* those of other bugs, likewise; may be NULL */
	guint rounds;
	guint smp, memory; /* processors, MiB */
	guint timeout;	   /* seconds */
	const char *accel; /* "kvm" or "tcg", from sp_boot_accel() */
	const char *log;   /* console log to write; QEMU's own talk goes to <log>.qemu */
	const char *what;  /* for progress, e.g. "linux-5.10.y: unpatched, boot 3 of 10" */
} SpBootSpec;

/**
 * sp_boot_accel:
 * @wish: "auto", "kvm" or "tcg"
 * @arch: KVM runs only this machine's own
 * @image: a kernel to probe with
 * @initramfs: likewise
 * @args: likewise, the reproducer's
 *
 * auto: "kvm" only if a probe boot with it reached the reproducer's first line, else "tcg". What
 * the probe found is remembered in @cache for this machine, until it is booted anew, and QEMU; but
 * not that a kernel which KVM did start went no further.
 * "kvm" that does not work is SP_ERROR_UNKNOWN.
 */
char *sp_boot_accel(const char *wish, const SpArch *arch, const char *image, const char *initramfs,
		    const char *args, const char *cache, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_boot_argv:
 * @nonce: this run's
 *
 * Returns: (transfer full): QEMU and all that it is told. SP_ERROR_USAGE for arguments of the
 * reproducer that do not fit on a kernel's command line.
 */
GStrv sp_boot_argv(const SpBootSpec *spec, const char *nonce,
		   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One boot. FALSE (NULL) only when nothing can be said: QEMU not there, disk full, stopped. */
SpBoot *sp_boot_run(const SpBootSpec *spec, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* First line of QEMU's --version; SP_ERROR_UNKNOWN with the package when it is not there. */
char *sp_boot_qemu_version(const SpArch *arch, GError **error) G_GNUC_WARN_UNUSED_RESULT;
