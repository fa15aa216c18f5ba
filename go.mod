module tas

go 1.24.0

require (
	github.com/klauspost/compress v1.19.2
	github.com/sebdah/goldie/v2 v2.8.0
	github.com/spf13/pflag v1.1.0
	golang.org/x/arch v0.24.0
)

require (
	github.com/pmezard/go-difflib v1.0.0 // indirect
	github.com/sergi/go-diff v1.0.0 // indirect
)
