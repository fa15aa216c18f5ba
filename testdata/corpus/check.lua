-- Exercises a Lua interpreter and stops with an error where a result is wrong.

-- arithmetic: integers wrap, floats follow IEEE 754
assert(math.maxinteger + 1 == math.mininteger)
assert(7 // 2 == 3 and -7 // 2 == -4 and 7 % -3 == -2 and -7 % 3 == 2)
assert(1 / 0 == math.huge and 0 / 0 ~= 0 / 0)
assert(2 ^ 10 == 1024.0 and 10 // 0.3 == 33.0)
assert(3 & 5 == 1 and 3 | 5 == 7 and 3 ~ 5 == 6 and ~0 == -1 and 1 << 63 == math.mininteger)
assert(string.format("%.14g %d %x %5.2f|%-5s|%q", 0.1, 42, 255, math.pi, "ab", "a\nb") == '0.1 42 ff  3.14|ab   |"a\\\nb"')
assert(math.type(3) == "integer" and math.type(3.0) == "float" and 3 == 3.0)
assert(tostring(1e15) == "1e+15" and tonumber("0x1p4") == 16.0 and tonumber("z", 36) == 35)

-- closures, varargs, multiple results, tail calls
local function counter()
	local n = 0
	return function(step) n = n + (step or 1); return n end
end
local a, b = counter(), counter()
a(); a(5)
assert(a() == 7 and b() == 1)
local function count(...) return select("#", ...), ... end
assert(select(2, count(nil, 4, nil)) == nil and (count(nil, nil)) == 2)
local function down(n) if n == 0 then return "bottom" end return down(n - 1) end
assert(down(1000000) == "bottom")

-- tables: array and hash part, sorting, iteration, length
local squares = {}
for i = 1, 1000 do squares[i] = i * i end
assert(#squares == 1000 and squares[31] == 961)
local words = {}
for w in ("the quick brown fox jumps over the lazy dog"):gmatch("%a+") do words[#words + 1] = w end
table.sort(words)
assert(table.concat(words, " ") == "brown dog fox jumps lazy over quick the the")
table.sort(squares, function(x, y) return x % 97 < y % 97 or x % 97 == y % 97 and x > y end)
for i = 2, #squares do
	local x, y = squares[i - 1], squares[i]
	assert(x % 97 < y % 97 or x % 97 == y % 97 and x > y)
end
local t = table.pack(table.unpack({1, 2, 3}, 2))
assert(t.n == 2 and t[1] == 2)
assert(#table.move({1, 2, 3}, 1, 3, 3) == 5)

-- strings and patterns
assert(("hello world"):gsub("o", {o = "0"}) == "hell0 w0rld")
assert(("key = value"):match("^(%w+)%s*=%s*(%w+)$") == "key")
assert(("f(a(b)c)d"):match("%b()") == "(a(b)c)")
assert(("x"):rep(3, ",") == "x,x,x" and ("abc"):byte(-1) == 99 and ("%d"):format(3.0) == "3")
assert(string.unpack("<i4", string.pack("<i4", -2)) == -2 and utf8.char(228, 8364) == "ä€")
assert(utf8.len("grün") == 4 and ("abc" < "abd") and "10" + 5 == 15)

-- metatables
local V = {}
V.__index = V
V.__add = function(p, q) return setmetatable({x = p.x + q.x}, V) end
V.__eq = function(p, q) return p.x == q.x end
V.__lt = function(p, q) return p.x < q.x end
V.__call = function(self, n) return self.x * n end
V.__close = function(self) self.closed = true end
local function v(x) return setmetatable({x = x}, V) end
assert(v(1) + v(2) == v(3) and v(1) < v(2) and v(4)(5) == 20)
local kept
do
	local held <close> = v(9)
	kept = held
end
assert(kept.closed)

-- coroutines and errors
local function fibonacci()
	local x, y = 0, 1
	while true do coroutine.yield(x); x, y = y, x + y end
end
local next_one, last = coroutine.wrap(fibonacci)
for _ = 1, 50 do last = next_one() end
assert(last == 7778742049)
local ok, message = pcall(function() local none; return none.field end)
assert(not ok and message:find("attempt to index a nil value"))
assert(select(2, xpcall(error, function(m) return m .. "!" end, "oops", 0)) == "oops!")
local co = coroutine.create(function(...) local x = coroutine.yield(...); error({code = x}) end)
assert(select("#", coroutine.resume(co, 1, 2, 3)) == 4)
local good, e = coroutine.resume(co, 7)
assert(not good and e.code == 7 and coroutine.status(co) == "dead")

-- goto, integer for loops at the limits, load, weak tables and the collector
local n = 0
for i = math.maxinteger - 2, math.maxinteger do n = n + 1 end
assert(n == 3)
for i = 1, 3 do
	if i == 2 then goto continue end
	n = n + i
	::continue::
end
assert(n == 7)
assert(load("local x <const> = ...; return x * 2")(21) == 42)
assert(not load("return return"))
assert(load(string.dump(function(x) return x + 1 end))(1) == 2)
local weak = setmetatable({}, {__mode = "k"})
for i = 1, 1000 do weak[{}] = i end
collectgarbage()
assert(next(weak) == nil)
collectgarbage("generational")
local junk = {}
for i = 1, 200000 do junk[i % 100] = {tostring(i), i} end
assert(junk[0][2] == 200000)

-- input and output
local name = os.tmpname()
local f = assert(io.open(name, "w"))
f:write("first\n", 2, " ", 2.5, "\nlast")
f:close()
local lines = {}
for line in io.lines(name) do lines[#lines + 1] = line end
assert(#lines == 3 and lines[2] == "2 2.5")
f = io.open(name)
assert(f:read("l", "n") == "first" and f:seek("set", 6) == 6 and f:read("n") == 2 and f:read("a") == " 2.5\nlast")
f:close()
os.remove(name)
print("all checks passed")
