# Blocks that do not fit together.
	.endif				# ERROR "\.endif"
	.else				# ERROR "\.else"
	.endr				# WARNING "\.endr closes nothing"
	.endm				# WARNING "\.endm closes nothing"
	.error	"stop here"		# ERROR "stop here"
	.if	undefined_name		# ERROR "undefined_name|constant"
	.endif
	.if	1			# ERROR "\.if"
