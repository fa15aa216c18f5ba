 .section .debug_infox; .text; .long 1
 .section .gnu.debuglto_.debug_info,"",@progbits
 nop
 .text
 .section .gnu.debugx,"",@progbits
 nop
 .text
 .section .line,"",@progbits
 nop
 .text
 .section .gdb_index,"",@progbits
 nop
 .text
 .section .debug,"",@progbits
 nop
 .text
 .section .debug_z,"ax",@progbits
 nop
 .text
 .section .debug_y,"a",@progbits
 nop
 .text
 .section .debug_y,"a",@progbits;.section .foo
 nop
 .text
	.type b, @object
	.size	b, 3
a: .type a, @object
 nop ; .size a, 1
 .macro m
 nop
.type b, @object
 .endm
 m
 .section .debug_str, "MS", @progbits, 1
 m
 .text
 nop
