// image.bytes    the file in hexadecimal
// image.kinds    [name, colour]
// image.regions  [offset, length, kind, name, address or null]
// image.items    [offset, length, region, text, name, note, source, heading before it?, labels]
"use strict";
const width = 16, rowHeight = 24, foldRows = 4;
const size = image.bytes.length / 2;
const byteAt = i => image.bytes.substr(2 * i, 2);
const kindOf = item => image.regions[item[2]][2];
const colour = kind => image.kinds[kind][1];
const hex = n => n.toString(16);
const make = (tag, name, text) => {
  const e = document.createElement(tag);
  if (name) e.className = name;
  if (text !== undefined) e.textContent = text;
  return e;
};

// masters[i] lists the items that byte i belongs to, as indexes.
const masters = Array.from({length: size}, () => []);
image.items.forEach((item, n) => {
  for (let i = item[0]; i < item[0] + item[1]; i++) masters[i].push(n);
});

// fill is the colour of a byte: one stripe for each kind that it serves.
const filled = new Map();
function fill(list) {
  const kinds = [...new Set(list.map(n => kindOf(image.items[n])))];
  const key = kinds.join();
  if (!filled.has(key)) {
    const mix = kinds.map(k => `color-mix(in srgb, ${colour(k)} var(--mix), var(--card))`);
    const stripes = mix.map((c, i) => `${c} ${100 * i / mix.length}% ${100 * (i + 1) / mix.length}%`);
    filled.set(key, mix.length > 1 ? `linear-gradient(135deg, ${stripes.join()})` : mix[0] || "none");
  }
  return filled.get(key);
}

// A Scroller draws only the rows that can be seen, so that a megabyte opens
// as fast as a hundred bytes.
class Scroller {
  constructor(box, count, draw) {
    Object.assign(this, {box, count, draw, drawn: new Map()});
    this.space = box.appendChild(make("div", "space"));
    this.space.style.height = count * rowHeight + "px";
    box.addEventListener("scroll", () => this.update());
    addEventListener("resize", () => this.update());
    this.update();
  }
  update() {
    const first = Math.max(0, Math.floor(this.box.scrollTop / rowHeight) - 10);
    const last = Math.min(this.count, first + Math.ceil(this.box.clientHeight / rowHeight) + 20);
    for (const [n, row] of this.drawn) {
      if (n < first || n >= last) { row.remove(); this.drawn.delete(n); }
    }
    for (let n = first; n < last; n++) {
      if (this.drawn.has(n)) continue;
      const row = this.draw(n);
      row.classList.add("row");
      row.style.top = n * rowHeight + "px";
      this.space.append(row);
      this.drawn.set(n, row);
    }
    paint();
  }
  show(n) {
    const top = n * rowHeight, view = this.box.clientHeight - 2 * rowHeight;
    if (top < this.box.scrollTop || top > this.box.scrollTop + view) this.box.scrollTop = top - view / 3;
  }
}

// The grid: 16 bytes a row; long runs of zeros with one meaning are folded.
const rows = [];
const rowOf = new Int32Array(Math.ceil(size / width) + 1);
const plain = at => {
  const end = Math.min(at + width, size);
  const one = masters[at].length === 1 && masters[at][0];
  if (one === false) return -1;
  for (let i = at; i < end; i++) {
    if (masters[i].length !== 1 || masters[i][0] !== one || byteAt(i) !== "00") return -1;
  }
  return one;
};
for (let at = 0; at < size;) {
  const n = plain(at);
  let end = at + width;
  if (n >= 0) while (end + width <= size && plain(end) === n) end += width;
  if (end - at < foldRows * width) end = at + width;
  for (let i = at; i < end; i += width) rowOf[i / width] = rows.length;
  rows.push([at, Math.min(end, size)]);
  at = end;
}

function drawBytes(n) {
  const [at, end] = rows[n], row = make("div");
  row.append(make("span", "off", hex(at).padStart(6, "0")));
  if (end - at > width) {
    const gap = make("span", "gap", `${end - at} zero bytes`);
    gap.style.setProperty("--fill", fill(masters[at]));
    gap.dataset.at = at;
    row.append(gap);
    return row;
  }
  let chars = "";
  for (let i = at; i < end; i++) {
    const cell = make("span", "b", byteAt(i)), code = parseInt(byteAt(i), 16);
    cell.dataset.at = i;
    cell.style.setProperty("--fill", fill(masters[i]));
    if (!code) cell.classList.add("z");
    if (masters[i].some(m => image.items[m][0] === i)) cell.classList.add("s");
    if (masters[i].some(m => image.items[m][0] + image.items[m][1] === i + 1)) cell.classList.add("e");
    row.append(cell);
    chars += code > 31 && code < 127 ? String.fromCharCode(code) : "·";
  }
  const text = make("span", "chars", chars);
  text.style.paddingLeft = (width - (end - at)) * 27 + "px";
  row.append(text);
  return row;
}

