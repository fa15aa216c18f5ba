# The directory of file 0 becomes number 1, whatever that was.
	.file 1 "b/m.c"
	.file 2 "c/m.c"
	.file 0 "d/m.c"
	.text
	.loc 1 5 1
	nop
	.loc 2 6 1
	nop
