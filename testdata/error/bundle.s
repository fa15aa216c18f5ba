# What the directives for bundles refuse.
	.bundle_lock			# ERROR "means nothing without .bundle_align_mode"
	.bundle_unlock			# ERROR ".bundle_unlock without .bundle_lock"
	.bundle_align_mode -1		# ERROR "power of two from 1 to 30"
	.bundle_align_mode 63		# ERROR "power of two from 1 to 30"
	.bundle_align_mode 3
	lock addl $0xaabbccdd, %fs:0x10(%esi)	# ERROR "with addl a bundle has 10 bytes, more than the 8"
	.bundle_lock
	movl $1, %eax
	movl $2, %ebx			# ERROR "with movl a bundle has 10 bytes"
	.bundle_unlock			# ERROR "take 10 bytes, a bundle has 8 only"
	.bundle_lock
	.bundle_align_mode 0		# ERROR "cannot change between"
	.subsection 1
	clc				# ERROR "another section or subsection"
	.subsection 0
	.bundle_unlock
	.bundle_lock extra		# ERROR "end of the statement was expected"
	.bundle_unlock
	.bundle_lock			# ERROR ".bundle_lock without .bundle_unlock"
	clc