// The list: a heading for each region, a line for each label and each item.
const lines = [];
const lineOf = new Int32Array(image.items.length);
image.items.forEach((item, n) => {
  if (item[7]) lines.push({region: image.regions[item[2]]});
  for (const label of item[8]) lines.push({label});
  lineOf[n] = lines.length;
  lines.push({n});
});

function drawLine(index) {
  const line = lines[index];
  if (line.region) {
    const [, length, kind, name] = line.region, e = make("div", "head", name || image.kinds[kind][0]);
    e.append(make("small", "", length + (length === 1 ? " byte" : " bytes")));
    return e;
  }
  if (line.label) return make("div", "label", line.label + ":");
  const item = image.items[line.n], [at, , , text, name, note, source] = item;
  const e = make("div", "item");
  e.dataset.item = line.n;
  e.style.setProperty("--k", colour(kindOf(item)));
  e.append(make("span", "at", hex(at)), make("i", "chip"));
  if (name) e.append(make("span", "name", name));
  e.append(make("span", "text", text));
  if (source || note) e.append(make("span", "src", source || note));
  return e;
}

// What is pointed at: items stand out, a kind dims all others.
let hot = [], lit = -1, grid, list;
function paint() {
  if (!grid || !list) return;
  document.body.classList.toggle("dim", lit >= 0);
  for (const row of grid.drawn.values()) {
    for (const cell of row.querySelectorAll("[data-at]")) {
      const own = masters[cell.dataset.at];
      cell.classList.toggle("hot", own.some(n => hot.includes(n)));
      cell.classList.toggle("lit", own.some(n => kindOf(image.items[n]) === lit) || lit === -2 && own.length > 1);
    }
  }
  for (const row of list.drawn.values()) {
    const n = row.dataset.item;
    if (n === undefined) continue;
    row.classList.toggle("hot", hot.includes(+n));
    row.classList.toggle("lit", kindOf(image.items[n]) === lit);
  }
}

grid = new Scroller(document.getElementById("grid"), rows.length, drawBytes);
list = new Scroller(document.getElementById("list"), lines.length, drawLine);
paint();

// The card at the pointer names all masters of a byte.
const tip = document.getElementById("tip");
function showTip(at, x, y) {
  tip.replaceChildren();
  const code = parseInt(byteAt(at), 16), r = masters[at].map(n => image.regions[image.items[n][2]]).find(r => r[4] !== null);
  const char = code > 31 && code < 127 ? ` '${String.fromCharCode(code)}'` : "";
  const address = r ? `, address 0x${hex(r[4] + at - r[0])}` : "";
  tip.append(make("div", "where", `offset 0x${hex(at)} (${at})${address}: 0x${byteAt(at)}, ${code}${char}`));
  for (const n of masters[at]) {
    const item = image.items[n], [, , region, text, name, note, source] = item;
    const m = make("div", "master");
    m.style.setProperty("--k", colour(kindOf(item)));
    m.append(make("code", "", (name ? name + "  " : "") + text));
    for (const extra of [source, note, image.regions[region][3] + (item[1] > 1 ? `, byte ${at - item[0] + 1} of ${item[1]}` : "")]) {
      if (extra) m.append(make("small", "", extra));
    }
    tip.append(m);
  }
  tip.hidden = false;
  tip.style.left = Math.min(x + 16, innerWidth - tip.offsetWidth - 12) + "px";
  tip.style.top = (y + tip.offsetHeight + 28 > innerHeight ? y - tip.offsetHeight - 12 : y + 16) + "px";
}

document.getElementById("grid").addEventListener("mousemove", event => {
  const cell = event.target.closest("[data-at]");
  if (!cell) return;
  const at = +cell.dataset.at;
  hot = masters[at];
  if (hot.length) list.show(lineOf[hot[hot.length - 1]]);
  showTip(at, event.clientX, event.clientY);
  paint();
});
document.getElementById("list").addEventListener("mouseover", event => {
  const line = event.target.closest("[data-item]");
  if (!line) return;
  hot = [+line.dataset.item];
  grid.show(rowOf[Math.floor(image.items[hot[0]][0] / width)]);
  paint();
});
for (const box of [grid.box, list.box]) {
  box.addEventListener("mouseleave", () => { hot = []; tip.hidden = true; paint(); });
}
for (const chip of document.querySelectorAll(".legend li")) {
  chip.addEventListener("mouseenter", () => { lit = +chip.dataset.kind; paint(); });
  chip.addEventListener("mouseleave", () => { lit = -1; paint(); });
}

// The strip: the whole file in one line, a part for each run of equal colour.
const strip = document.getElementById("strip");
for (let at = 0, end; at < size; at = end) {
  const colours = fill(masters[at]), from = at;
  for (end = at + 1; end < size && fill(masters[end]) === colours; end++);
  const part = make("i");
  part.style.background = colours;
  part.style.flex = `${end - at} 0 0`;
  part.title = `${masters[at].map(n => image.regions[image.items[n][2]][3]).join(" and ")}: ${end - at} bytes`;
  part.addEventListener("click", () => { grid.box.scrollTop = rowOf[Math.floor(from / width)] * rowHeight; });
  strip.append(part);
}
