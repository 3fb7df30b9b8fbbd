SYM_FUNC_START(heron_copy_in)
	movl	%edx, %ecx
	shrl	$3, %ecx
	rep	movsq
	movl	%edx, %ecx
	andl	$7, %ecx
	rep	movsb
	xorl	%eax, %eax
	ret
SYM_FUNC_END(heron_copy_in)

SYM_FUNC_START(heron_copy_out)
	stac
	mov	%rdx, %rcx
	rep	movsb
	clac
	xorl	%eax, %eax
	ret
SYM_FUNC_END(heron_copy_out)
