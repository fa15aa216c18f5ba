mov rax, rbx
mov eax, 1
movl %rax, %eax
movq %eax, %rax
movb %eax, %al
movw %eax, %ax
mov %al, %eax
mov %eax, %al
mov %ax, %eax
mov %eax, $5
add %eax, $5
syscal
sysscall
move %rax,%rbx
lea
lea %rax, %rbx
lea $5, %rax
lea (%rax), (%rbx)
leaq foo, %eax
push %eax
push %al
pop %eax
push %ax, %bx
int 0x80
int %eax
jmp $foo
call $foo
mov (%rax), (%rbx)
add foo, bar
cmp (%rsi), (%rdi)
mov foo, bar
mov %ah, %r8b
mov %ah, %sil
add %bh, (%r8)
movzb %ah, %rax
mov (%rax,%rbx,3), %ecx
mov (%rax,%rsp), %ecx
mov (%eax,%rbx), %ecx
mov (%ax), %eax
mov (%al), %eax
mov (%rax+8), %eax
mov 8[%rax], %eax
mov [rax], eax
mov eax, [rax+4]
mov eax, dword ptr [rax]
mov dword ptr [rax], 5
mov rax, QWORD PTR [rbx]
vaddps %ymm1, %ymm2, %ymm3{%k9}
vaddps %zmm1, %zmm2, %zmm3{%k0}
vaddps %zmm1, %zmm2, %zmm3{z}
vaddps %zmm1, %zmm2{%k1}, %zmm3
vaddps %xmm1, %ymm2, %ymm3
vaddps %ymm1, %ymm2
addps %ymm1, %ymm2
movaps %eax, %xmm1
cvtsi2sd %xmm0, %eax
shl %eax, %ebx
shl $1000, %eax
mul $5
mul $5, %eax
imul
imul $5, %eax, $6
div %eax, %ebx
idiv $3
inc $5
xchg $5, %eax
test %eax
cmp %eax
cmp $5
ret 4
ret %eax
add $0x123456789, %rax
push $0x123456789
cmp $0x1234567890, %rax
mov %eax %ebx
mov %eax, %ebx, %ecx
mov %eax,
mov ,%eax
mov
mov %rax, %xmm0
mov %rax, %st
mov %eax, %fs:
mov $5, %ds
mov %eax, %cr0
mov %rex, %eax
mov %e, %eax
mov %r16d, %eax, 5
mov %r32, %eax
movzx %eax, %rbx
movsbl %eax, %ebx
movslq %ax, %rbx
cmov %eax, %ebx
cmovz $5, %eax
sete %eax
setz
je
je %eax
loop %eax
in $0x80, %ebx
bswap %ax
bt %al, %eax
rep add %eax, %ebx
lock mov %eax, %ebx
lock add %eax, %ebx
addl 5, (%rax)
movq $foo, (%rax), %rbx
fadd %eax
fld %xmm0
enter $5
xor %eax
