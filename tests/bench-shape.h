/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * bench-shape: what bench-repo's parts share: its commits, object ids, releases.
 * All of it is the same in each run.
 */
#pragma once

#include "bench-random.h"

#include <stdio.h>
#include <string.h>

#define DAY 86400
#define NOBODY G_MAXUINT32

typedef struct {
	guint8 bytes[20];
} Id;

typedef enum { PLAIN, MERGE, REVERT, RELEASE } Kind;

/* One mainline commit; its text is made anew from its index whenever it is needed. */
typedef struct {
	Id id;
	guint32 date;
	guint32 ref; /* what it fixes or reverts, or NOBODY */
	guint32 mark;
	guint8 kind;
	guint8 release; /* the first release that holds it */
} Commit;

static int n_releases = 90;
static Commit *commits;
static guint32 bug = NOBODY, fix = NOBODY;
static GChecksum *sha;

/* ---- objects */

static Id hash(const char *type, const char *data, gsize len)
{
	char head[32];
	int n = g_snprintf(head, sizeof head, "%s %" G_GSIZE_FORMAT, type, len);
	Id id;
	gsize size = sizeof id.bytes;

	g_checksum_reset(sha);
	g_checksum_update(sha, (guchar *)head, n + 1);
	g_checksum_update(sha, (const guchar *)data, len);
	g_checksum_get_digest(sha, id.bytes, &size);
	return id;
}

static const char *hex(const Id *id)
{
	static char text[8][41];
	static guint turn;
	char *s = text[turn++ % 8];

	for (int i = 0; i < 20; i++) {
		s[2 * i] = "0123456789abcdef"[id->bytes[i] >> 4];
		s[2 * i + 1] = "0123456789abcdef"[id->bytes[i] & 15];
	}
	s[40] = '\0';
	return s;
}

/* ---- releases: the last n of v2.6.30 .. v2.6.39, v3.0 .. v3.19, v4.0 .. v4.20, v5.0 .. v5.19,
 * v6.0 .. */

static void release_parts(int release, int *version, int *patchlevel, int *sublevel)
{
	int n = 90 - n_releases + release;

	*sublevel = 0;
	if (n < 10) {
		*version = 2;
		*patchlevel = 6;
		*sublevel = 30 + n;
	} else if (n < 30) {
		*version = 3;
		*patchlevel = n - 10;
	} else if (n < 51) {
		*version = 4;
		*patchlevel = n - 30;
	} else if (n < 71) {
		*version = 5;
		*patchlevel = n - 51;
	} else {
		*version = 6;
		*patchlevel = n - 71;
	}
}

static const char *release_name(int release)
{
	static char text[4][16];
	static guint turn;
	char *s = text[turn++ % 4];
	int version, patchlevel, sublevel;

	release_parts(release, &version, &patchlevel, &sublevel);
	if (version == 2)
		g_snprintf(s, 16, "2.6.%d", sublevel);
	else
		g_snprintf(s, 16, "%d.%d", version, patchlevel);
	return s;
}

static int rcs_of(int release)
{
	return release % 7 == 4 ? 8 : 7;
}
