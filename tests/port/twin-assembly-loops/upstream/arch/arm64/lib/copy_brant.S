/* SPDX-License-Identifier: GPL-2.0 */
	.text
ENTRY(copy_brant)
	cmp	x2, #64
	b.lo	2f
1:
	ldnp	x5, x6, [x1]
	stnp	x5, x6, [x0]
	add	x1, x1, #16
	add	x0, x0, #16
	subs	x2, x2, #16
	b.ne	1b
2:
	ldp	x3, x4, [x1], #16
	stp	x3, x4, [x0], #16
	sub	x2, x2, #16
	prfm	pldl1strm, [x1, #128]
	cmp	x2, #16
	b.hs	2b
	ret
ENDPROC(copy_brant)
