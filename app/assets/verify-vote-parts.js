// The parts of the recount: bytes and hashes, and how the fields of a line are read (app/rules/src/voting/FORMAT.md).

/** Something is not in order: `code` is its name, `facts` what a sentence about it needs. */
export class Wrong extends Error {
  constructor(code, facts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

export const must = (fine, code, facts) => {
  if (!fine) throw new Wrong(code, facts);
};

export const utf8 = text => new TextEncoder().encode(text);
export const toHex = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
export const fromHex = text => Uint8Array.from(text.match(/../g) ?? [], pair => parseInt(pair, 16));

export async function sha256(...parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', all));
}

export const leafOf = text => sha256([0], utf8(text));

/** The Merkle tree hash of RFC 6962, section 2.1. */
export async function merkleRoot(leaves) {
  if (leaves.length === 1) return leaves[0];
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256([1], await merkleRoot(leaves.slice(0, split)), await merkleRoot(leaves.slice(split)));
}

export const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
export const HASH = '[0-9a-f]{64}';
export const NUMBER = '(?:0|[1-9][0-9]{0,19})';
export const SHARE = '>=?(?:0|[1-9][0-9]{0,4})/[1-9][0-9]{0,4}';
export const UNPRINTABLE = /[\p{Cc}\p{Surrogate}\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

export const [U8, U16, U32, U64] = [8n, 16n, 32n, 64n].map(bits => 2n ** bits - 1n);

export const whole = (pattern, text) => new RegExp(`^(?:${pattern})$`, 'u').exec(text);

/** A number in its one right form, up to `most`; throws `code` for every other text. */
export function numberOf(text, most, code, facts) {
  must(whole(NUMBER, text) && BigInt(text) <= most, code, facts);
  return BigInt(text);
}

export const greatestCommon = (one, other) => (other === 0n ? one : greatestCommon(other, one % other));

/** A share `>=n/d` or `>n/d`, reduced; null when it is none. */
export function readShare(text) {
  if (!whole(SHARE, text)) return null;
  const beyond = !text.startsWith('>=');
  const [above, below] = text.replace(/^>=?/, '').split('/').map(BigInt);
  const fits = below <= 10000n && above <= below && greatestCommon(below, above) === 1n && !(beyond && above === below);
  return fits ? { text, beyond, above, below } : null;
}

export function isMet(share, got, of) {
  if (of === 0n) return share.above === 0n && !share.beyond;
  return share.beyond ? got * share.below > of * share.above : got * share.below >= of * share.above;
}
