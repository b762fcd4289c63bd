/** A text as Chinese Windows writes it. Node reads GBK but does not write it, so the table is made by reading every pair of bytes. */
export function gbk(text) {
  table ??= pairs();
  return Buffer.concat([...text].map(letter => (letter < '\x80' ? Buffer.from(letter) : (table.get(letter) ?? Buffer.from('?')))));
}

let table;

function pairs() {
  const reader = new TextDecoder('gbk');
  const found = new Map();
  for (let first = 0x81; first < 0xff; first += 1) {
    for (let second = 0x40; second < 0xff; second += 1) {
      const bytes = Buffer.from([first, second]);
      found.set(reader.decode(bytes), bytes);
    }
  }
  return found;
}
