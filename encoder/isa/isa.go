// Package isa is the vocabulary that the table compiler (cmd/isagen) and the
// encoder share: what a Template says, and the classes by which operands are
// matched. The instructions themselves stand in the .tbl files beside it.
package isa

// Kind is what an operand is made of; it selects the word of a Set.
type Kind uint8

// The kinds of operand.
const (
	Reg Kind = iota
	Mem
	Imm
	Kinds
)

// Set is what a template accepts at one operand: a bit per class, a word per
// Kind. A concrete operand carries the bits of every class it belongs to, and
// fits when one of them is in the set.
type Set [Kinds]uint64

// Classes of register.
const (
	R8 = 1 << iota
	R16
	R32
	R64
	AL
	AX
	EAX
	RAX
	CL
	CX
	ECX
	RCX
	DX
	EDX
	RDX
	EBX
	RBX
	R32X // r32 but eax
	ES
	CS
	SS
	DS
	FS
	GS
	CR
	DR
	TR
	ST0
	STi
	MM
	XMM0
	XMM   // xmm0 to xmm15
	XMMHi // xmm16 to xmm31: EVEX only
	YMM
	YMMHi
	ZMM // all of them: always EVEX
	K
	BND
	TMM
)

// Classes of memory operand. One without a stated size (AT&T) has all of M8
// to MAny; broadcast, vector-indexed and string operands have only their own.
const (
	M8 = 1 << iota
	M16
	M32
	M48
	M64
	M80
	M128
	M256
	M512
	MAny
	VX // index is an xmm register
	VY
	VZ
	Bcst2 // {1to2}
	Bcst4
	Bcst8
	Bcst16
	Bcst32
	Rel    // displacement alone, without *: a jump target
	Moffs  // displacement alone, which movabs takes in 64 bits
	MoffsQ // a constant one that does not fit in 32 bits
	StrSrc // (%rsi), (%esi): source of a string instruction
	StrDst // (%rdi), %es:(%rdi)
	XlatB  // (%rbx)
	PortDX // (%dx)
	VXHi   // index is xmm16 to xmm31: EVEX only
	VYHi
	MPlain // no size is stated
	MSized = M8 | M16 | M32 | M48 | M64 | M80 | M128 | M256 | M512 | MPlain
)

// Classes of immediate.
const (
	IOne   = 1 << iota // the constant 1
	IThree             // the constant 3
	I8                 // -128 to 255
	I8S                // -128 to 127
	I8SW               // the same once cut to 16 bits
	I8SL               // the same once cut to 32 bits
	I8SQ               // the same in 64 bits
	I8U                // 0 to 255
	I16                // -32768 to 65535
	I16SL              // -32768 to -1 once cut to 32 bits
	I32                // -2^31 to 2^32-1
	I32S               // -2^31 to 2^31-1
	I32U               // 0 to 2^32-1
	I64                // any 64-bit constant or symbol
	I4                 // 0 to 15
	ISym               // not a constant yet
	IAny               // any at all; cut to the field, with a warning
)

// Demand is what an instruction as written asks of its template besides the
// operands; a template fits when it allows all of them.
type Demand uint32

// The demands.
const (
	NeedMask   Demand = 1 << iota // {%k1}
	NeedZero                      // {z}
	NeedRound                     // {rn-sae} ...
	NeedSAE                       // {sae}
	NeedEGPR                      // r16 to r31
	Mode64                        // 64-bit code
	Mode32                        // 16- or 32-bit code
	Intel                         // Intel spelling
	ATT                           // AT&T spelling
	NeedVEX                       // {vex} {vex2} {vex3}
	NeedEVEX                      // {evex}
	NeedLegacy                    // {rex}
	NeedREX2                      // {rex2}
	NeedLoad                      // {load}
	NeedStore                     // {store}
	NeedStar                      // an operand with *
	NeedNF                        // {nf}
	NeedDFV                       // {dfv=...}
	AnyVendor                     // 64-bit code for processors of AMD and of Intel
	AMD64                         // of AMD
	Intel64                       // of Intel
)

// Enc is the encoding space.
type Enc uint8

// The encodings.
const (
	Legacy Enc = iota
	VEX
	EVEX
	XOP
	Now3D // 3DNow!: the opcode stands behind the operands
)

// Prefix values of Template.PP, as VEX numbers them.
const (
	PPNone = iota
	PP66
	PPF3
	PPF2
)

// Opcode maps. Map0 to Map7 as EVEX numbers them, XOP's as XOP does.
const (
	Map0 = iota
	Map0F
	Map0F38
	Map0F3A
	Map4
	Map5
	Map6
	Map7
	MapXOP8
	MapXOP9
	MapXOPA
)

