# A macro defined later takes the place of an instruction in the body of one that has been called.
.macro m r
.Lx\@:
 dec \r
.endm
 m %rax
 m %rbx
.macro dec r
 nop
.endm
 m %rax
 m %rcx
