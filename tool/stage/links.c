/* SPDX-License-Identifier: GPL-2.0-only */
/* links: the messages that come in two parts, and the answer that most callers want. */
#include "stage/links.h"

#include "stage/linktext.h"

#include <string.h>

GArray *sp_links_of(const char *subject, const char *body)
{
	g_autofree char *message = g_strconcat(subject ? subject : "", "\n\n", body, NULL);
	GArray *links = g_array_new(FALSE, FALSE, sizeof(SpLink));

	sp_links_parse(message, strlen(message), links);
	return links;
}

const char *sp_links_upstream(const GArray *links)
{
	for (guint i = 0; i < links->len; i++) {
		const SpLink *link = &g_array_index(links, SpLink, i);

		if (link->kind == SP_LINK_UPSTREAM && link->length == SP_LINK_DIGITS &&
		    !link->picked)
			return link->id;
	}
	return NULL;
}

GPtrArray *sp_links_ids(const GArray *links, SpLinkKind kind)
{
	GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < links->len; i++) {
		const SpLink *link = &g_array_index(links, SpLink, i);

		if (link->kind == kind)
			g_ptr_array_add(ids, g_strdup(link->id));
	}
	return ids;
}
