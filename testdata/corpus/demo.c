// A freestanding program with some of everything that compilers make: a printf
// of its own, sorting through a function pointer, hashing with tables and wide
// multiplication, structures, floating point, a switch that becomes a jump
// table. The .s files beside it are this file through the compilers, as
// `make samples` made them; their output must be the same from all.

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long u64;
typedef unsigned __int128 u128;
typedef __builtin_va_list va_list;

static long syscall3(long number, long a, long b, long c)
{
	long result;
	__asm__ volatile("syscall"
		: "=a"(result)
		: "0"(number), "D"(a), "S"(b), "d"(c)
		: "rcx", "r11", "memory");
	return result;
}

// Compilers call these three on their own.
void *memcpy(void *to, const void *from, u64 n)
{
	void *at = to;
	__asm__ volatile("rep movsb" : "+D"(at), "+S"(from), "+c"(n) : : "memory");
	return to;
}

void *memset(void *to, int c, u64 n)
{
	void *at = to;
	__asm__ volatile("rep stosb" : "+D"(at), "+c"(n) : "a"(c) : "memory");
	return to;
}

int memcmp(const void *a, const void *b, u64 n)
{
	const u8 *x = a, *y = b;
	for (; n; n--, x++, y++)
		if (*x != *y)
			return *x - *y;
	return 0;
}

// Output, through a buffer.

static char buffer[512];
static u32 used;

static void flush(void)
{
	u32 done = 0;
	while (done < used) {
		long n = syscall3(1, 1, (long)buffer + done, used - done);
		if (n < 0)
			break;
		done += n;
	}
	used = 0;
}

static void put(char c)
{
	if (used == sizeof buffer)
		flush();
	buffer[used++] = c;
}

struct format {
	int width;
	char pad;
	u8 left : 1, sign : 1, upper : 1;
};

static void put_padded(const char *text, int length, const struct format *f)
{
	int fill = f->width - length;
	if (!f->left)
		for (; fill > 0; fill--)
			put(f->pad);
	for (int i = 0; i < length; i++)
		put(text[i]);
	for (; fill > 0; fill--)
		put(' ');
}

static void put_number(u64 n, u32 base, int negative, const struct format *f)
{
	char text[72];
	int at = sizeof text;
	do {
		text[--at] = (f->upper ? "0123456789ABCDEF" : "0123456789abcdef")[n % base];
		n /= base;
	} while (n);
	if (negative)
		text[--at] = '-';
	else if (f->sign)
		text[--at] = '+';
	put_padded(text + at, sizeof text - at, f);
}

static void put_double(double x, const struct format *f)
{
	struct format digits = {.width = 6, .pad = '0'}, whole = *f;
	int negative = x < 0;
	if (negative)
		x = -x;
	u64 n = (u64)x;
	u64 fraction = (u64)((x - (double)n) * 1e6 + 0.5);
	if (fraction >= 1000000) {
		n++;
		fraction -= 1000000;
	}
	whole.width -= 7;
	put_number(n, 10, negative, &whole);
	put('.');
	put_number(fraction, 10, 0, &digits);
}

static u64 length(const char *s)
{
	const char *end = s;
	while (*end)
		end++;
	return end - s;
}

