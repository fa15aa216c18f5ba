.irp n, ab, ij
.file "irp.s"
.line 7
.section .text.\n, "ax"
nop
.endr
.text
.irpc n, 12
.file "irpc.s"
.line 16
.subsection \n
nop
.endr
