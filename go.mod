module tas

go 1.24
