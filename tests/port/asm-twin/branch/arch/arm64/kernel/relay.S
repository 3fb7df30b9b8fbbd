/* SPDX-License-Identifier: GPL-2.0-only */
#include <linux/linkage.h>
#include <asm/assembler.h>

	.text

/* void relay_save(struct relay *r) */
SYM_FUNC_START(relay_save)
	stp	x19, x20, [x0, #0]
	stp	x21, x22, [x0, #16]
	stp	x23, x24, [x0, #32]
	mrs	x2, tpidr_el1
	str	x2, [x0, #48]
	ret
SYM_FUNC_END(relay_save)

/* void relay_restore(struct relay *r) */
SYM_FUNC_START(relay_restore)
	ldp	x19, x20, [x0, #0]
	ldp	x21, x22, [x0, #16]
	ldp	x23, x24, [x0, #32]
	ldr	x2, [x0, #48]
	msr	tpidr_el1, x2
	b	relay_tail
SYM_FUNC_END(relay_restore)

/* void relay_jump(unsigned long entry) */
SYM_FUNC_START(relay_jump)
	msr	daifset, #0xf
	ic	ialluis
	br	x0
SYM_FUNC_END(relay_jump)
