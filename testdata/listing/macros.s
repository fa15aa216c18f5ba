 .macro m a, b
# comment line
 movl	$\a ,  %eax /* in */ # tail
 
 .if \b
 nop
 .else
 ret
 .if 1
 clc
 .endif
 cld
 .endif
	.ascii	"a  b	c # ;", "x\n" ; nop
foo\@:movb $'a , %al
lab\@ :  nop
 .endm
 m 1, 0
 m 2, 1
 .if 0
 .if 1
 nop
 .else
 nop
 .endif
 nop
 .else
 cld
 .if 1
 cmc
 .else
 ret
 .endif
 .endif
 .if 0 ; nop ; .else ; ret ; .endif
 .if 1
 nop
 .else
 clc
 .endif