__attribute__((noinline, format(printf, 1, 2)))
static void print(const char *text, ...)
{
	va_list args;
	__builtin_va_start(args, text);
	for (; *text; text++) {
		if (*text != '%') {
			put(*text);
			continue;
		}
		struct format f = {.pad = ' '};
		int wide = 0;
		for (;;) {
			text++;
			if (*text == '0')
				f.pad = '0';
			else if (*text == '-')
				f.left = 1;
			else if (*text == '+')
				f.sign = 1;
			else
				break;
		}
		while (*text >= '0' && *text <= '9')
			f.width = f.width * 10 + *text++ - '0';
		while (*text == 'l') {
			wide = 1;
			text++;
		}
		switch (*text) {
		case 'd': {
			long n = wide ? __builtin_va_arg(args, long) : __builtin_va_arg(args, int);
			put_number(n < 0 ? -(u64)n : (u64)n, 10, n < 0, &f);
			break;
		}
		case 'u':
			put_number(wide ? __builtin_va_arg(args, u64) : __builtin_va_arg(args, u32), 10, 0, &f);
			break;
		case 'X':
			f.upper = 1;
			// fall through
		case 'x':
			put_number(wide ? __builtin_va_arg(args, u64) : __builtin_va_arg(args, u32), 16, 0, &f);
			break;
		case 'o':
			put_number(__builtin_va_arg(args, u32), 8, 0, &f);
			break;
		case 'b':
			put_number(__builtin_va_arg(args, u32), 2, 0, &f);
			break;
		case 'c':
			put(__builtin_va_arg(args, int));
			break;
		case 's': {
			const char *s = __builtin_va_arg(args, const char *);
			put_padded(s, length(s), &f);
			break;
		}
		case 'f':
			put_double(__builtin_va_arg(args, double), &f);
			break;
		case '%':
			put('%');
			break;
		}
	}
	__builtin_va_end(args);
}

// Sorting any elements by a comparison, as qsort does.

typedef int compare(const void *, const void *);

static void swap(u8 *a, u8 *b, u64 size)
{
	while (size--) {
		u8 t = *a;
		*a++ = *b;
		*b++ = t;
	}
}

static void quicksort(void *base, u64 count, u64 size, compare *order)
{
	u8 *first = base;
	while (count > 1) {
		u8 *pivot = first + (count - 1) * size, *store = first;
		swap(first + count / 2 * size, pivot, size);
		for (u8 *at = first; at < pivot; at += size)
			if (order(at, pivot) < 0) {
				swap(at, store, size);
				store += size;
			}
		swap(store, pivot, size);
		u64 left = (store - first) / size;
		quicksort(first, left, size, order);
		first = store + size;
		count -= left + 1;
	}
}

static int by_value(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;
	return (x > y) - (x < y);
}

struct planet {
	const char *name;
	float radius;
	double mass;
	short moons;
	u8 ringed : 1, rocky : 1;
};

static struct planet planets[] = {
	{"Mercury", 2439.7f, 0.055, 0, 0, 1},	{"Venus", 6051.8f, 0.815, 0, 0, 1},
	{"Earth", 6371.0f, 1, 1, 0, 1},		{"Mars", 3389.5f, 0.107, 2, 0, 1},
	{"Jupiter", 69911, 317.8, 95, 1, 0},	{"Saturn", 58232, 95.2, 146, 1, 0},
	{"Uranus", 25362, 14.5, 28, 1, 0},	{"Neptune", 24622, 17.1, 16, 1, 0},
};

static int by_moons(const void *a, const void *b)
{
	const struct planet *p = a, *q = b;
	if (p->moons != q->moons)
		return q->moons - p->moons;
	return p->mass < q->mass ? 1 : -1;
}

// Hashing.

static u32 crc_table[256];

static u32 crc32(const void *data, u64 n)
{
	if (!crc_table[1])
		for (u32 i = 0; i < 256; i++) {
			u32 c = i;
			for (int k = 0; k < 8; k++)
				c = c & 1 ? c >> 1 ^ 0xedb88320 : c >> 1;
			crc_table[i] = c;
		}
	u32 crc = ~0u;
	for (const u8 *p = data; n--; p++)
		crc = crc_table[(crc ^ *p) & 255] ^ crc >> 8;
	return ~crc;
}

static u64 fnv(const void *data, u64 n)
{
	u64 h = 0xcbf29ce484222325;
	for (const u8 *p = data; n--; p++)
		h = (h ^ *p) * 0x100000001b3;
	return h;
}

static u64 seed = 42;

static u64 random64(void)
{
	seed += 0x9e3779b97f4a7c15;
	u128 m = (u128)seed * 0xa3b195354a39b70d;
	u64 h = (u64)(m >> 64) ^ (u64)m;
	m = (u128)h * 0x1b03738712fad5c9;
	return (u64)(m >> 64) ^ (u64)m;
}

