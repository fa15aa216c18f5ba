# monitor names registers that it implies; only the first tells the size of the address.
	monitor %eax,%cl,%dx
	monitor %rax,%cl,%rdx
	monitorx %eax,%ecx,%edx
	monitorx %rax,%cl,%dx
	.code32
	monitor %ax,%cl,%dx
	monitorx %ax,%ecx,%dx
