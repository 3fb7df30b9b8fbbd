SYM_FUNC_START(heron_copy_in)
	push	%rbx
	mov	%rdi, %rbx
	test	%rdx, %rdx
	jz	2f
1:	movb	(%rsi), %al
	movb	%al, (%rbx)
	inc	%rsi
	inc	%rbx
	dec	%rdx
	jnz	1b
2:	pop	%rbx
	ret
SYM_FUNC_END(heron_copy_in)

SYM_FUNC_START(heron_copy_out)
	stac
	movl	%edx, %ecx
	shrl	$3, %ecx
	rep	movsq
	movl	%edx, %ecx
	andl	$7, %ecx
	jz	1f
	rep	movsb
1:	clac
	xorl	%eax, %eax
	ret
SYM_FUNC_END(heron_copy_out)
