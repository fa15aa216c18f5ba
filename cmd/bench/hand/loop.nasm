%include "header.inc"
start:	jmp	start
end:
