/* SPDX-License-Identifier: GPL-2.0-only */
/* json: the few lines around json-glib that every record needs. */
#include "base/json.h"

#include "base/err.h"

#include <math.h>

char *sp_json_text(JsonBuilder *builder)
{
	g_autoptr(JsonNode) root = json_builder_get_root(builder);
	g_autofree char *text = json_to_string(root, TRUE);

	return g_strconcat(text, "\n", NULL);
}

void sp_json_string(JsonBuilder *builder, const char *name, const char *value)
{
	g_autofree char *valid = value ? g_utf8_make_valid(value, -1) : NULL;

	json_builder_set_member_name(builder, name);
	if (valid)
		json_builder_add_string_value(builder, valid);
	else
		json_builder_add_null_value(builder);
}

void sp_json_int(JsonBuilder *builder, const char *name, gint64 value)
{
	json_builder_set_member_name(builder, name);
	json_builder_add_int_value(builder, value);
}

void sp_json_bool(JsonBuilder *builder, const char *name, gboolean value)
{
	json_builder_set_member_name(builder, name);
	json_builder_add_boolean_value(builder, value);
}

void sp_json_double(JsonBuilder *builder, const char *name, double value)
{
	json_builder_set_member_name(builder, name);
	json_builder_add_double_value(builder, value);
}

void sp_json_seconds(JsonBuilder *builder, const char *name, double value)
{
	sp_json_double(builder, name, round(value * 10) / 10);
}

gboolean sp_json_load(const char *path, JsonObject **root, GError **error)
{
	g_autoptr(JsonParser) parser = json_parser_new();
	g_autoptr(GError) cause = NULL;
	JsonNode *node;

	*root = NULL;
	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return TRUE;
	if (!json_parser_load_from_file(parser, path, &cause)) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s: %s", path, cause->message);
		return FALSE;
	}
	node = json_parser_get_root(parser);
	if (!node || !JSON_NODE_HOLDS_OBJECT(node)) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s: not a record of ours", path);
		return FALSE;
	}
	*root = json_object_ref(json_node_get_object(node));
	return TRUE;
}

static JsonNode *value_of(JsonObject *object, const char *name, GType type)
{
	JsonNode *node = json_object_get_member(object, name);

	if (!node || !JSON_NODE_HOLDS_VALUE(node) || json_node_get_value_type(node) != type)
		return NULL;
	return node;
}

const char *sp_json_get_string(JsonObject *object, const char *name, const char *missing)
{
	JsonNode *node = value_of(object, name, G_TYPE_STRING);

	return node ? json_node_get_string(node) : missing;
}

gint64 sp_json_get_int(JsonObject *object, const char *name, gint64 missing)
{
	JsonNode *node = value_of(object, name, G_TYPE_INT64);

	return node ? json_node_get_int(node) : missing;
}

double sp_json_get_double(JsonObject *object, const char *name, double missing)
{
	JsonNode *node = json_object_get_member(object, name);

	return node && JSON_NODE_HOLDS_VALUE(node) ? json_node_get_double(node) : missing;
}

gboolean sp_json_get_bool(JsonObject *object, const char *name, gboolean missing)
{
	JsonNode *node = value_of(object, name, G_TYPE_BOOLEAN);

	return node ? json_node_get_boolean(node) : missing;
}

JsonArray *sp_json_get_array(JsonObject *object, const char *name)
{
	JsonNode *node = json_object_get_member(object, name);

	return node && JSON_NODE_HOLDS_ARRAY(node) ? json_node_get_array(node) : NULL;
}
