# A string without its end takes the rest of the file.
	.ascii	"never closed		; # ERROR "unexpected"
