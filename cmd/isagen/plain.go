package main

import (
	"bytes"
	"fmt"

	"tas/encoder/isa"
)

// writePlainRegisters writes the table in which encoder/plain.go finds the common
// registers: by a hash that gives each a slot of its own.
func writePlainRegisters(b *bytes.Buffer) {
	const bits = 9
	var list []register
	for _, r := range registers() {
		switch r.reg.Kind() {
		case isa.Reg8, isa.Reg16, isa.Reg32, isa.Reg64, isa.RegXMM, isa.RegYMM:
			if r.reg.Num() < 16 {
				list = append(list, r)
			}
		}
	}
	shapes := map[uint64]uint8{}
	for _, r := range list {
		if class := r.reg.Class() &^ isa.Unshaped; shapes[class] == 0 {
			shapes[class] = uint8(len(shapes) + 1)
		}
	}
	multiplier, slots := perfect(list, bits)
	fmt.Fprintf(b, "\n// plainRegisters are found by plainHash times the name, without a second look.\nconst (\nplainHash = %#x\nplainBits = %d\n)\n\n", multiplier, bits)
	fmt.Fprintf(b, "var plainRegisters = [1 << plainBits]plainRegister{\n")
	for at, id := range slots {
		if id == 0 {
			continue
		}
		r := list[id-1].reg
		num := uint32(r.Num())
		code := 0xc0 | num&7 | num>>3<<16 | num>>3<<18 | num&7<<27
		if r.Kind() == isa.Reg8 && num&^3 == 4 {
			code |= 0x40 << 16 // spl
		}
		shape := shapes[r.Class()&^isa.Unshaped]
		if r.Kind() == isa.Reg64 {
			shape |= isa.ShapeAddress
		}
		fmt.Fprintf(b, "%d:{%#x,%#x,%#x},\n", at, isa.NameKey([]byte(list[id-1].name)).Lo, code, shape)
	}
	b.WriteString("}\n")
}

// perfect finds a multiplier with which no two names share a slot. A slot holds one
// more than the index.
func perfect(list []register, bits int) (multiplier uint64, slots []uint8) {
	for seed := uint64(1); ; seed++ {
		multiplier = seed*0x9e3779b97f4a7c15 | 1
		slots = make([]uint8, 1<<bits)
		collides := false
		for i, r := range list {
			at := isa.NameKey([]byte(r.name)).Lo * multiplier >> (64 - bits)
			if collides = slots[at] != 0; collides {
				break
			}
			slots[at] = uint8(i + 1)
		}
		if !collides {
			return multiplier, slots
		}
	}
}
