/* SPDX-License-Identifier: GPL-2.0-only */
/* stack: each patch is ported to a branch that reads as if the ones before it were in. */
#include "stage/stack.h"

#include "base/err.h"
#include "stage/bracket.h"

#include <string.h>

static void patch_free(gpointer data)
{
	SpStackPatch *patch = data;

	sp_fix_free(patch->fix);
	sp_port_free(patch->port);
	g_free(patch);
}

void sp_stack_free(SpStack *stack)
{
	if (!stack)
		return;
	sp_port_free(stack->port);
	g_ptr_array_unref(stack->before);
	sp_prereqs_free(stack->prereqs);
	g_free(stack->refusal);
	g_free(stack);
}

GPtrArray *sp_stack_sent(const SpStack *stack)
{
	GPtrArray *sent = g_ptr_array_new();

	for (guint i = 0; i < stack->before->len; i++)
		if (!((SpStackPatch *)stack->before->pdata[i])->bug)
			g_ptr_array_add(sent, stack->before->pdata[i]);
	return sent;
}

GPtrArray *sp_stack_ports(const SpStack *stack)
{
	g_autoptr(GPtrArray) sent = sp_stack_sent(stack);
	GPtrArray *ports = g_ptr_array_new();

	for (guint i = 0; i < sent->len; i++)
		g_ptr_array_add(ports, ((SpStackPatch *)sent->pdata[i])->port);
	g_ptr_array_add(ports, stack->port);
	return ports;
}

typedef struct {
	const SpFix *fix;
	SpBranch *branch;
	GHashTable
		*tried; /* "ID ID ...", in order -> SpBranch with them in, NULL: they do not go */
} Trial;

static void branch_free(gpointer data)
{
	sp_branch_free(data);
}

/*
 * Ports one more patch, @patch or (NULL) the fix, to @below. A file that cannot be had keeps it
 * from going in, and nothing else; only a stop is an error.
 */
static gboolean try_one(const Trial *trial, const SpPatch *patch, SpBranch *below, SpPort **port,
			GError **error)
{
	GError *cause = NULL;

	*port = patch ? sp_port_patch(patch, below, &cause)
		      : sp_port_fix(trial->fix, below, &cause);
	if (g_error_matches(cause, SP_ERROR, SP_ERROR_STOPPED)) {
		g_propagate_error(error, cause);
		return FALSE;
	}
	g_clear_error(&cause);
	return TRUE;
}

/* The branch with all of @first in it, NULL in @branch if they do not go; each is done once. */
static gboolean lay(const Trial *trial, const GPtrArray *first, SpBranch **branch, GError **error)
{
	g_autoptr(GString) key = g_string_new(NULL);
	gpointer known;

	*branch = trial->branch;
	for (guint i = 0; *branch && i < first->len; i++) {
		const SpPrereq *prereq = first->pdata[i];
		g_autoptr(SpPort) port = NULL;
		SpBranch *next = NULL;

		g_string_append_printf(key, "%s ", prereq->id);
		if (g_hash_table_lookup_extended(trial->tried, key->str, NULL, &known)) {
			*branch = known;
			continue;
		}
		if (!try_one(trial, prereq->patch, *branch, &port, error))
			return FALSE;
		if (port && port->clean) {
			next = sp_branch_over(*branch);
			sp_port_put_in(port, next);
		}
		g_hash_table_insert(trial->tried, g_strdup(key->str), next);
		*branch = next;
	}
	return TRUE;
}

/* SpPrereqTry */
static gboolean try(const GPtrArray *first, gboolean fix, gboolean *applies, gpointer data,
		    GError **error)
{
	const Trial *trial = data;
	g_autoptr(SpPort) port = NULL;
	SpBranch *branch;

	if (!lay(trial, first, &branch, error))
		return FALSE;
	*applies = branch != NULL;
	if (!branch || !fix)
		return TRUE;
	if (!try_one(trial, NULL, branch, &port, error))
		return FALSE;
	*applies = port && port->clean;
	return TRUE;
}

/* The message of what goes before: what it is, as stable's own do, and what is known of its need.
 */
