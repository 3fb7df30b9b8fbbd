/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * mailwire: a mail's bytes, from which its readers' programs get the text back as it was: blanks,
 * lines of any length, carriage returns, and what is no UTF-8. A part of mail.
 */
#pragma once

#include "base/mime.h"

/**
 * sp_mailwire:
 * @message: has all its headers; gets its body
 * @text: the body, any bytes but NUL
 *
 * 8bit where that does, so that the mail can be read as it is; quoted-printable or base64 where a
 * transport or a mailbox would change it.
 *
 * Returns: (transfer full): the mail, lines end in '\n'.
 */
char *sp_mailwire(GMimeMessage *message, const char *text);
