# An address that does not fit where it is put.
	.globl	_start
_start:	movb	$_start, %al		# ERROR "."
	.data
	.byte	_start			# ERROR "."
	.short	_start			# ERROR "."
