 nop
 .psize 8,60
 nop
 .title "t1"
 .sbttl "s1"
 nop
 nop
 .title "t2"
 nop
 .eject
 .eject
 nop
 nop
 .ascii "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
 nop
 .sbttl "s2"
 nop ; .eject ; .title "t3"
 .nolist
 .eject
 .list
 nop
 nop
 nop
 nop
 nop
 nop
 .sbttl "s4"
 nop
 .title "t5"