static char *body_of(const SpFix *fix, const SpPrereq *prereq)
{
	GString *body = g_string_new(prereq->patch->body);
	g_autoptr(GString) need = g_string_new(NULL);
	g_autofree char *note = NULL;

	if (fix->upstream)
		g_string_append_printf(body, "Stable-dep-of: %.12s (\"%s\")\n", fix->upstream,
				       fix->patch->subject);
	if (prereq->label == SP_PREREQ_REQUIRED)
		g_string_printf(need, "prerequisite of \"%s\": %s", fix->patch->subject,
				prereq->why);
	else
		g_string_printf(need, "\"%s\" does not apply without it; %s: %s",
				fix->patch->subject, sp_prereqlabel_name(prereq->label),
				prereq->why);
	note = sp_bracket(need->str);
	g_string_append(body, note);
	return g_string_free(body, FALSE);
}

/* Takes @body. */
static SpFix *fix_of(const SpPatch *patch, const char *upstream, char *body)
{
	SpFix *own = sp_fix_new();

	own->upstream = g_strdup(upstream);
	own->patch = g_new0(SpPatch, 1);
	own->patch->id = g_strdup(own->upstream);
	own->patch->author = g_strdup(patch->author);
	own->patch->date = g_strdup(patch->date);
	own->patch->subject = g_strdup(patch->subject);
	own->patch->body = body;
	own->patch->garbled = patch->garbled;
	own->patch->copy = patch->copy;
	own->patch->differs = g_strdup(patch->differs);
	own->patch->files = sp_diff_files();
	for (guint i = 0; i < patch->files->len; i++)
		g_ptr_array_add(own->patch->files, sp_diff_copy_file(patch->files->pdata[i]));
	return own;
}

/* Takes @fix and @port. */
static SpStackPatch *patch_new(SpFix *fix, SpPort *port)
{
	SpStackPatch *patch = g_new0(SpStackPatch, 1);

	patch->fix = fix;
	patch->port = port;
	return patch;
}

void sp_stack_put_bug(SpStack *stack, const SpPatch *patch, SpPort *port)
{
	SpStackPatch *one;
	char *body = g_strconcat(patch->body, "[ a control, not to be sent: it puts the bug in ]\n",
				 NULL);

	one = patch_new(fix_of(patch, patch->id, body), port);
	one->bug = TRUE;
	g_ptr_array_insert(stack->before, 0, one);
}

/* Ports the chosen ones, then the fix upon them. */
static gboolean build(SpStack *stack, const SpFix *fix, SpBranch *below, GError **error)
{
	g_autoptr(GPtrArray) chosen = sp_prereqs_chosen(stack->prereqs);
	g_autoptr(SpBranch) branch = sp_branch_over(below);
	SpPort *port;

	for (guint i = 0; i < chosen->len; i++) {
		const SpPrereq *prereq = chosen->pdata[i];
		gboolean whole = strlen(prereq->id) == 40;
		SpFix *own;

		port = sp_port_patch(prereq->patch, branch, error);
		if (!port)
			return FALSE;
		own = fix_of(prereq->patch, whole ? prereq->id : prereq->patch->id,
			     body_of(fix, prereq));
		own->name = g_strndup(prereq->id, 12);
		g_ptr_array_add(stack->before, patch_new(own, port));
		sp_port_put_in(port, branch);
	}
	port = sp_port_fix(fix, branch, error);
	if (!port)
		return FALSE;
	sp_port_free(stack->port);
	stack->port = port;
	return TRUE;
}

SpStack *sp_stack_make(const SpFix *fix, SpHistory *history, SpBranch *branch, gboolean before,
		       GError **error)
{
	g_autoptr(SpStack) stack = g_new0(SpStack, 1);
	g_autoptr(GHashTable) tried =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, branch_free);
	Trial trial = {fix, branch, tried};

	stack->before = g_ptr_array_new_with_free_func(patch_free);
	stack->port = sp_port_fix(fix, branch, error);
	if (!stack->port)
		return NULL;
	if (stack->port->clean && !before)
		return g_steal_pointer(&stack);
	stack->prereqs = sp_prereq_find(fix, history, branch, try, &trial, error);
	if (!stack->prereqs)
		return NULL;
	if (before && stack->prereqs->applies && !build(stack, fix, branch, error))
		return NULL;
	/* What can be placed may yet be wrong without what it needs. */
	if (stack->port->clean && stack->prereqs->commits->len && !stack->prereqs->applies)
		stack->refusal = sp_prereqs_conclusion(stack->prereqs);
	return g_steal_pointer(&stack);
}
