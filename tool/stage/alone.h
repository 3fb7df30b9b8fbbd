/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * alone: the objects that a backport changes, each compiled alone without it and with it. In: a
 * configuration. Out: in the record, new warnings, what does not compile, and what could not be
 * looked at; the first two are also told while it runs, as soon as they are known.
 */
#pragma once

#include <glib.h>

#include "stage/objects.h"
#include "stage/port.h"
#include "stage/record.h"

/**
 * sp_alone_look:
 * @record: warnings, unbuilt and broken get what there is to be told
 * @ports: SpPort, of the backport, each upon the ones before
 * @plain: path -> text, of the unpatched branch
 * @ported: the same with the backport
 * @where: the configuration's name, for people
 */
gboolean sp_alone_look(SpRecord *record, SpBuilddir *dir, const GPtrArray *ports, GHashTable *plain,
		       GHashTable *ported, const char *where,
		       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same in allmodconfig, in a folder of its own: no other one of the branch may be open. */
gboolean sp_alone_look_most(SpRecord *record, SpBranch *branch, const SpArch *arch,
			    const char *cache, const GPtrArray *ports, GHashTable *plain,
			    GHashTable *ported, GError **error) G_GNUC_WARN_UNUSED_RESULT;
