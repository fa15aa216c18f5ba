mov eax, 1
mov $5, (%rax)
movl %eax, $5
add %eax, %rbx
mov %ah, %r9b
movb %eax, (%rbx)
lea %rax, (%rbx)
push %eax
movq $0x123456789, (%rax)
jmp %rax
vaddps %zmm0, %zmm1, %ymm2
vaddps %xmm16, %xmm1, %xmm2{%k1}{z}{k2}
vaddps %ymm0, %ymm1
shl %ebx, %eax
imul $3, %eax, %ebx, %ecx
int $300
movzx %al, %al
mov (%rax), (%rbx)
mov 8(%rax,%rbx,3), %ecx
mov (%rax,%rsp), %ecx
mov %eaz, %ebx
movv %eax, %ebx
in $5, %ebx
xchg $1, %eax
vaddpd {rn-sae}, (%rax), %zmm1, %zmm2
lock add %eax, %ebx
rep mov %eax, %ebx
pushl $5
mov dword ptr [rax], 5
