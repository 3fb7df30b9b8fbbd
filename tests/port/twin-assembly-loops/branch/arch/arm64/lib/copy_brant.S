/* SPDX-License-Identifier: GPL-2.0 */
	.text
ENTRY(copy_brant)
	cmp	x2, #64
	b.lo	2f
1:
	ldp	x3, x4, [x1], #16
	stp	x3, x4, [x0], #16
	sub	x2, x2, #16
	prfm	pldl1keep, [x1, #128]
	cmp	x2, #16
	b.hs	2f
2:
	ldrb	w7, [x1], #1
	strb	w7, [x0], #1
	dmb	ishld
	isb
	subs	x2, x2, #1
	b.ne	2b
	ret
ENDPROC(copy_brant)
