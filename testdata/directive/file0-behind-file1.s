# What -flto writes for its own copy of the debugging information comes before
# file 0, and then names the directory of file 0 first.
	.file	"m.c"
	.file 1 "/src/m.c"
	.text
	.loc 1 5 1
	nop
	.file 0 "/elsewhere" "/src/m.c"
	.loc 1 6 1
	nop
