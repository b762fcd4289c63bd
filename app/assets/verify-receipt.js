// Receipts of ballots: whether a recounted board holds the ballot, and whether the alliance signed the receipt.
// What a receipt is made of stands in app/rules/src/voting/receipt.rs.
import { HASH, ID, Wrong, fromHex, must, sha256, toHex, utf8, whole } from './verify-vote-parts.js';

/** Reads a receipt, as text or in the short form of its QR code; of an address the part after `#` counts. */
export function readReceipt(typed) {
  const names = ['vote', 'card', 'ballot', 'leaf', 'key', 'signature'];
  const short = /(?:^|#)R1\.([0-9a-f.]+)$/.exec(typed.trim());
  let values;
  if (short) {
    const dashed = id => id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    values = short[1].split('.').map((value, at) => (at === 0 || at === 2 ? dashed(value) : value));
  } else {
    const [first, ...lines] = typed.split('\n').map(line => line.trim()).filter(line => line !== '');
    must(first === 'shangmeng receipt 1', 'receipt_unreadable');
    values = lines.map((line, at) => (line.startsWith(names[at]) ? line.slice(names[at].length).trim() : ''));
  }
  const patterns = [ID, HASH, ID, HASH, '[0-9a-f]{16}', '[0-9a-f]{128}'];
  must(values.length === 6 && values.every((value, at) => whole(patterns[at], value)), 'receipt_unreadable');
  const receipt = Object.fromEntries(names.map((name, at) => [name, values[at]]));
  const signed = names.slice(0, 5).map(name => `${name}\t${receipt[name]}\n`).join('');
  return { ...receipt, text: `shangmeng receipt 1\n${signed}` };
}

/** Whether a recounted board holds the receipt's ballot as it was cast. */
export function findReceipt(recounted, receipt) {
  must(receipt.vote === recounted.card.vote && receipt.card === recounted.fingerprint, 'receipt_of_another_vote');
  const leaf = recounted.leaves.get(receipt.ballot);
  must(leaf !== undefined || !recounted.removed.includes(receipt.leaf), 'receipt_ballot_removed');
  must(leaf !== undefined, 'receipt_not_on_board');
  must(leaf === receipt.leaf, 'receipt_ballot_changed');
}

/** Whether one of the published keys (64 hexadecimal digits each) signed the receipt. False where this browser does not know Ed25519. */
export async function checkSignature(receipt, publicKeys) {
  for (const key of publicKeys.map(fromHex)) {
    if (!toHex(await sha256(key)).startsWith(receipt.key)) continue;
    const known = await crypto.subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify']).catch(() => null);
    if (known === null) return false;
    must(await crypto.subtle.verify({ name: 'Ed25519' }, known, fromHex(receipt.signature), utf8(receipt.text)), 'receipt_forged');
    return true;
  }
  throw new Wrong('receipt_key_unknown');
}
