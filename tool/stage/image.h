/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * image: the store of finished kernel images, cache/images/<key>/, each put there as a whole with
 * the log of its build. A key is a hash of all that went in, so what is there need not be made.
 */
#pragma once

#include <glib.h>

typedef struct {
	gboolean built;	 /* FALSE: the verdict "does not build" */
	char *image;	 /* path of the kernel image in the cache, NULL when not built */
	char *key;	 /* hash of all that went in */
	char *complaint; /* first error lines of the log, NULL when built */
	double seconds;
} SpImage;

void sp_image_free(SpImage *image);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpImage, sp_image_free)

/**
 * sp_image_open:
 * @cache: absolute path of the cache directory
 * @config_hash: hash of the source, the configuration and the toolchain
 * @files: path -> text, NULL: removed: what the variant changes in the source
 * @name: file name of the image, "bzImage"
 *
 * Returns: (transfer full): built if it is there; else not, with the path at which sp_image_store()
 * will put it.
 */
SpImage *sp_image_open(const char *cache, const char *config_hash, GHashTable *files,
		       const char *name);

/* The key alone, of other things that are made of the same; (transfer full). */
char *sp_image_key(const char *config_hash, GHashTable *files);

/**
 * sp_image_store:
 * @image: from sp_image_open(), with built set if the build went well
 * @made: path of the image that was built; looked at only then
 * @log: path of the build's log
 *
 * Puts image and log, or only the log of a failed build, into the cache, all at once.
 */
gboolean sp_image_store(const SpImage *image, const char *made, const char *log,
			GError **error) G_GNUC_WARN_UNUSED_RESULT;