// A small machine: the switch becomes a table of code addresses.

enum operation { PUSH, ADD, SUB, MUL, DIV, DUP, SWAP, OVER, JNZ, OUT, HALT };

static long interpret(const int *code)
{
	long stack[16], *top = stack, t;
	for (;;)
		switch ((enum operation)*code++) {
		case PUSH: *++top = *code++; break;
		case ADD: top--; *top += top[1]; break;
		case SUB: top--; *top -= top[1]; break;
		case MUL: top--; *top *= top[1]; break;
		case DIV: top--; *top /= top[1]; break;
		case DUP: top++; *top = top[-1]; break;
		case SWAP: t = *top; *top = top[-1]; top[-1] = t; break;
		case OVER: top++; *top = top[-2]; break;
		case JNZ: t = *code++; if (*top--) code += t; break;
		case OUT: print(" %ld", *top); break;
		case HALT: return *top;
		}
}

// The factorial of 10; prints the factors.
static const int factorial[] = {
	PUSH, 1, PUSH, 10,			// product n
	OUT, SWAP, OVER, MUL, SWAP,		// product*n n
	PUSH, -1, ADD, DUP, JNZ, -11,		// product*n n-1
	SWAP, HALT,
};

static void numbers(void)
{
	int values[40];
	for (int i = 0; i < 40; i++)
		values[i] = (int)(random64() % 2001) - 1000;
	quicksort(values, 40, sizeof *values, by_value);
	long sum = 0;
	for (int i = 0; i < 40; i++) {
		print("%6d%s", values[i], i % 10 == 9 ? "\n" : "");
		sum += values[i];
	}
	print("sum %ld, mean %f, xor %08x\n", sum, (double)sum / 40, (u32)(values[0] ^ values[39]));
}

static void solar_system(void)
{
	u32 count = sizeof planets / sizeof *planets;
	double mass = 0;
	quicksort(planets, count, sizeof *planets, by_moons);
	for (u32 i = 0; i < count; i++) {
		struct planet *p = &planets[i], copy = *p;
		mass += copy.mass;
		print("%-8s|%12f|%12f|%4d %c%c\n", p->name, (double)p->radius, copy.mass,
			p->moons, p->ringed ? 'o' : '-', p->rocky ? '#' : '~');
	}
	print("all %f earths\n", mass);
}

static void hashes(void)
{
	static const char text[] = "The quick brown fox jumps over the lazy dog";
	print("crc32 %08X fnv %016lx\n", crc32(text, sizeof text - 1), fnv(text, sizeof text - 1));
	u64 mix = 0;
	for (int i = 0; i < 1000; i++)
		mix = (mix << 7 | mix >> 57) ^ random64();
	print("mix %lx zeros %d %d swapped %lx\n", mix,
		__builtin_clzl(mix | 1), __builtin_ctzl(mix | 1ul << 63), __builtin_bswap64(mix));
}

int main(int argc, char **argv)
{
	print("%d arguments:", argc - 1);
	for (int i = 1; i < argc; i++)
		print(" <%s>", argv[i]);
	print("\n%5d|%-5d|%05d|%+d|%x|%X|%o|%b|%c|%%\n", -42, 42, 42, 42, 0xbeef, 0xbeef, 511, 10, 'z');
	numbers();
	solar_system();
	hashes();
	print("interpreted:");
	print(" = %ld\n", interpret(factorial));
	flush();
	return argc == 1 ? 0 : 10 + argc;
}

__asm__(
	".globl _start\n"
	".type _start, @function\n"
	"_start:\n"
	"\txor %ebp, %ebp\n"
	"\tmov (%rsp), %edi\n"
	"\tlea 8(%rsp), %rsi\n"
	"\tand $-16, %rsp\n"
	"\tcall main\n"
	"\tmov %eax, %edi\n"
	"\tmov $60, %eax\n"
	"\tsyscall\n");
