/* SPDX-License-Identifier: GPL-2.0-only */
/* lib: start and end of the libraries that want one, and of signal handling. */
#pragma once

void sp_lib_start(void);
void sp_lib_stop(void);