// NoSlot in Template.RM, Reg, V, Imm, Sel means that no operand goes there.
const NoSlot = 7

// Ext values above the digits 0 to 7.
const (
	ExtReg   = 8  // ModRM.reg is an operand: /r
	ExtNone  = 9  // no ModRM byte
	ExtFixed = 10 // Template.Byte is the ModRM byte
)

// Template is one encoding of one form of an instruction; 36 bytes of
// constants. Operand numbers count in AT&T order.
type Template struct {
	Allow Demand
	Flags Flag
	Sets  [5]uint16 // indexes into the encoder's sets

	N      uint8 // number of operands
	RM     uint8 // operand in ModRM.rm, or NoSlot; with ExtNone, in the low bits of the opcode
	Reg    uint8 // operand in ModRM.reg
	V      uint8 // operand in VEX.vvvv
	Imm    uint8 // operand that is the immediate (or branch target or moffs)
	Sel    uint8 // register in the high half of the last immediate byte
	Opcode uint8
	Ext    uint8 // ModRM: a digit, ExtReg, ExtNone, ExtFixed
	Byte   uint8 // ExtFixed: the ModRM byte. FlagTrail: a byte behind everything
	Enc    Enc
	Map    uint8
	PP     uint8
	Size   uint8 // operand size in bytes that a prefix must select: 0, 2, 4, 8
	Letter uint8 // suffix that the form belongs to: 'b' 'w' 'l' 'q' or 0
	Sizers uint8 // bit per operand whose register tells the size
	W      uint8 // VEX.W, EVEX.W, or REX.W without an operand size
	L      uint8 // vector length 0, 1, 2
	ImmW   uint8 // bytes of the immediate; high nibble: of the second one
	Disp8  uint8 // EVEX: log2 of the disp8 scale; high nibble: with broadcast
	CPU    uint8 // index into the encoder's CPU feature sets
}

// Flag is a fact about a template that emission or checking needs.
type Flag uint64

// The flags.
const (
	FlagLock      Flag = 1 << iota // lock is allowed with a memory destination
	FlagHLE                        // xacquire and xrelease with lock
	FlagHLEAlone                   // xacquire and xrelease even without lock: xchg
	FlagXrelease                   // xrelease alone: mov to memory
	FlagRep                        // rep is allowed
	FlagRepE                       // repe and repne are allowed
	FlagBnd                        // bnd is allowed
	FlagNotrack                    // notrack is allowed
	FlagDefault64                  // the operand size is 64 bits without REX.W
	FlagIndirect                   // jump through an operand that should have a *
	FlagJump                       // relaxable jmp
	FlagJcc                        // relaxable conditional jump
	FlagBranch                     // Imm is a pc-relative target
	FlagMoffs                      // Imm is a full-width address
	FlagAddrSize                   // the letter is the address size: loopl, jecxz
	FlagAddrReg                    // the width of the register operand is the address size
	FlagWait                       // 9b before everything
	FlagTrail                      // Byte follows the operands: pseudo-operations
	FlagWarnSize                   // a size chosen by default draws a warning
	FlagQuietSize                  // a size chosen by default draws none
	FlagImm64                      // a symbol fills all eight bytes: movabs
	FlagVSIB                       // the memory operand has a vector index
	FlagDistinct                   // registers must differ: gathers, complex products, tiles
	FlagQuad                       // V is the first of four registers: 4FMAPS
	FlagBoth                       // operand Reg is operand RM too
	FlagString                     // operands only choose size and segment
	FlagFar                        // two immediates: far pointer
	FlagAsIs                       // two immediates in the order of the source: enter
	FlagNoRIP                      // the memory operand cannot be RIP-relative
	FlagRIP                        // the memory operand should be RIP-relative
	FlagNo32                       // no 32-bit address in 64-bit code
	FlagNoScale                    // the scale of the index is not looked at
	FlagOdd                        // draws a warning: the form means another, which is named so
	FlagSIB                        // the memory operand always has a SIB byte: tiles
	FlagWIG                        // W does not matter
	FlagWIG32                      // nor does it outside 64-bit code
	FlagLIG                        // L does not matter
	FlagER                         // takes {rn-sae}
	FlagMustMask                   // a mask register is required
	FlagNF                         // APX: the NF bit is set, without {nf}
	FlagREX2                       // APX: a REX2 prefix in any case
	FlagND                         // APX: new data destination
	FlagSCC                        // APX: the condition Byte and {dfv=} stand in EVEX
	FlagSwap                       // VEX: with rm above 7 and reg below 8, Byte is the opcode of the swapped form, one byte shorter
	FlagComm                       // VEX: the sources may be swapped to the same end
	FlagInsn                       // composed by .insn: any prefix and any operands will do
)
