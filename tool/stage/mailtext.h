/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * mailtext: the parts of a mail that hold text, and mboxes. In: bytes as a mail program leaves
 * them. Out: GMime's message, or the bytes that its author wrote.
 */
#pragma once

#include "base/mime.h"

/* Where the first header line is: behind an mbox's "From " line, if there is one; @data's end, if
 * there is nothing else. */
const char *sp_mailtext_start(const char *data, gsize length);

/**
 * sp_mailtext_message:
 * @data: from the first header line on; kept by the caller as long as the message
 *
 * Returns: (transfer full): NULL when it has no header.
 */
GMimeMessage *sp_mailtext_message(const char *data, gsize length) G_GNUC_WARN_UNUSED_RESULT;

/* The part's bytes, NUL-terminated: transfer encoding undone, not the charset; without the carriage
 * returns of a CRLF transport; (transfer full). */
char *sp_mailtext_bytes(GMimeTextPart *part, gsize *length);

/* @text is in @charset (or NULL). Like git, what is not UTF-8 and does not say what it is counts as
 * Latin-1; (transfer full), always UTF-8. */
char *sp_mailtext_utf8(const char *text, const char *charset);

/* @text for a header: where a reader would decode something in it that looks like an encoded word
 * (RFC 2047), all of it as such words, so that they give @text again; else as it is; (transfer
 * full). */
char *sp_mailtext_header(const char *text);

/* An mbox's "From " line, as git tells it from prose: it ends in a time and a year. */
gboolean sp_mailtext_is_from_line(const char *line, const char *end);

/* The id in the "From <40 hex> Mon Sep 17 00:00:00 2001" line that git format-patch begins with;
 * (transfer full), NULL when @data does not begin with one. */
char *sp_mailtext_patch_id(const char *data, gsize length);

/**
 * sp_mailtext_split:
 *
 * The messages of an mbox. Only a "From " line below a blank one and above a header is taken for
 * a boundary, and never the one that git format-patch writes: in a mail that holds a patch it is
 * text.
 *
 * Returns: (transfer full): GBytes, each without its "From " line; borrows @data. What is no mbox
 * is one message.
 */
GPtrArray *sp_mailtext_split(const char *data, gsize length) G_GNUC_WARN_UNUSED_RESULT;
