# These name registers that they imply; only the first tells the size of the address.
	monitor %eax,%cl,%dx
	monitor %rax,%cl,%rdx
	monitorx %eax,%ecx,%edx
	monitorx %rax,%cl,%dx
	pvalidate %rax,%cl,%rdx
	pvalidate %eax,%cl,%edx
	invlpgb %rax,%cl,%dx
	rmpupdate %rax,%cl
	rmpadjust %rax,%cl,%rdx
	rmpquery %rax,%cl,%rdx
	.code32
	monitor %ax,%cl,%dx
	monitorx %ax,%ecx,%dx
