# A checksum that ends in a zero byte is none in GNU as's eyes, and when all
# do, the table has no column for them.
	.file	0 "/d" "a.c" md5 0x1cd32808d70a834e4e0cc6f19b530500
	.file	1 "b.c" md5 0x00d32808d70a834e4e0cc6f19b530100
	.loc	0 1 0
	nop
	.loc	1 1 0
	nop
