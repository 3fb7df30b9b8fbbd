/* SPDX-License-Identifier: GPL-2.0-only */
/* json: the few lines around json-glib that every record needs. */
#pragma once

#include <json-glib/json-glib.h>

/* Pretty-printed with a new line at the end; (transfer full). Takes the builder's root. */
char *sp_json_text(JsonBuilder *builder);

/* Members by name; @value NULL is written as null. */
void sp_json_string(JsonBuilder *builder, const char *name, const char *value);
void sp_json_int(JsonBuilder *builder, const char *name, gint64 value);
void sp_json_bool(JsonBuilder *builder, const char *name, gboolean value);
void sp_json_double(JsonBuilder *builder, const char *name, double value);
void sp_json_seconds(JsonBuilder *builder, const char *name, double value); /* one decimal */

/**
 * sp_json_load:
 * @root: (out): NULL when there is no such file; a reference otherwise
 *
 * SP_ERROR_USAGE when the file is there and is no JSON object.
 */
gboolean sp_json_load(const char *path, JsonObject **root,
		      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The member, or the default when it is missing or of another kind. The string is borrowed. */
const char *sp_json_get_string(JsonObject *object, const char *name, const char *missing);
gint64 sp_json_get_int(JsonObject *object, const char *name, gint64 missing);
double sp_json_get_double(JsonObject *object, const char *name, double missing);
gboolean sp_json_get_bool(JsonObject *object, const char *name, gboolean missing);
JsonArray *sp_json_get_array(JsonObject *object, const char *name); /* NULL if missing */
